package io.sluice.sfu.track;

/**
 * Which spatial layers of a track flow. A layer counts from its first packet; it stops counting when it is silent for three of its frame
 * intervals, at least 300 ms, while another layer flows; and it counts again with a key frame, or when it has flowed for 300 ms.
 */
final class LayerActivity {
    static final long MIN_SILENCE_NANOS = 300_000_000L;
    static final long MAX_SILENCE_NANOS = 3_000_000_000L;
    static final long PROBATION_NANOS = 300_000_000L;

    private static final int LAYERS = PublishedTrack.MAX_LAYERS;
    private static final long NEVER = Long.MIN_VALUE;

    private int live;
    private int known;
    private final long[] lastPacket = new long[LAYERS];
    private final long[] lastFrame = new long[LAYERS];
    private final long[] frameInterval = new long[LAYERS];
    private final long[] flowingSince = new long[LAYERS];

    /** The layers that flow, as a bit mask. */
    int live() {
        return live;
    }

    /** Forgets everything: the next packet of any layer is its first. */
    void clear() {
        live = 0;
        known = 0;
    }

    /** Forgets a layer. */
    void clear(int layer) {
        live &= ~(1 << layer);
        known &= ~(1 << layer);
    }

    /** The publisher says that from now on it sends just these layers: they count before their first packet has come. */
    void begin(int mask, long nowNanos) {
        for (int layer = 0; layer < LAYERS; layer++) {
            if ((mask & ~live & 1 << layer) != 0) {
                known |= 1 << layer;
                lastPacket[layer] = nowNanos;
                lastFrame[layer] = NEVER;
                frameInterval[layer] = 0;
            }
        }
        live = mask & (1 << LAYERS) - 1;
        known &= live;
    }

    /**
     * The publisher says that it sends no other layers than these.
     *
     * @return whether {@link #live} changed
     */
    boolean only(int mask) {
        int before = live;
        live &= mask;
        known &= mask;
        return live != before;
    }

    /**
     * Notes a packet with media.
     *
     * @return whether {@link #live} changed
     */
    boolean packet(int layer, boolean keyFrame, boolean frameStart, long nowNanos) {
        int bit = 1 << layer;
        int before = live;
        if ((known & bit) == 0) {
            known |= bit;
            live |= bit;
            frameInterval[layer] = 0;
            lastFrame[layer] = NEVER;
        } else if ((live & bit) == 0) {
            if (nowNanos - lastPacket[layer] > MIN_SILENCE_NANOS) {
                flowingSince[layer] = nowNanos;
                lastFrame[layer] = NEVER;
            }
            if (keyFrame || nowNanos - flowingSince[layer] >= PROBATION_NANOS) {
                live |= bit;
            }
        }
        lastPacket[layer] = nowNanos;
        if (frameStart) {
            frame(layer, nowNanos);
        }
        if (live != bit) {
            stopSilentLayers(layer, nowNanos);
        }
        return live != before;
    }

    private void frame(int layer, long nowNanos) {
        if (lastFrame[layer] != NEVER) {
            long interval = nowNanos - lastFrame[layer];
            frameInterval[layer] += (interval - frameInterval[layer]) / (frameInterval[layer] == 0 ? 1 : 8);
        }
        lastFrame[layer] = nowNanos;
    }

    private void stopSilentLayers(int flowing, long nowNanos) {
        for (int layer = 0; layer < LAYERS; layer++) {
            if (layer != flowing && (live & 1 << layer) != 0) {
                long limit = Math.clamp(3 * frameInterval[layer], MIN_SILENCE_NANOS, MAX_SILENCE_NANOS);
                if (nowNanos - lastPacket[layer] > limit) {
                    live &= ~(1 << layer);
                    // What comes next from this layer is a new beginning.
                    flowingSince[layer] = nowNanos;
                }
            }
        }
    }
}
