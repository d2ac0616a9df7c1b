package io.sluice.rtp.loss;

import java.util.Arrays;

/**
 * The last packets of one stream, kept once for all who may ask for them again. Found by 64-bit sequence number.
 *
 * <p>Packets lie one behind another in chunks of bytes, and numbers about them in primitive arrays: no object for a packet. A chunk is
 * allocated when the stream needs it and used again when all in it is older than the retention time, so the memory follows the bitrate; the
 * arrays double until they hold a retention time of packets. Both have a limit; beyond it the oldest packets go first.
 */
public final class RetransmitHistory {
    /** Packets of a video layer that are usually kept at most. */
    public static final int VIDEO_PACKETS = 2048;

    /** Packets of an audio stream that are usually kept at most. */
    public static final int AUDIO_PACKETS = 256;

    /** Receivers ask by the low 16 bits of a number, so more than half their range cannot be told apart. */
    public static final int MOST_PACKETS = 1 << 15;

    private static final long NO_PACKET = -1;
    private static final int VIDEO_PACKET_BYTES = 1280;
    private static final int AUDIO_PACKET_BYTES = 512;

    private final int maxPackets;
    private final int chunkShift;
    private final int maxChunks;
    private final long retentionNanos;

    // By sequence number, modulo their length.
    private long[] sequences = {};
    private long[] storedAt = {};
    private long[] positions = {};
    private int[] lengths = {};
    private int[] tags = {};
    private int initialPackets;

    // By serial number modulo their length: a chunk's serial number grows each time it is filled anew.
    private byte[][] chunks = {};
    private long[] chunkUsedAt = {};
    private long headChunk;
    private long oldestChunk;
    private int headUsed;
    private long newest = NO_PACKET;

    private byte[] foundBuffer = {};
    private int foundOffset;
    private int foundIndex;

    /**
     * For a video layer: two seconds, up to 1280 bytes a packet.
     *
     * @param packets at most, 1 to {@link #MOST_PACKETS}; rounded up to a power of two, and to 64
     */
    public static RetransmitHistory video(int packets) {
        return sized(64, packets, 14, VIDEO_PACKET_BYTES, 2_000_000_000L);
    }

    /**
     * For an audio stream: one second, up to 512 bytes a packet.
     *
     * @param packets at most, 1 to {@link #MOST_PACKETS}; rounded up to a power of two, and to 32
     */
    public static RetransmitHistory audio(int packets) {
        return sized(32, packets, 12, AUDIO_PACKET_BYTES, 1_000_000_000L);
    }

    private static RetransmitHistory sized(
            int initialPackets, int packets, int chunkShift, int packetBytes, long retentionNanos) {
        if (packets < 1 || packets > MOST_PACKETS) {
            throw new IllegalArgumentException(packets + " packets");
        }
        // Never fewer than the arrays hold at first: packets that overtake each other must find their places.
        int maxPackets = Math.max(initialPackets, Integer.highestOneBit(2 * packets - 1));
        int maxChunks = maxPackets * packetBytes >> chunkShift;
        return new RetransmitHistory(initialPackets, maxPackets, chunkShift, maxChunks, retentionNanos);
    }

    /**
     * @param initialPackets packets the arrays hold at first, a power of two
     * @param maxPackets packets they hold at most, a power of two
     * @param chunkShift the logarithm of the bytes of a chunk, which also limits the length of a packet
     * @param maxChunks chunks at most, at least 1
     * @param retentionNanos how long a packet is kept if the limits allow
     */
    public RetransmitHistory(int initialPackets, int maxPackets, int chunkShift, int maxChunks, long retentionNanos) {
        if (Integer.bitCount(initialPackets) != 1 || Integer.bitCount(maxPackets) != 1 || maxChunks < 1) {
            throw new IllegalArgumentException("sizes " + initialPackets + ", " + maxPackets + ", " + maxChunks);
        }
        this.initialPackets = initialPackets;
        this.maxPackets = Math.max(initialPackets, maxPackets);
        this.chunkShift = chunkShift;
        this.maxChunks = maxChunks;
        this.retentionNanos = retentionNanos;
    }

    /**
     * Copies a packet in.
     *
     * @param sequence 64-bit sequence number, not negative
     * @param tag anything the owner wants to find with the packet
     * @return false if it is there already, is older than what is kept, or is longer than a chunk
     */
    public boolean store(long sequence, long nowNanos, int tag, byte[] buffer, int offset, int length) {
        if (length <= 0 || length > 1 << chunkShift || sequence < 0) {
            return false;
        }
        if (sequences.length == 0) {
            begin();
        }
        int index = slot(sequence, nowNanos);
        if (index < 0) {
            return false;
        }
        if (headUsed + length > 1 << chunkShift) {
            nextChunk(nowNanos);
        }
        int chunk = ring(headChunk);
        System.arraycopy(buffer, offset, chunks[chunk], headUsed, length);
        chunkUsedAt[chunk] = nowNanos;
        sequences[index] = sequence;
        storedAt[index] = nowNanos;
        positions[index] = headChunk << chunkShift | headUsed;
        lengths[index] = length;
        tags[index] = tag;
        headUsed += length;
        newest = Math.max(newest, sequence);
        return true;
    }

