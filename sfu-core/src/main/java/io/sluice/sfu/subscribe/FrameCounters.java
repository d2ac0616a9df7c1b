package io.sluice.sfu.subscribe;

import io.sluice.rtp.codec.FrameInfo;

/**
 * The counters of frames other than VP8's, in one number for each packet: the frame number of dependency descriptors with the active decode
 * targets, or VP9's picture id and TL0PICIDX; and whether the packet ends its picture. Each piece continues the counters of the one before;
 * within a piece distances stay, because frames refer to each other by them.
 */
final class FrameCounters {
    /** More decode targets than these are not told about. */
    static final int MAX_TARGETS = 14;

    private static final int NUMBER = 0xffff;
    private static final int MASKED = 1 << 16;
    private static final int MASK_SHIFT = 17;
    private static final int PICTURE = 0x7fff;
    private static final int TL0_SHIFT = 15;
    private static final int MARKER = 1 << 31;

    private int numberOffset;
    private int lastNumber = -1;
    private int pictureOffset;
    private int lastPicture = -1;
    private int tl0Offset;
    private int lastTl0 = -1;

    /** A piece begins with this frame. */
    void begin(FrameInfo frame) {
        numberOffset = lastNumber < 0 ? 0 : frame.dependency.frameNumber() - (lastNumber + 1);
        pictureOffset = lastPicture < 0 ? 0 : frame.vp9.pictureId() - (lastPicture + 1);
        tl0Offset = lastTl0 < 0 ? 0 : frame.vp9.tl0() - (lastTl0 + 1);
    }

    /**
     * What goes out with a packet of a stream with dependency descriptors.
     *
     * @param active decode targets that are told, or −1 for none
     */
    int described(FrameInfo frame, int active, boolean endsPicture) {
        int number = frame.dependency.frameNumber() - numberOffset & NUMBER;
        if (lastNumber < 0 || (short) (number - lastNumber) > 0) {
            lastNumber = number;
        }
        int mask = active < 0 ? 0 : MASKED | active << MASK_SHIFT & ~MARKER;
        return number | mask | (endsPicture ? MARKER : 0);
    }

    /** What goes out with a packet of VP9. */
    int picture(FrameInfo frame, boolean endsPicture) {
        int picture = frame.vp9.pictureId() - pictureOffset & PICTURE;
        int tl0 = frame.vp9.tl0() - tl0Offset & 0xff;
        int ahead = picture - lastPicture << Integer.SIZE - TL0_SHIFT;
        if (lastPicture < 0 || ahead > 0) {
            lastPicture = picture;
            lastTl0 = tl0;
        }
        return picture | tl0 << TL0_SHIFT | (endsPicture ? MARKER : 0);
    }

    static boolean endsPicture(int packed) {
        return packed < 0;
    }

    static int number(int packed) {
        return packed & NUMBER;
    }

    /** −1 if none are told. */
    static int activeTargets(int packed) {
        return (packed & MASKED) == 0 ? -1 : (packed & ~MARKER) >> MASK_SHIFT;
    }

    static int pictureId(int packed) {
        return packed & PICTURE;
    }

    static int tl0(int packed) {
        return packed >> TL0_SHIFT & 0xff;
    }
}
