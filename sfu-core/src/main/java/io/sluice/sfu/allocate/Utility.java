package io.sluice.sfu.allocate;

/**
 * How good a picture is to have. Twice the size is not twice as good, and half the frames are not half as good: of a camera, whose movements
 * matter, more than of a shared screen, which must be readable. The figures only have to rank; what they are is of no account.
 */
public final class Utility {
    private static final double UNIT_PIXELS = 100;
    private static final double FRAMES_OF_CAMERA = 0.6;
    private static final double FRAMES_OF_SCREEN = 0.15;

    private Utility() {}

    /**
     * The use of a picture.
     *
     * @param pixels width times height
     * @param frames the share of the frames there are, above 0 to 1
     * @param screen a shared screen
     */
    public static double of(long pixels, double frames, boolean screen) {
        double fluency = Math.pow(frames, screen ? FRAMES_OF_SCREEN : FRAMES_OF_CAMERA);
        return Math.log1p(Math.sqrt(pixels) / UNIT_PIXELS * fluency);
    }

    /**
     * How much a track matters beside others.
     *
     * @param priority as clients say it: 1 for what matters most, 0 for no word
     * @param screen a shared screen, of which there is rarely more than one
     */
    public static double weight(int priority, boolean screen) {
        return (priority <= 0 ? 1 : 1 + 3.0 / priority) * (screen ? 3 : 1);
    }
}
