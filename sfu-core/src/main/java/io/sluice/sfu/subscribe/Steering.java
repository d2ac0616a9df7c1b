package io.sluice.sfu.subscribe;

import io.sluice.rtp.bwe.BandwidthEstimator;
import io.sluice.sfu.allocate.CongestionSettings;
import io.sluice.sfu.allocate.LineState;
import io.sluice.sfu.measure.EstimateEvent;
import java.util.List;

/**
 * Fits what a downlink sends to what its line carries ({@code docs/algorithms/allocation.md}). Idle until the line has shown that it is narrow; from
 * then on it divides the estimate, probes for more, and paces, until all that is wanted has fitted for a while.
 */
final class Steering {
    private static final long TURN_NANOS = 5_000_000L;
    private static final long DIVIDE_NANOS = 100_000_000L;
    private static final double MOST_LOSS = 0.2;
    /** A line must be too full for so long, with the least that there is on it, before that is taken away. */
    private static final long LAST_RESORT_NANOS = 500_000_000L;
    /** Of a receiver that does not report arrivals nothing can be learnt by probes: it is given everything again after so long. */
    private static final long RETRY_NANOS = 15_000_000_000L;

    /** To find out whether it does, a little more must be proved. */
    private static final double OVER_WANTED = 1.12;
    /** What the line carries is so far below what was sent that waiting for a key frame would only make things worse. */
    private static final double OVERLOADED = 0.75;

    /** What is sent into a full line must be less than what comes out of it. */
    private static final double FROM_FULL = 0.9;

    /** A queue drains: the upper frames must wait. */
    private static final double DRAINING = 0.85;

    private static final double DRAINED = 0.95;
    /** A queue that has begun to grow under more than the line carries: not yet long, but it will be before a lower layer comes. */
    private static final double GROWING_MILLIS = 50;

    private static final long GROWING_NANOS = 500_000_000L;
    private static final double BEYOND = 1.1;
    /** Pictures that wait so long in our own queue are too many. */
    private static final long LONG_WAIT_MILLIS = 250;

    private static final long ENDLESS_WAIT_MILLIS = 1_000;
    private static final long SHORT_WAIT_MILLIS = 100;

    private final Wire wire;
    private final BandwidthEstimator estimator;
    private final LineState line = new LineState();
    private final List<DownTrack> tracks;
    private final SendRates rates;
    private final Division division;
    private CongestionSettings settings = CongestionSettings.DEFAULT;
    private boolean steering;
    private boolean expected;
    private long turnAt = Long.MAX_VALUE;
    private long divideAt;

    /** @param tracks those of the downlink, as they come and go */
    Steering(Wire wire, BandwidthEstimator estimator, List<DownTrack> tracks) {
        this.wire = wire;
        this.estimator = estimator;
        this.tracks = tracks;
        this.rates = new SendRates(wire);
        this.division = new Division(tracks);
    }

    /** What operator and receiver say. */
    void settings(CongestionSettings settings, boolean mayPause) {
        this.settings = settings;
        division.mayPause(mayPause);
    }

    /** The line was narrow when it was known last. */
    void expectNarrow() {
        expected = true;
    }

    /** A track came: on a narrow line it begins with the least. */
    void added(DownTrack track, long nowNanos) {
        if (expected && settings.enabled()) {
            line.narrow(nowNanos);
            begin(nowNanos);
        }
        expected = false;
        if (steering) {
            division.begin(track, nowNanos);
            divideAt = nowNanos;
        }
    }

    /** Something else is wanted, or flows. */
    void changed(long nowNanos) {
        if (steering) {
            divideAt = Math.min(divideAt, nowNanos);
        }
    }

    /** The receiver has reported. */
    void reported(long nowNanos) {
        if (!settings.enabled()) {
            return;
        }
        rates.measure(nowNanos);
        line.observe(estimator, (long) rates.sent(), nowNanos);
        if (line.congested()) {
            if (!steering) {
                begin(nowNanos);
            }
            divide(nowNanos);
        }
    }

    private void begin(long nowNanos) {
        steering = true;
        turnAt = nowNanos;
        divideAt = nowNanos;
    }

    private void end(long nowNanos) {
        steering = false;
        turnAt = Long.MAX_VALUE;
        estimator.want(0);
        wire.paceNoMore(nowNanos);
        division.end(nowNanos);
    }

    long deadline() {
        return turnAt;
    }

