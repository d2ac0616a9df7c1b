package io.sluice.rtp.ext;

import java.util.Arrays;

/**
 * The template structure that a dependency descriptor refers to (AV1 RTP specification, appendix A.8.3). It comes with a key frame and holds
 * until the next one, so the owner of a stream keeps one of these and hands it to {@link DependencyDescriptor#parse}. Reusable: arrays only
 * grow.
 */
public final class DependencyStructure {
    /** Most templates: their ids have six bits. */
    public static final int MAX_TEMPLATES = 64;
    /** Most decode targets: their count has five bits. */
    public static final int MAX_DECODE_TARGETS = 32;
    /** Most layers of either kind. */
    public static final int MAX_LAYERS = 8;
    /** Most decode targets for which {@link #covered} is worked out: no layering in use has more than nine. */
    public static final int MAX_COMPARED_TARGETS = 14;
    /** Most frames one frame refers to; a structure with more is refused. */
    public static final int MAX_REFERENCES = 16;

    /** Indication: the frame is not part of the decode target. */
    public static final int NOT_PRESENT = 0;
    /** Indication: part of the target, and no later frame of the target needs it. */
    public static final int DISCARDABLE = 1;
    /** Indication: from this frame on the target can be decoded, if it was received with all it refers to. */
    public static final int SWITCH = 2;
    /** Indication: the target needs the frame. */
    public static final int REQUIRED = 3;

    int idOffset;
    int templates;
    int decodeTargets;
    int chains;
    int spatialLayers;
    boolean resolutions;
    byte[] templateSpatial = {};
    byte[] templateTemporal = {};
    // [template * decodeTargets + target]
    byte[] templateIndications = {};
    byte[] templateReferenceCount = {};
    // [template * MAX_REFERENCES + i]
    byte[] templateReferences = {};
    // [template * chains + chain]
    byte[] templateChains = {};
    final byte[] protectedBy = new byte[MAX_DECODE_TARGETS];
    final byte[] targetSpatial = new byte[MAX_DECODE_TARGETS];
    final byte[] targetTemporal = new byte[MAX_DECODE_TARGETS];
    final int[] covered = new int[MAX_DECODE_TARGETS];
    final int[] widths = new int[MAX_LAYERS];
    final int[] heights = new int[MAX_LAYERS];

    /** Whether anything was read into this yet. */
    public boolean isEmpty() {
        return templates == 0;
    }

    /** Forgets the structure. */
    public void clear() {
        templates = 0;
        decodeTargets = 0;
        chains = 0;
        spatialLayers = 0;
        resolutions = false;
    }

    /** Number of templates. */
    public int templates() {
        return templates;
    }

    /** The template id that has index 0: a descriptor's id is relative to it, modulo 64. */
    public int idOffset() {
        return idOffset;
    }

    /** Number of decode targets, 1 to 32 unless empty. */
    public int decodeTargets() {
        return decodeTargets;
    }

    /** Number of chains, 0 if no target is protected. */
    public int chains() {
        return chains;
    }

    /** Number of spatial layers. */
    public int spatialLayers() {
        return spatialLayers;
    }

    /** The chain that protects a decode target; 0 also if there are no chains. */
    public int protectedBy(int target) {
        return protectedBy[target];
    }

    /** The highest spatial layer of a decode target. */
    public int targetSpatialId(int target) {
        return targetSpatial[target];
    }

    /** The highest temporal layer of a decode target. */
    public int targetTemporalId(int target) {
        return targetTemporal[target];
    }

    /**
     * The decode targets that can be decoded by whoever gets all frames of this one and no others, itself included: those without a
     * template that this one is without. All targets where there are more than {@value #MAX_COMPARED_TARGETS}.
     */
    public int covered(int target) {
        return covered[target];
    }

    /** Pixels of width of a spatial layer, or 0 if the structure does not tell. */
    public int width(int spatialId) {
        return resolutions && spatialId < spatialLayers ? widths[spatialId] : 0;
    }

    /** Pixels of height of a spatial layer, or 0 if the structure does not tell. */
    public int height(int spatialId) {
        return resolutions && spatialId < spatialLayers ? heights[spatialId] : 0;
    }

    /** The mask with a bit for each decode target. */
    public int allTargets() {
        return decodeTargets == 32 ? -1 : (1 << decodeTargets) - 1;
    }

