package io.sluice.transport.sctp;

import io.sluice.rtp.packet.BigEndian;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * INIT and INIT ACK (RFC 9260 §3.3.2, §3.3.3), read and written. The value of an INIT chunk with its header is also what two descriptions
 * may exchange instead of the handshake.
 */
final class InitChunk {
    /** Streams in each direction: the highest number is reserved (RFC 8831 §6.2). */
    static final int STREAMS = 65_535;

    private static final int FIXED = 16;
    private static final int MOST_REPORTED = 256;
    private static final int DTLS = 1;

    final int tag;
    final long window;
    final int outStreams;
    final int inStreams;
    final int tsn;
    boolean forwardTsn;
    boolean reset;
    boolean zeroChecksum;
    byte @Nullable [] cookie;

    /** Parameters that the sender wants to hear about that we do not know, one behind the other and padded. */
    byte[] unrecognized = {};

    private InitChunk(int tag, long window, int outStreams, int inStreams, int tsn) {
        this.tag = tag;
        this.window = window;
        this.outStreams = outStreams;
        this.inStreams = inStreams;
        this.tsn = tsn;
    }

    /** Reads a chunk's value; null if it is none that an association could come of. */
    static @Nullable InitChunk read(byte[] buffer, int offset, int length) {
        if (length < FIXED) {
            return null;
        }
        InitChunk chunk = new InitChunk(
                BigEndian.i32(buffer, offset),
                BigEndian.u32(buffer, offset + 4),
                BigEndian.u16(buffer, offset + 8),
                BigEndian.u16(buffer, offset + 10),
                BigEndian.i32(buffer, offset + 12));
        if (chunk.tag == 0 || chunk.outStreams == 0 || chunk.inStreams == 0) {
            return null;
        }
        return chunk.readParameters(buffer, offset + FIXED, offset + length) ? chunk : null;
    }

    private boolean readParameters(byte[] buffer, int from, int limit) {
        ByteArrayOutputStream reports = new ByteArrayOutputStream(0);
        int at = from;
        while (limit - at >= Wire.PARAMETER_HEADER) {
            int type = BigEndian.u16(buffer, at);
            int whole = BigEndian.u16(buffer, at + 2);
            if (whole < Wire.PARAMETER_HEADER || whole > limit - at) {
                return false;
            }
            int value = at + Wire.PARAMETER_HEADER;
            int length = whole - Wire.PARAMETER_HEADER;
            if (!take(type, buffer, value, length)) {
                if ((type & 0x4000) != 0 && reports.size() + Wire.padded(whole) <= MOST_REPORTED) {
                    reports.write(buffer, at, whole);
                    reports.write(new byte[3], 0, Wire.padded(whole) - whole);
                }
                if ((type & 0x8000) == 0) {
                    break;
                }
            }
            at += Math.min(limit - at, Wire.padded(whole));
        }
        unrecognized = reports.toByteArray();
        return true;
    }

    /** Takes a parameter that is known, even if only as one that says nothing to us. */
    private boolean take(int type, byte[] buffer, int value, int length) {
        switch (type) {
            case Wire.STATE_COOKIE -> cookie = Arrays.copyOfRange(buffer, value, value + length);
            case Wire.FORWARD_TSN_SUPPORTED -> forwardTsn = true;
            case Wire.ZERO_CHECKSUM -> zeroChecksum = length >= 4 && BigEndian.i32(buffer, value) == DTLS;
            case Wire.SUPPORTED_EXTENSIONS -> {
                for (int i = 0; i < length; i++) {
                    int chunk = BigEndian.u8(buffer, value + i);
                    forwardTsn |= chunk == Wire.FORWARD_TSN;
                    reset |= chunk == Wire.RE_CONFIG;
                }
            }
            // Addresses, their types, a longer cookie life: DTLS has one path, and cookies live long enough.
            case 5, 6, 9, 11, 12, Wire.UNRECOGNIZED_PARAMETER, Wire.ADAPTATION -> {}
            default -> {
                return false;
            }
        }
        return true;
    }

    /** What comes of it together with our side. */
    Agreement with(int localTag, int localTsn) {
        return new Agreement(
                localTag, tag, localTsn, tsn, window, Math.min(STREAMS, inStreams), forwardTsn, reset, zeroChecksum);
    }

    /** Bytes that {@link #write} needs. */
    static int length(boolean zeroChecksum, byte[] cookie, byte[] unrecognized) {
        int reports = 0;
        for (int at = 0; at < unrecognized.length; at += Wire.padded(BigEndian.u16(unrecognized, at + 2))) {
            reports += Wire.PARAMETER_HEADER;
        }
        return FIXED
                + Wire.PARAMETER_HEADER
                + (zeroChecksum ? Wire.PARAMETER_HEADER + 4 : 0)
                + (cookie.length == 0 ? 0 : Wire.PARAMETER_HEADER + Wire.padded(cookie.length))
                + reports
                + unrecognized.length
                + Wire.PARAMETER_HEADER
                + 2;
    }

    /** Writes our value of INIT or, with a cookie, INIT ACK. */
    static void write(
            byte[] buffer,
            int offset,
            int tag,
            int window,
            int tsn,
            boolean zeroChecksum,
            byte[] cookie,
            byte[] unrecognized) {
        BigEndian.put32(buffer, offset, tag);
        BigEndian.put32(buffer, offset + 4, window);
        BigEndian.put16(buffer, offset + 8, STREAMS);
        BigEndian.put16(buffer, offset + 10, STREAMS);
        BigEndian.put32(buffer, offset + 12, tsn);
        int at = header(buffer, offset + FIXED, Wire.FORWARD_TSN_SUPPORTED, 0);
        if (zeroChecksum) {
            at = header(buffer, at, Wire.ZERO_CHECKSUM, 4);
            BigEndian.put32(buffer, at, DTLS);
            at += 4;
        }
        if (cookie.length > 0) {
            at = header(buffer, at, Wire.STATE_COOKIE, cookie.length);
            System.arraycopy(cookie, 0, buffer, at, cookie.length);
            Arrays.fill(buffer, at + cookie.length, at + Wire.padded(cookie.length), (byte) 0);
            at += Wire.padded(cookie.length);
        }
        for (int from = 0; from < unrecognized.length; ) {
            int size = BigEndian.u16(unrecognized, from + 2);
            at = header(buffer, at, Wire.UNRECOGNIZED_PARAMETER, size);
            System.arraycopy(unrecognized, from, buffer, at, Wire.padded(size));
            at += Wire.padded(size);
            from += Wire.padded(size);
        }
        // Last, as it alone is no multiple of four long, and what ends a chunk needs no padding of its own.
        at = header(buffer, at, Wire.SUPPORTED_EXTENSIONS, 2);
        BigEndian.put8(buffer, at, Wire.RE_CONFIG);
        BigEndian.put8(buffer, at + 1, Wire.FORWARD_TSN);
    }

    private static int header(byte[] buffer, int at, int type, int value) {
        BigEndian.put16(buffer, at, type);
        BigEndian.put16(buffer, at + 2, Wire.PARAMETER_HEADER + value);
        return at + Wire.PARAMETER_HEADER;
    }
}
