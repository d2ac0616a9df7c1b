package io.sluice.testkit.media;

import java.util.Arrays;

/**
 * Writes the dependency descriptors of a {@link ScalableSource} (AV1 RTP specification, appendix A.8): a template for each layer, and with
 * each frame what it refers to, for whom it is and where its chains stand.
 */
final class DescriptorScript {
    private static final int NOT_PRESENT = 0;
    private static final int SWITCH = 2;
    private static final int REQUIRED = 3;
    private static final int NONE = -1;

    private final ScalabilityMode mode;
    private final int targets;
    private final int[] lastOfChain;
    // The frame numbers of each layer, by place in the pattern.
    private final int[][] history;
    private int number;
    private int active;
    private boolean activeDue;

    private boolean structure;
    private int template;
    private int[] references = {};
    private int[] distances = {};
    private int[] indications = {};

    private byte[] bits = new byte[16];
    private int at;

    DescriptorScript(ScalabilityMode mode, int firstNumber) {
        this.mode = mode;
        this.targets = mode.spatial() * mode.temporal();
        this.number = firstNumber;
        this.lastOfChain = new int[mode.spatial()];
        this.history = new int[mode.spatial()][4];
        this.active = mode.spatial();
    }

    void activate(int layers) {
        activeDue = true;
        active = layers;
    }

    /** Goes on to the frame of a layer. */
    void frame(boolean key, int phase, int layer) {
        number++;
        structure = key && layer == 0;
        int temporal = mode.temporalAt(phase);
        template = layer * mode.temporal() + temporal;
        if (structure) {
            Arrays.fill(lastOfChain, NONE);
        }
        distances = new int[mode.spatial()];
        for (int chain = 0; chain < distances.length; chain++) {
            distances[chain] = lastOfChain[chain] == NONE ? 0 : number - lastOfChain[chain];
            if (temporal == 0 && mode.needs(chain, layer, key)) {
                lastOfChain[chain] = number;
            }
        }
        boolean below = mode.refersBelow(layer, key);
        references = new int[(key ? 0 : 1) + (below ? 1 : 0)];
        if (below) {
            references[references.length - 1] = 1;
        }
        if (!key) {
            int back = Math.floorMod(phase - mode.referenceBack(phase), mode.period());
            references[0] = number - history[layer][back];
        }
        history[layer][phase] = number;
        indications = indications(layer, temporal, key);
    }

    private int[] indications(int layer, int temporal, boolean key) {
        int[] found = new int[targets];
        for (int target = 0; target < targets; target++) {
            int watched = target / mode.temporal();
            int pace = target % mode.temporal();
            boolean present = mode.needs(watched, layer, key) && temporal <= pace;
            found[target] = !present ? NOT_PRESENT : key || temporal == pace ? SWITCH : REQUIRED;
        }
        return found;
    }

    /** The descriptor of a packet of the frame. */
    byte[] bytes(boolean first, boolean last) {
        bits = new byte[16];
        at = 0;
        put(first ? 1 : 0, 1);
        put(last ? 1 : 0, 1);
        put(template, 6);
        put(number, 16);
        boolean attached = structure && first;
        boolean told = (activeDue || attached) && active < mode.spatial() && first;
        activeDue &= !told;
        put(attached ? 1 : 0, 1);
        put(told ? 1 : 0, 1);
        put(0b111, 3);
        if (attached) {
            structure();
        }
        if (told) {
            put((1 << active * mode.temporal()) - 1, targets);
        }
        for (int indication : indications) {
            put(indication, 2);
        }
        for (int reference : references) {
            int size = reference <= 16 ? 1 : 2;
            put(size, 2);
            put(reference - 1, 4 * size);
        }
        put(0, 2);
        for (int distance : distances) {
            put(distance, 8);
        }
        return Arrays.copyOf(bits, at + 7 >> 3);
    }

    private void structure() {
        put(0, 6);
        put(targets - 1, 5);
        for (int i = 1; i < targets; i++) {
            put(i % mode.temporal() == 0 ? 2 : 1, 2);
        }
        put(3, 2);
        for (int i = 0; i < targets; i++) {
            for (int indication : indications(i / mode.temporal(), i % mode.temporal(), false)) {
                put(indication, 2);
            }
        }
        for (int i = 0; i < targets; i++) {
            put(0, 1);
        }
        below(mode.spatial(), targets + 1);
        for (int target = 0; target < targets; target++) {
            below(target / mode.temporal(), mode.spatial());
        }
        for (int i = 0; i < targets * mode.spatial(); i++) {
            put(0, 4);
        }
        put(1, 1);
        for (int layer = 0; layer < mode.spatial(); layer++) {
            put((320 << layer) - 1, 16);
            put((180 << layer) - 1, 16);
        }
    }

    private void put(int value, int count) {
        for (int bit = count - 1; bit >= 0; bit--) {
            if (at / 8 == bits.length) {
                bits = Arrays.copyOf(bits, 2 * bits.length);
            }
            bits[at / 8] |= (byte) ((value >> bit & 1) << 7 - at % 8);
            at++;
        }
    }

    /** {@code ns(n)} of the AV1 specification §4.10.7. */
    private void below(int value, int limit) {
        int width = Integer.SIZE - Integer.numberOfLeadingZeros(limit);
        int shorter = (1 << width) - limit;
        if (value < shorter) {
            put(value, width - 1);
        } else {
            put(value + shorter, width);
        }
    }
}