    /** Makes this equal to another: what the owner of a stream does with an attached structure. Allocates only to grow. */
    public void copyFrom(DependencyStructure other) {
        idOffset = other.idOffset;
        templates = other.templates;
        decodeTargets = other.decodeTargets;
        chains = other.chains;
        spatialLayers = other.spatialLayers;
        resolutions = other.resolutions;
        templateSpatial = copy(other.templateSpatial, templateSpatial, templates);
        templateTemporal = copy(other.templateTemporal, templateTemporal, templates);
        templateIndications = copy(other.templateIndications, templateIndications, templates * decodeTargets);
        templateReferenceCount = copy(other.templateReferenceCount, templateReferenceCount, templates);
        templateReferences = copy(other.templateReferences, templateReferences, templates * MAX_REFERENCES);
        templateChains = copy(other.templateChains, templateChains, templates * chains);
        System.arraycopy(other.protectedBy, 0, protectedBy, 0, MAX_DECODE_TARGETS);
        System.arraycopy(other.targetSpatial, 0, targetSpatial, 0, MAX_DECODE_TARGETS);
        System.arraycopy(other.targetTemporal, 0, targetTemporal, 0, MAX_DECODE_TARGETS);
        System.arraycopy(other.covered, 0, covered, 0, MAX_DECODE_TARGETS);
        System.arraycopy(other.widths, 0, widths, 0, MAX_LAYERS);
        System.arraycopy(other.heights, 0, heights, 0, MAX_LAYERS);
    }

    /** Reads a structure; false if it is malformed, and then this is empty. */
    boolean read(BitReader in) {
        clear();
        int offset = in.bits(6);
        int targets = in.bits(5) + 1;
        int count = readLayers(in);
        if (count < 0) {
            return false;
        }
        templateIndications = sized(templateIndications, count * targets);
        for (int i = 0; i < count * targets; i++) {
            templateIndications[i] = (byte) in.bits(2);
        }
        if (!readReferences(in, count)) {
            return false;
        }
        int chainCount = in.below(targets + 1);
        Arrays.fill(protectedBy, (byte) 0);
        templateChains = sized(templateChains, count * chainCount);
        if (chainCount > 0) {
            for (int i = 0; i < targets; i++) {
                protectedBy[i] = (byte) in.below(chainCount);
            }
            for (int i = 0; i < count * chainCount; i++) {
                templateChains[i] = (byte) in.bits(4);
            }
        }
        int layers = templateSpatial[count - 1] + 1;
        boolean sizes = in.bit();
        if (sizes) {
            for (int i = 0; i < layers; i++) {
                widths[i] = in.bits(16) + 1;
                heights[i] = in.bits(16) + 1;
            }
        }
        if (in.overrun()) {
            return false;
        }
        idOffset = offset;
        templates = count;
        decodeTargets = targets;
        chains = chainCount;
        spatialLayers = layers;
        resolutions = sizes;
        findTargetLayers();
        compareTargets();
        return true;
    }

    private int readLayers(BitReader in) {
        templateSpatial = sized(templateSpatial, MAX_TEMPLATES);
        templateTemporal = sized(templateTemporal, MAX_TEMPLATES);
        int spatial = 0;
        int temporal = 0;
        for (int count = 0; count < MAX_TEMPLATES; ) {
            templateSpatial[count] = (byte) spatial;
            templateTemporal[count] = (byte) temporal;
            count++;
            switch (in.bits(2)) {
                case 1 -> temporal++;
                case 2 -> {
                    temporal = 0;
                    spatial++;
                }
                case 3 -> {
                    return count;
                }
                default -> {
                    // The next template is of the same layer.
                }
            }
            if (spatial == MAX_LAYERS || temporal == MAX_LAYERS || in.overrun()) {
                return -1;
            }
        }
        return -1;
    }

    private boolean readReferences(BitReader in, int count) {
        templateReferenceCount = sized(templateReferenceCount, count);
        templateReferences = sized(templateReferences, count * MAX_REFERENCES);
        for (int i = 0; i < count; i++) {
            int references = 0;
            while (in.bit()) {
                if (references == MAX_REFERENCES) {
                    return false;
                }
                templateReferences[i * MAX_REFERENCES + references++] = (byte) (in.bits(4) + 1);
            }
            templateReferenceCount[i] = (byte) references;
        }
        return true;
    }

    private void findTargetLayers() {
        for (int target = 0; target < decodeTargets; target++) {
            int spatial = 0;
            int temporal = 0;
            for (int i = 0; i < templates; i++) {
                if (templateIndications[i * decodeTargets + target] != NOT_PRESENT) {
                    spatial = Math.max(spatial, templateSpatial[i]);
                    temporal = Math.max(temporal, templateTemporal[i]);
                }
            }
            targetSpatial[target] = (byte) spatial;
            targetTemporal[target] = (byte) temporal;
        }
    }

    private void compareTargets() {
        for (int target = 0; target < decodeTargets; target++) {
            int mask = allTargets();
            for (int other = 0; other < decodeTargets && decodeTargets <= MAX_COMPARED_TARGETS; other++) {
                for (int i = 0; i < templates; i++) {
                    int at = i * decodeTargets;
                    if (templateIndications[at + other] != NOT_PRESENT
                            && templateIndications[at + target] == NOT_PRESENT) {
                        mask &= ~(1 << other);
                    }
                }
            }
            covered[target] = mask;
        }
    }

    private static byte[] sized(byte[] array, int length) {
        return array.length < length ? new byte[length] : array;
    }

    private static byte[] copy(byte[] from, byte[] to, int length) {
        byte[] target = sized(to, length);
        System.arraycopy(from, 0, target, 0, length);
        return target;
    }
}