    /** Looks a packet up; if it is there, {@link #buffer} and the others tell about it until the next call of anything here. */
    public boolean find(long sequence) {
        if (sequences.length == 0 || sequence < 0) {
            return false;
        }
        int index = (int) sequence & sequences.length - 1;
        if (sequences[index] != sequence || !alive(index)) {
            return false;
        }
        foundIndex = index;
        foundBuffer = chunks[ring(positions[index] >> chunkShift)];
        foundOffset = (int) positions[index] & (1 << chunkShift) - 1;
        return true;
    }

    /** The array the found packet lies in. */
    public byte[] buffer() {
        return foundBuffer;
    }

    /** Where the found packet begins. */
    public int offset() {
        return foundOffset;
    }

    /** Bytes of the found packet. */
    public int length() {
        return lengths[foundIndex];
    }

    /** What was stored with the found packet. */
    public int tag() {
        return tags[foundIndex];
    }

    /** When the found packet was stored. */
    public long storedAt() {
        return storedAt[foundIndex];
    }

    /** The greatest sequence number stored, or -1. */
    public long newest() {
        return newest;
    }

    /** Packets that can be kept now without growing. */
    public int capacity() {
        return sequences.length;
    }

    /** Bytes of all chunks held now. */
    public long allocatedBytes() {
        return sequences.length == 0 ? 0 : headChunk - oldestChunk + 1 << chunkShift;
    }

    /** Gives all memory back: the stream is paused. What was stored is gone. */
    public void release() {
        sequences = new long[0];
        storedAt = new long[0];
        positions = new long[0];
        lengths = new int[0];
        tags = new int[0];
        chunks = new byte[0][];
        chunkUsedAt = new long[0];
        foundBuffer = new byte[0];
        newest = NO_PACKET;
    }

    private void begin() {
        sequences = new long[initialPackets];
        Arrays.fill(sequences, NO_PACKET);
        storedAt = new long[initialPackets];
        positions = new long[initialPackets];
        lengths = new int[initialPackets];
        tags = new int[initialPackets];
        chunks = new byte[maxChunks][];
        chunkUsedAt = new long[maxChunks];
        headChunk = 0;
        oldestChunk = 0;
        headUsed = 0;
        chunks[0] = new byte[1 << chunkShift];
    }

    /** The index a packet may take, growing if a packet that is still wanted stands there; -1 if the packet itself is not wanted. */
    private int slot(long sequence, long nowNanos) {
        while (true) {
            int index = (int) sequence & sequences.length - 1;
            long other = sequences[index];
            if (other == NO_PACKET || !alive(index)) {
                return index;
            }
            if (other == sequence) {
                return -1;
            }
            boolean wanted = nowNanos - storedAt[index] < retentionNanos;
            if (wanted && sequences.length < maxPackets) {
                grow();
            } else if (other > sequence) {
                return -1;
            } else {
                return index;
            }
        }
    }

    private void grow() {
        int size = 2 * sequences.length;
        long[] newSequences = new long[size];
        Arrays.fill(newSequences, NO_PACKET);
        long[] newStoredAt = new long[size];
        long[] newPositions = new long[size];
        int[] newLengths = new int[size];
        int[] newTags = new int[size];
        for (int i = 0; i < sequences.length; i++) {
            if (sequences[i] != NO_PACKET && alive(i)) {
                int index = (int) sequences[i] & size - 1;
                newSequences[index] = sequences[i];
                newStoredAt[index] = storedAt[i];
                newPositions[index] = positions[i];
                newLengths[index] = lengths[i];
                newTags[index] = tags[i];
            }
        }
        sequences = newSequences;
        storedAt = newStoredAt;
        positions = newPositions;
        lengths = newLengths;
        tags = newTags;
    }

    private void nextChunk(long nowNanos) {
        boolean full = headChunk - oldestChunk + 1 == maxChunks;
        boolean expired = headChunk > oldestChunk && isExpired(oldestChunk, nowNanos);
        byte[] chunk;
        if (full || expired) {
            int oldest = ring(oldestChunk);
            chunk = chunks[oldest];
            release(oldestChunk);
            // One more goes back to the heap, so that memory falls again behind a burst.
            if (headChunk > oldestChunk && isExpired(oldestChunk, nowNanos)) {
                release(oldestChunk);
            }
        } else {
            chunk = new byte[1 << chunkShift];
        }
        headChunk++;
        headUsed = 0;
        chunks[ring(headChunk)] = chunk;
    }

    @SuppressWarnings("NullAway") // An empty place in the ring of chunks is never read: alive() asks before.
    private void release(long serial) {
        chunks[ring(serial)] = null;
        oldestChunk = serial + 1;
    }

    private boolean isExpired(long serial, long nowNanos) {
        return nowNanos - chunkUsedAt[ring(serial)] >= retentionNanos;
    }

    private boolean alive(int index) {
        return positions[index] >> chunkShift >= oldestChunk;
    }

    private int ring(long serial) {
        return (int) (serial % maxChunks);
    }
}
