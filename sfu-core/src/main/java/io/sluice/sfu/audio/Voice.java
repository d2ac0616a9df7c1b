package io.sluice.sfu.audio;

import java.util.function.LongConsumer;

/** One microphone among those that {@link LoudestSpeakers} compares: how loud it is now, and whether it is heard. */
public final class Voice {
    /** Weight of a louder packet: heard within three. */
    private static final double ATTACK = 0.5;

    /** The pause between two words. */
    private static final long HOLD_NANOS = 500_000_000L;

    private static final double RELEASE_PER_NANO = 40e-9;
    private static final int SILENCE = 127;

    private final LongConsumer listener;
    private double loudness;
    private long peakNanos;
    private boolean heard = true;
    private boolean ranked;

    /** @param listener called with the time when {@link #heard} has changed */
    public Voice(LongConsumer listener) {
        this.listener = listener;
    }

    /** Whether it is forwarded. So is everything that never told how loud it is. */
    public boolean heard() {
        return heard;
    }

    /** Takes the level of one packet, 0 (loudest) to 127 (RFC 6464). */
    void follow(int level, long nowNanos) {
        double now = loudness(nowNanos);
        double packet = SILENCE - level;
        if (packet >= now) {
            loudness = now + (packet - now) * ATTACK;
            peakNanos = nowNanos;
        }
    }

    /** In dB above silence. */
    double loudness(long nowNanos) {
        long falling = Math.max(0, nowNanos - peakNanos - HOLD_NANOS);
        return Math.max(0, loudness - falling * RELEASE_PER_NANO);
    }

    /** Whether it was compared with others since it was last forgotten. */
    boolean ranked() {
        return ranked;
    }

    void rank(boolean heard, long nowNanos) {
        ranked = true;
        hear(heard, nowNanos);
    }

    void forget(long nowNanos) {
        ranked = false;
        loudness = 0;
        hear(true, nowNanos);
    }

    private void hear(boolean now, long nowNanos) {
        if (heard != now) {
            heard = now;
            listener.accept(nowNanos);
        }
    }
}