    /** Lets time pass on a narrow line. */
    void tick(long nowNanos) {
        turnAt = nowNanos + TURN_NANOS;
        estimator.tick(nowNanos);
        probe(nowNanos);
        drain(nowNanos);
        if (nowNanos >= divideAt) {
            rates.measure(nowNanos);
            divide(nowNanos);
        }
        if (steering) {
            wire.pace(pace(), nowNanos);
        }
    }

    /** What is given must come through, unless it had to be given though it does not fit, or a queue is there already. */
    private long pace() {
        long estimate = estimator.bitsPerSecond();
        return division.draining() || division.overdrawn(rates.sound(), estimate)
                ? estimator.sendingBitsPerSecond()
                : Math.max(estimate, division.given() + (long) rates.sound());
    }

    private void probe(long nowNanos) {
        int due = estimator.probeBytesDue(nowNanos);
        for (int i = 0; i < tracks.size() && due > 0; i++) {
            int padded = 1;
            while (due > 0 && padded > 0) {
                padded = tracks.get(i).pad(Math.max(due, estimator.probePacketBytes()), nowNanos);
                due -= padded;
            }
        }
    }

    /** Fewer frames while a queue drains, on the line or our own; none while our own only grows. */
    private void drain(long nowNanos) {
        double share = (double) estimator.sendingBitsPerSecond() / estimator.bitsPerSecond();
        long waiting = wire.waitingMillis();
        boolean now = growing(nowNanos)
                || (division.draining()
                        ? share < DRAINED || waiting > SHORT_WAIT_MILLIS
                        : share < DRAINING || waiting > LONG_WAIT_MILLIS);
        boolean none = division.blocked() ? waiting > SHORT_WAIT_MILLIS : waiting > ENDLESS_WAIT_MILLIS;
        division.hold(now, none, nowNanos);
    }

    /** What the estimator hears of a queue is as old as the queue is long: the slope says earlier than the length that it is too much. */
    private boolean growing(long nowNanos) {
        return nowNanos - estimator.congestedAt() < GROWING_NANOS
                && estimator.queueingMillis() > GROWING_MILLIS
                && BEYOND * estimator.bitsPerSecond() < division.given() + rates.sound();
    }

    private void divide(long nowNanos) {
        divideAt = nowNanos + DIVIDE_NANOS;
        // What a full queue loses is no share of what the line carries.
        double loss = line.congested() ? 0 : Math.min(estimator.loss(), MOST_LOSS);
        long budget = (long) ((carried() - rates.sound()) * (1 - loss));
        division.choose(budget, line.congested());
        if (line.congested()) {
            boolean overloaded = carried() < OVERLOADED * rates.sent();
            boolean lastResort = line.congestedNanos(nowNanos) >= LAST_RESORT_NANOS;
            division.lower(lastResort, overloaded, nowNanos);
        } else if (!estimator.probing()) {
            division.raise(budget, nowNanos);
        }
        boolean content = division.complete();
        line.content(content, nowNanos);
        if (!wire.numbered() && nowNanos - line.congestedAt() > RETRY_NANOS) {
            line.forget();
        }
        long wanted = division.wanted();
        estimator.want(content || wanted == 0 ? 0 : (long) (OVER_WANTED * (wanted + rates.sound())));
        note();
        if (!line.limited()) {
            end(nowNanos);
        }
    }

    private void note() {
        if (!tracks.isEmpty()) {
            EstimateEvent.note(
                    tracks.getFirst().ssrc(),
                    estimator.bitsPerSecond(),
                    division.wanted(),
                    division.given(),
                    estimator.queueingMillis(),
                    estimator.loss());
        }
    }

    /** Of a line that is too full the queue tells what it carries sooner than the estimate does. */
    private long carried() {
        long standing = estimator.standingBitsPerSecond();
        long estimate = estimator.bitsPerSecond();
        return line.congested() && standing > 0 ? Math.min(estimate, (long) (FROM_FULL * standing)) : estimate;
    }

    /** Whether tracks were paused or go on, since this was asked the last time. */
    boolean takePausesChanged() {
        return division.takePausesChanged();
    }

    /** Whether the line is known to be narrow. */
    boolean limited() {
        return steering;
    }

    /** Bits per second of all video that is wanted and flows. */
    long wanted() {
        return division.wanted();
    }

    /** Bits per second of what of it is given. */
    long given() {
        return division.given();
    }

    /** Bits per second of sound. */
    long sound() {
        return (long) rates.sound();
    }
}
