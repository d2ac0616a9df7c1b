package io.sluice.sfu.track;

import org.jspecify.annotations.Nullable;

/**
 * Decides when a publisher hears which layers are wanted (dynacast). More is told at once; less only after it has been less for a while,
 * because a publisher that switched a layer off needs a key frame to bring it back. An engine: drain {@link #poll} after every call.
 */
public final class LayerDemand {
    /** How long lower demand must last at least if the layer keeps coming and going: more than three downgrades within a minute. */
    public static final long FLAPPING_DELAY_NANOS = 30_000_000_000L;

    /** When the first word is due at the latest, though nothing changed. */
    public static final long FIRST_WORD_NANOS = 10_000_000_000L;

    private static final long FLAP_WINDOW_NANOS = 60_000_000_000L;

    private final long downgradeDelayNanos;
    private VideoQuality wanted = VideoQuality.OFF;
    private @Nullable VideoQuality told;
    private @Nullable VideoQuality output;
    private boolean started;
    private boolean muted;
    private long deadline = Long.MAX_VALUE;
    private final long[] downgrades = new long[3];
    private int downgradeCount;

    /** @param downgradeDelayNanos how long lower demand must last before it is told */
    public LayerDemand(long downgradeDelayNanos) {
        this.downgradeDelayNanos = downgradeDelayNanos;
    }

    /** The track was published. Demand counted before is kept. */
    public void start(long nowNanos) {
        if (started) {
            return;
        }
        started = true;
        if (wanted == VideoQuality.OFF) {
            deadline = nowNanos + FIRST_WORD_NANOS;
        } else {
            tell(nowNanos);
        }
    }

    /** The highest quality that anybody wants or still receives is now this. */
    public void update(VideoQuality max, long nowNanos) {
        VideoQuality before = wanted;
        if (max == before) {
            return;
        }
        wanted = max;
        if (!started || muted) {
            return;
        }
        if (told == null || max.above(told)) {
            tell(nowNanos);
        } else if (max == told) {
            deadline = Long.MAX_VALUE;
        } else if (deadline == Long.MAX_VALUE || before.above(max)) {
            deadline = nowNanos + downgradeDelay(nowNanos);
        }
    }

    /** A muted publisher is told nothing; after the mute it is told the current demand. */
    public void setMuted(boolean muted, long nowNanos) {
        if (this.muted == muted) {
            return;
        }
        this.muted = muted;
        if (!started) {
            return;
        }
        if (muted) {
            deadline = Long.MAX_VALUE;
        } else if (told == null && wanted == VideoQuality.OFF) {
            deadline = nowNanos + FIRST_WORD_NANOS;
        } else {
            tell(nowNanos);
        }
    }

    /**
     * The publisher's signalling session resumed and may have missed what was told: the next change is told at once whatever it is, and
     * without one the current demand after ten seconds.
     */
    public void resend(long nowNanos) {
        told = null;
        if (started && !muted) {
            deadline = nowNanos + FIRST_WORD_NANOS;
        }
    }

    /** What to tell the publisher now, once; null for nothing. */
    public @Nullable VideoQuality poll() {
        VideoQuality out = output;
        output = null;
        return out;
    }

    /** When {@link #tick} is due. */
    public long deadline() {
        return deadline;
    }

    /** Lets time pass. */
    public void tick(long nowNanos) {
        if (nowNanos >= deadline) {
            tell(nowNanos);
        }
    }

    /** The highest quality wanted now, told or not. */
    public VideoQuality wanted() {
        return wanted;
    }

    private void tell(long nowNanos) {
        deadline = Long.MAX_VALUE;
        VideoQuality before = told;
        if (before != null && before.above(wanted)) {
            downgrades[downgradeCount++ % downgrades.length] = nowNanos;
        }
        told = wanted;
        output = wanted;
    }

    private long downgradeDelay(long nowNanos) {
        return flapping(nowNanos) ? Math.max(FLAPPING_DELAY_NANOS, downgradeDelayNanos) : downgradeDelayNanos;
    }

    private boolean flapping(long nowNanos) {
        if (downgradeCount < downgrades.length) {
            return false;
        }
        long oldest = downgrades[downgradeCount % downgrades.length];
        return nowNanos - oldest < FLAP_WINDOW_NANOS;
    }
}
