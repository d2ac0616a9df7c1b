package io.sluice.transport.stun;

import static io.sluice.rtp.packet.BigEndian.i32;
import static io.sluice.rtp.packet.BigEndian.i64;
import static io.sluice.rtp.packet.BigEndian.u16;
import static io.sluice.rtp.packet.BigEndian.u32;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A window over one received STUN message, used again for the next one. Parsing allocates nothing and throws nothing: floods of STUN are
 * the cheapest attack there is. Valid only as long as the bytes below it are.
 *
 * <p>Of an attribute that comes twice the first counts; what stands behind MESSAGE-INTEGRITY is not covered by it and not read, FINGERPRINT
 * excepted (RFC 8489 §14.5).
 */
public final class StunReader {
    private static final int MAX_ATTRIBUTES = 32;
    private static final int MAX_UNKNOWN = 8;

    private final CRC32 crc = new CRC32();
    private final int[] unknown = new int[MAX_UNKNOWN];
    private byte[] buffer = new byte[0];
    private int start;
    private int length;
    private int type;
    private int unknownCount;
    private int username;
    private int usernameLength;
    private int integrity;
    private int fingerprint;
    private int mapped;
    private int mappedLength;
    private long priority;
    private int errorCode;
    private boolean useCandidate;
    private boolean controlling;
    private boolean controlled;
    private long tieBreaker;

    /**
     * Looks at a datagram.
     *
     * @return false if it is not one whole, well-formed STUN message; nothing else may be asked then
     */
    public boolean parse(byte[] bytes, int offset, int count) {
        if (offset < 0
                || count < StunType.HEADER_LENGTH
                || count > bytes.length - offset
                || (bytes[offset] & 0xC0) != 0
                || i32(bytes, offset + 4) != StunType.MAGIC_COOKIE
                || u16(bytes, offset + 2) != count - StunType.HEADER_LENGTH
                || (count & 3) != 0) {
            return false;
        }
        buffer = bytes;
        start = offset;
        length = count;
        type = u16(bytes, offset);
        unknownCount = 0;
        username = usernameLength = integrity = fingerprint = mapped = mappedLength = 0;
        priority = errorCode = -1;
        useCandidate = controlling = controlled = false;
        tieBreaker = 0;
        return attributes();
    }

    private boolean attributes() {
        int at = start + StunType.HEADER_LENGTH;
        int end = start + length;
        for (int n = 0; at < end; n++) {
            if (n == MAX_ATTRIBUTES || fingerprint != 0) {
                return false;
            }
            // Both lengths are multiples of four, so a header always fits.
            int attribute = u16(buffer, at);
            int size = u16(buffer, at + 2);
            int padded = (size + 3) & ~3;
            if (padded > end - at - 4) {
                return false;
            }
            if ((integrity == 0 || attribute == StunAttribute.FINGERPRINT) && !attribute(attribute, at + 4, size)) {
                return false;
            }
            at += 4 + padded;
        }
        return true;
    }

    private boolean attribute(int attribute, int value, int size) {
        switch (attribute) {
            case StunAttribute.USERNAME -> {
                if (username == 0) {
                    username = value;
                    usernameLength = size;
                }
                return size <= 513;
            }
            case StunAttribute.MESSAGE_INTEGRITY -> {
                integrity = value;
                return size == StunAttribute.INTEGRITY_LENGTH;
            }
            case StunAttribute.FINGERPRINT -> {
                fingerprint = value;
                return size == 4;
            }
            case StunAttribute.PRIORITY -> {
                if (size == 4 && priority < 0) {
                    priority = u32(buffer, value);
                }
                return size == 4;
            }
            case StunAttribute.USE_CANDIDATE -> {
                useCandidate = true;
                return size == 0;
            }
            case StunAttribute.ICE_CONTROLLING, StunAttribute.ICE_CONTROLLED -> {
                if (size == 8 && !controlling && !controlled) {
                    controlling = attribute == StunAttribute.ICE_CONTROLLING;
                    controlled = !controlling;
                    tieBreaker = i64(buffer, value);
                }
                return size == 8;
            }
            case StunAttribute.XOR_MAPPED_ADDRESS -> {
                if (mapped == 0) {
                    mapped = value;
                    mappedLength = size;
                }
                return size == 8 || size == 20;
            }
            case StunAttribute.ERROR_CODE -> {
                if (size >= 4 && errorCode < 0) {
                    errorCode = (buffer[value + 2] & 7) * 100 + (buffer[value + 3] & 0xFF);
                }
                return size >= 4;
            }
            case StunAttribute.UNKNOWN_ATTRIBUTES, StunAttribute.NOMINATION -> {
                return true;
            }
            default -> {
                if (StunAttribute.required(attribute) && unknownCount < MAX_UNKNOWN) {
                    unknown[unknownCount++] = attribute;
                }
                return true;
            }
        }
    }

