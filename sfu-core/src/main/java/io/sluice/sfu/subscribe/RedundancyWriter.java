package io.sluice.sfu.subscribe;

import io.sluice.rtp.codec.Codec;
import io.sluice.rtp.packet.BigEndian;
import io.sluice.rtp.packet.RtpPacket;
import io.sluice.sfu.track.SourceStream;

/**
 * Makes redundant audio (RFC 2198 §3) of plain Opus: each payload gets the one or two frames before it, out of the history of its source.
 */
final class RedundancyWriter {
    private static final int BLOCKS = 2;
    /** All the frames that may be repeated: bit k is the one k + 1 before. */
    static final int ALL = (1 << BLOCKS) - 1;

    /** Ten bits. */
    private static final int MAX_BLOCK = 0x3ff;
    /** Fourteen bits, in ticks. */
    private static final int MAX_AGE = 0x3fff;
    /** With redundancy a payload grows to so many bytes at most. */
    static final int MAX_PAYLOAD = 1_100;

    private static final int HEADER = 4;

    private final RtpPacket older = new RtpPacket();
    // The older frames of the packet at hand, the oldest first.
    private final byte[][] buffers = new byte[BLOCKS][];
    private final int[] offsets = new int[BLOCKS];
    private final int[] lengths = new int[BLOCKS];
    private final int[] ages = new int[BLOCKS];
    private int repeated;

    /**
     * Writes a payload.
     *
     * @param sequence the packet's number in the source
     * @param wanted the frames to repeat, of {@link #ALL}
     * @param first the first packet that may be repeated, by its number in the source
     * @param inner payload type of Opus
     * @param buffer with room for {@value #MAX_PAYLOAD} bytes, or the packet's payload and one more if that is longer
     * @return where it ends
     */
    int write(
            SourceStream source,
            long sequence,
            RtpPacket packet,
            int wanted,
            long first,
            int inner,
            byte[] buffer,
            int offset) {
        int blocks = collect(source, sequence, packet, wanted, first);
        int at = offset;
        for (int i = 0; i < blocks; i++) {
            BigEndian.put8(buffer, at, 0x80 | inner);
            BigEndian.put24(buffer, at + 1, ages[i] << 10 | lengths[i]);
            at += HEADER;
        }
        buffer[at++] = (byte) inner;
        for (int i = 0; i < blocks; i++) {
            System.arraycopy(buffers[i], offsets[i], buffer, at, lengths[i]);
            at += lengths[i];
        }
        System.arraycopy(packet.buffer(), packet.payloadOffset(), buffer, at, packet.payloadLength());
        return at + packet.payloadLength();
    }

    /** The frames that the payload written last repeats, of {@link #ALL}. */
    int repeated() {
        return repeated;
    }

    private int collect(SourceStream source, long sequence, RtpPacket packet, int wanted, long first) {
        int blocks = 0;
        int size = 1 + packet.payloadLength();
        repeated = 0;
        for (int distance = BLOCKS; distance > 0; distance--) {
            int bit = 1 << distance - 1;
            long before = sequence - distance;
            if ((wanted & bit) == 0
                    || before < first
                    || !source.history().find(before)
                    || source.storedCodec() != Codec.OPUS
                    || !older.wrap(
                            source.history().buffer(),
                            source.history().offset(),
                            source.history().length())) {
                continue;
            }
            int age = packet.timestamp() - older.timestamp();
            int length = older.payloadLength();
            boolean fits = size + HEADER + length <= MAX_PAYLOAD;
            if (age > 0 && age <= MAX_AGE && length > 0 && length <= MAX_BLOCK && fits) {
                buffers[blocks] = older.buffer();
                offsets[blocks] = older.payloadOffset();
                lengths[blocks] = length;
                ages[blocks] = age;
                size += HEADER + length;
                repeated |= bit;
                blocks++;
            }
        }
        return blocks;
    }
}
