package io.sluice.sfu.subscribe;

/**
 * Chooses among the simulcast layers of one track for one subscriber, packet by packet, and among the temporal layers within one. It
 * knows which layers are live and which is wanted; {@code docs/algorithms/layer-switching.md} §1 and §2 tell the rules.
 *
 * <p>{@link #select} only proposes a switch; the caller takes it with {@link #switchTo} or leaves things as they are, for the new stream
 * may not fit onto the old one's clock.
 */
final class LayerSelector {
    /** Not for this subscriber. */
    static final int DROP = 0;

    /** Belongs to the current layer. */
    static final int FORWARD = 1;

    /** Begins a key frame of a better layer. */
    static final int SWITCH = 2;

    static final int NONE = -1;

    /** A larger picture than wanted is taken when nothing else has come for so long. */
    static final long OVERSHOOT_GRACE_NANOS = 1_000_000_000L;

    static final int MAX_TEMPORAL = 3;

    private int wanted = NONE;
    private int live;
    private int current = NONE;
    private int target = NONE;
    private long starvingSince = Long.MAX_VALUE;

    /** Whether the packet at hand is of a stream that carries all layers. */
    private boolean inside;

    private int wantedTemporal = MAX_TEMPORAL;
    private int currentTemporal = MAX_TEMPORAL;

    /** The best layer worth sending, or {@link #NONE} for none at all, which also ends the current one. */
    void want(int spatial, long nowNanos) {
        wanted = spatial;
        if (spatial == NONE) {
            current = NONE;
        }
        retarget(nowNanos);
    }

    /** The layers that flow, as a bit mask. */
    void setLive(int mask, long nowNanos) {
        if (mask != live) {
            live = mask;
            retarget(nowNanos);
        }
    }

    /** The highest temporal layer worth sending. */
    void wantTemporal(int temporal) {
        wantedTemporal = temporal;
    }

    /** Nothing is forwarded any more until the next key frame. */
    void restart() {
        current = NONE;
    }

    private void retarget(long nowNanos) {
        if (wanted == NONE) {
            target = NONE;
            starvingSince = Long.MAX_VALUE;
            return;
        }
        int below = live & ((1 << (wanted + 1)) - 1);
        if (below != 0) {
            target = 31 - Integer.numberOfLeadingZeros(below);
            starvingSince = Long.MAX_VALUE;
            return;
        }
        if (starvingSince == Long.MAX_VALUE) {
            starvingSince = nowNanos;
        }
        boolean starved = live != 0 && nowNanos - starvingSince >= OVERSHOOT_GRACE_NANOS;
        target = starved ? Integer.numberOfTrailingZeros(live) : wanted;
    }

    /** When {@link #tick} may change the target; {@link Long#MAX_VALUE} for never. */
    long deadline() {
        return starvingSince == Long.MAX_VALUE || live == 0 || target != wanted
                ? Long.MAX_VALUE
                : starvingSince + OVERSHOOT_GRACE_NANOS;
    }

    /** Lets time pass. */
    void tick(long nowNanos) {
        if (nowNanos >= deadline()) {
            retarget(nowNanos);
        }
    }

    /**
     * What to do with a packet.
     *
     * @param layer the spatial layer it came on
     * @param keyFrameStart whether it is the first packet of a key frame
     * @param newest whether nothing newer of its layer was seen before
     */
    int select(int layer, boolean keyFrameStart, boolean newest) {
        inside = false;
        if (layer == current) {
            return FORWARD;
        }
        return keyFrameStart && newest && improves(layer) ? SWITCH : DROP;
    }

    /**
     * What to do with a packet of a stream that carries all layers. Only the start is decided here; which layers go on is up to a
     * {@link FrameGate}, which {@link #settle}s on one.
     */
    int selectShared(boolean keyFrameStart, boolean newest) {
        inside = true;
        if (current != NONE) {
            return FORWARD;
        }
        return target != NONE && keyFrameStart && newest ? SWITCH : DROP;
    }

    /** The best layer worth sending of those inside the stream at hand: there is one where each layer has a stream of its own. */
    int targetInside() {
        return inside ? target : Math.min(target, 0);
    }

    /** The layer inside the stream at hand that is shown from here on. */
    void settle(int layer) {
        if (inside) {
            current = layer;
        }
    }

    private boolean improves(int layer) {
        if (target == NONE) {
            return false;
        }
        if (current == NONE) {
            return layer <= Math.max(wanted, target);
        }
        return current < target ? layer > current && layer <= target : layer < current && layer >= target;
    }

    /** Whether a key frame of this layer would be taken. */
    boolean awaits(int layer) {
        return layer != current && improves(layer);
    }

    /** The proposed switch was taken. */
    void switchTo(int layer) {
        current = layer;
        currentTemporal = wantedTemporal;
    }

    /** A key frame of the current layer: from here every temporal layer can be decoded. */
    void keyFrame() {
        currentTemporal = wantedTemporal;
    }

    /**
     * Whether a new frame of the current layer passes; to be asked once per frame, in order.
     *
     * @param temporal its temporal layer, 0 where the codec shows none
     * @param baseOnly whether it refers to nothing but the base layer
     */
    boolean passesTemporal(int temporal, boolean baseOnly) {
        if (currentTemporal > wantedTemporal) {
            currentTemporal = wantedTemporal;
        } else if (temporal == currentTemporal + 1 && temporal <= wantedTemporal && baseOnly) {
            // One step at a time: a frame two steps up says nothing about the layer between.
            currentTemporal = temporal;
        }
        return temporal <= currentTemporal;
    }

    /** The layer whose key frame is waited for, {@link #NONE} when all is well. */
    int waitingFor() {
        return current == target ? NONE : target;
    }

    int current() {
        return current;
    }

    int target() {
        return target;
    }

    int wanted() {
        return wanted;
    }

    int currentTemporal() {
        return currentTemporal;
    }

    int wantedTemporal() {
        return wantedTemporal;
    }
}
