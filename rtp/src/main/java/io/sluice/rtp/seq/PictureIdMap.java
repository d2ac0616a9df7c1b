package io.sluice.rtp.seq;

/**
 * Renumbers the picture counters of a VP8 stream (RFC 7741 §4.2) from which pictures are dropped and whose source changes: the picture id
 * like a sequence number, once for each picture however many packets it has; TL0PICIDX and KEYIDX by an offset that changes at a switch.
 */
public final class PictureIdMap {
    private static final long FIRST_CYCLE = 1L << 15;

    private final SequenceMap pictures = new SequenceMap();
    private long newest = -1;
    private int tl0Offset;
    private int keyOffset;
    private int lastOut = -1;
    private int lastTl0Out = -1;
    private int lastKeyOut = -1;

    /**
     * Begins with the stream's first forwarded picture, or with that of another source: each counter goes on from its last outgoing value.
     *
     * @param pictureId as in the packet
     * @param bits 7 or 15
     * @param tl0 TL0PICIDX, anything if the stream has none
     * @param keyIndex KEYIDX, anything if the stream has none
     */
    public void start(int pictureId, int bits, int tl0, int keyIndex) {
        long picture = FIRST_CYCLE + (pictureId & mask(bits));
        long out = pictures.started() ? pictures.nextOut() : picture;
        pictures.start(picture, out);
        newest = picture;
        tl0Offset = lastTl0Out < 0 ? 0 : tl0 - (lastTl0Out + 1);
        keyOffset = lastKeyOut < 0 ? 0 : keyIndex - (lastKeyOut + 1);
    }

    /** Whether {@link #start} was called. */
    public boolean started() {
        return pictures.started();
    }

    /** The newest picture so far, forwarded or dropped, as {@link #unwrap} numbers it; -1 before the start. */
    public long newest() {
        return newest;
    }

    /**
     * The 64-bit number of a picture, by the modulus its own field has. Does not move the map; {@link #map} and {@link #drop} do.
     *
     * @param bits 7 or 15
     */
    public long unwrap(int pictureId, int bits) {
        if (newest < 0) {
            return FIRST_CYCLE + (pictureId & mask(bits));
        }
        int shift = 32 - bits;
        int delta = (pictureId - (int) newest) << shift >> shift;
        return Math.max(0, newest + delta);
    }

    /**
     * The outgoing picture id, 15 bits, of a packet that is forwarded.
     *
     * @param picture as {@link #unwrap} gives it
     * @return -1 if the picture was dropped, or is too old to tell
     */
    public int map(long picture) {
        newest = Math.max(newest, picture);
        long out = pictures.map(picture);
        return out < 0 ? -1 : (int) out & 0x7fff;
    }

    /** Counts on for a picture of our own, a key frame; {@link #start} must follow before the source's next picture. */
    public void insert() {
        lastOut = (int) pictures.insert() & 0x7fff;
        lastTl0Out = lastTl0Out < 0 ? -1 : lastTl0Out + 1 & 0xff;
        lastKeyOut = lastKeyOut < 0 ? -1 : lastKeyOut + 1 & 0x1f;
    }

    /** The outgoing picture id that {@link #insert} gave. */
    public int inserted() {
        return lastOut;
    }

    /** The outgoing TL0PICIDX of the newest picture, -1 if the stream has none. */
    public int lastTl0() {
        return lastTl0Out;
    }

    /** The outgoing KEYIDX of the newest picture, -1 if the stream has none. */
    public int lastKeyIndex() {
        return lastKeyOut;
    }

    /** Takes a picture out; of its packets only the first has an effect. */
    public void drop(long picture) {
        newest = Math.max(newest, picture);
        pictures.drop(picture);
    }

    /** The outgoing TL0PICIDX of a forwarded packet; {@code picture} tells whether it is the newest. */
    public int mapTl0(int tl0, long picture) {
        int out = tl0 - tl0Offset & 0xff;
        if (picture >= newest) {
            lastTl0Out = out;
        }
        return out;
    }

    /** The outgoing KEYIDX of a forwarded packet; {@code picture} tells whether it is the newest. */
    public int mapKeyIndex(int keyIndex, long picture) {
        int out = keyIndex - keyOffset & 0x1f;
        if (picture >= newest) {
            lastKeyOut = out;
        }
        return out;
    }

    private static int mask(int bits) {
        return (1 << bits) - 1;
    }
}
