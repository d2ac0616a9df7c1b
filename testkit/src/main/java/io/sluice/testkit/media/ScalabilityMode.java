package io.sluice.testkit.media;

/**
 * How a scalable stream is layered (W3C "Scalable Video Coding (SVC) Extension for WebRTC", §6).
 *
 * @param spatial spatial layers, 1 to 3
 * @param temporal temporal layers, 1 to 3
 * @param linkage how spatial layers refer to each other
 */
public record ScalabilityMode(int spatial, int temporal, Linkage linkage) {
    /** When a spatial layer refers to the one below. */
    public enum Linkage {
        /** In every picture. */
        ALWAYS,
        /** In key pictures only. */
        KEY,
        /** Never: independent streams under one SSRC. */
        NEVER
    }

    private static final int[][] PATTERNS = {{0}, {0, 1}, {0, 2, 1, 2}};

    /** The mode of a name like {@code L3T3_KEY} or {@code S2T1}. */
    public static ScalabilityMode of(String name) {
        int spatial = name.charAt(1) - '0';
        int temporal = name.charAt(3) - '0';
        Linkage linkage = name.charAt(0) == 'S' ? Linkage.NEVER : name.endsWith("_KEY") ? Linkage.KEY : Linkage.ALWAYS;
        return new ScalabilityMode(spatial, temporal, linkage);
    }

    /** Pictures until the pattern of temporal layers repeats. */
    public int period() {
        return PATTERNS[temporal - 1].length;
    }

    /** The temporal layer at a place in the pattern. */
    public int temporalAt(int phase) {
        return PATTERNS[temporal - 1][phase % period()];
    }

    /** How many pictures back the frame at a place of the pattern refers. */
    public int referenceBack(int phase) {
        int place = phase % period();
        return place == 0 ? period() : place == 3 ? 1 : place;
    }

    /** Whether the frame of a layer refers to the one of the layer below in the same picture. */
    public boolean refersBelow(int layer, boolean keyPicture) {
        return layer > 0 && (linkage == Linkage.ALWAYS || linkage == Linkage.KEY && keyPicture);
    }

    /** Whether someone who watches a spatial layer needs the frame of another one. */
    public boolean needs(int watched, int layer, boolean keyPicture) {
        return layer == watched || layer < watched && refersBelow(watched, keyPicture);
    }
}
