package io.sluice.sfu.subscribe;

/** How much a downlink sends, smoothed over its last fractions of a second: in all, and of it the sound, which is not divided. */
final class SendRates {
    private static final long INTERVAL_NANOS = 200_000_000L;
    private static final double SMOOTHING = 0.5;

    private final Wire wire;
    private long ratedAt = Long.MIN_VALUE;
    private long bytesBefore;
    private long soundBytesBefore;
    private double sent;
    private double sound;

    SendRates(Wire wire) {
        this.wire = wire;
    }

    /** Looks at what was sent since it did so last. */
    void measure(long nowNanos) {
        if (ratedAt == Long.MIN_VALUE) {
            begin(nowNanos);
        }
        long nanos = nowNanos - ratedAt;
        if (nanos < INTERVAL_NANOS) {
            return;
        }
        sent = smooth(sent, (wire.bytes() - bytesBefore) * 8e9 / nanos);
        sound = smooth(sound, (wire.soundBytes() - soundBytesBefore) * 8e9 / nanos);
        begin(nowNanos);
    }

    private void begin(long nowNanos) {
        ratedAt = nowNanos;
        bytesBefore = wire.bytes();
        soundBytesBefore = wire.soundBytes();
    }

    private static double smooth(double before, double now) {
        return before == 0 ? now : before + SMOOTHING * (now - before);
    }

    /** Bits per second of all that is sent. */
    double sent() {
        return sent;
    }

    /** Bits per second of sound. */
    double sound() {
        return sound;
    }
}