    /** The message type: one of {@link StunType}, or something this package has no name for. */
    public int type() {
        return type;
    }

    /** The first eight of the twelve bytes of the transaction id. */
    public long transactionHigh() {
        return i64(buffer, start + 8);
    }

    /** The last four bytes of the transaction id. */
    public int transactionLow() {
        return i32(buffer, start + 16);
    }

    /**
     * Whether the USERNAME begins with this fragment and a colon, as that of a request to its owner does (RFC 8445 §7.2.2).
     *
     * @param fragment ASCII
     */
    public boolean addressedTo(byte[] fragment) {
        if (usernameLength <= fragment.length || buffer[username + fragment.length] != ':') {
            return false;
        }
        for (int i = 0; i < fragment.length; i++) {
            if (buffer[username + i] != fragment[i]) {
                return false;
            }
        }
        return true;
    }

    /** The first eight bytes of a USERNAME as a number if a colon follows them, else 0. */
    public long usernameKey() {
        return usernameLength > 8 && buffer[username + 8] == ':' ? i64(buffer, username) : 0;
    }

    /** The PRIORITY of a check, or -1. */
    public long priority() {
        return priority;
    }

    /** Whether the peer nominates with this check. */
    public boolean useCandidate() {
        return useCandidate;
    }

    /** Whether the sender holds itself for the controlling agent. */
    public boolean controlling() {
        return controlling;
    }

    /** Whether the sender holds itself for the controlled agent. */
    public boolean controlled() {
        return controlled;
    }

    /** The unsigned number beside either role. */
    public long tieBreaker() {
        return tieBreaker;
    }

    /** 300 to 699 in an error response, -1 without the attribute. */
    public int errorCode() {
        return errorCode;
    }

    /** How many attributes nobody here knows but should; at most eight are remembered. */
    public int unknownCount() {
        return unknownCount;
    }

    /** The type of one of them. */
    public int unknown(int index) {
        return unknown[index];
    }

    /** Whether a MESSAGE-INTEGRITY is there, true or not. */
    public boolean hasIntegrity() {
        return integrity != 0;
    }

    /** XOR-MAPPED-ADDRESS, or null if absent or of an unknown family. Allocates. */
    public @Nullable InetSocketAddress mappedAddress() {
        if (mapped == 0) {
            return null;
        }
        int family = buffer[mapped + 1];
        int size = mappedLength - 4;
        if (!(family == 1 && size == 4) && !(family == 2 && size == 16)) {
            return null;
        }
        byte[] address = new byte[size];
        for (int i = 0; i < size; i++) {
            // The cookie and the transaction id stand in this order in the header.
            address[i] = (byte) (buffer[mapped + 4 + i] ^ buffer[start + 4 + i]);
        }
        int port = u16(buffer, mapped + 2) ^ (StunType.MAGIC_COOKIE >>> 16);
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), port);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("length " + size, impossible);
        }
    }

    /** False if there is a FINGERPRINT and it is wrong. */
    public boolean fingerprintHolds() {
        if (fingerprint == 0) {
            return true;
        }
        crc.reset();
        crc.update(buffer, start, fingerprint - 4 - start);
        return ((int) crc.getValue() ^ StunAttribute.FINGERPRINT_XOR) == i32(buffer, fingerprint);
    }

    byte[] buffer() {
        return buffer;
    }

    int start() {
        return start;
    }

    /** Absolute offset of the value of MESSAGE-INTEGRITY, or 0. */
    int integrity() {
        return integrity;
    }
}
