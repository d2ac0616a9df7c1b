package io.sluice.sfu.subscribe;

import io.sluice.rtp.bwe.BandwidthEstimator;
import io.sluice.sfu.allocate.Allocator;
import io.sluice.sfu.allocate.CongestionSettings;
import io.sluice.sfu.allocate.Ladder;
import io.sluice.sfu.allocate.LineState;
import io.sluice.sfu.allocate.Reason;
import io.sluice.sfu.measure.EstimateEvent;
import io.sluice.sfu.track.PublishedTrack;
import java.util.ArrayList;
import java.util.List;

/**
 * Fits what a downlink sends to what its line carries ({@code docs/algorithms/allocation.md}). Idle until the line has shown that it is narrow; from
 * then on it divides the estimate, probes for more, and paces, until all that is wanted has fitted for a while.
 */
final class Steering {
    private static final long TURN_NANOS = 5_000_000L;
    private static final long DIVIDE_NANOS = 100_000_000L;
    private static final long RATE_NANOS = 200_000_000L;
    private static final double RATE_SMOOTHING = 0.5;
    private static final double ROOM = 0.95;
    private static final double MOST_LOSS = 0.2;
    /** A line must be too full for so long, with the least that there is on it, before that is taken away. */
    private static final long LAST_RESORT_NANOS = 500_000_000L;
    /** Of a receiver that does not report arrivals nothing can be learnt by probes: it is given everything again after so long. */
    private static final long RETRY_NANOS = 15_000_000_000L;

    /** To find out whether it does, a little more must be proved. */
    private static final double OVER_WANTED = 1.12;
    /** What the line carries is so far below what was sent that waiting for a key frame would only make things worse. */
    private static final double OVERLOADED = 0.6;

    /** What is sent into a full line must be less than what comes out of it. */
    private static final double FROM_FULL = 0.9;

    /** A queue drains: the upper frames must wait. */
    private static final double DRAINING = 0.85;

    private static final double DRAINED = 0.95;
    /** Pictures that wait so long in our own queue are too many. */
    private static final long LONG_WAIT_MILLIS = 250;

    private static final long ENDLESS_WAIT_MILLIS = 1_000;
    private static final long SHORT_WAIT_MILLIS = 100;
    private static final int HIGHEST = PublishedTrack.MAX_LAYERS - 1;

    private final Wire wire;
    private final BandwidthEstimator estimator;
    private final LineState line = new LineState();
    private final List<DownTrack> tracks;
    private final List<Ladder> ladders = new ArrayList<>();
    private CongestionSettings settings = CongestionSettings.DEFAULT;
    private boolean mayPause = true;
    private boolean steering;
    private boolean expected;
    private boolean draining;
    private boolean blocked;
    private boolean pausesChanged;
    private long turnAt = Long.MAX_VALUE;
    private long divideAt;
    private long ratedAt = Long.MIN_VALUE;
    private long bytesBefore;
    private long soundBytesBefore;
    private double sent;
    private double sound;
    private long wanted;
    private long given;
    private long left;

    /** @param tracks those of the downlink, as they come and go */
    Steering(Wire wire, BandwidthEstimator estimator, List<DownTrack> tracks) {
        this.wire = wire;
        this.estimator = estimator;
        this.tracks = tracks;
    }

    /** What operator and receiver say. */
    void settings(CongestionSettings settings, boolean mayPause) {
        this.settings = settings;
        this.mayPause = mayPause;
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
            track.share().takeLeast();
            track.limit(0, LayerSelector.MAX_TEMPORAL, Reason.BANDWIDTH, nowNanos);
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
        measure(nowNanos);
        line.observe(estimator, (long) sent, nowNanos);
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
        draining = false;
        blocked = false;
        turnAt = Long.MAX_VALUE;
        estimator.want(0);
        wire.paceNoMore(nowNanos);
        for (int i = 0; i < tracks.size(); i++) {
            tracks.get(i).share().takeAll();
            limit(tracks.get(i), HIGHEST, LayerSelector.MAX_TEMPORAL, Reason.UNLIMITED, nowNanos);
        }
    }

    private void measure(long nowNanos) {
        if (ratedAt == Long.MIN_VALUE) {
            ratedAt = nowNanos;
            bytesBefore = wire.bytes();
            soundBytesBefore = wire.soundBytes();
        }
        long nanos = nowNanos - ratedAt;
        if (nanos < RATE_NANOS) {
            return;
        }
        double now = (wire.bytes() - bytesBefore) * 8e9 / nanos;
        double soundNow = (wire.soundBytes() - soundBytesBefore) * 8e9 / nanos;
        sent = sent == 0 ? now : sent + RATE_SMOOTHING * (now - sent);
        sound = sound == 0 ? soundNow : sound + RATE_SMOOTHING * (soundNow - sound);
        ratedAt = nowNanos;
        bytesBefore = wire.bytes();
        soundBytesBefore = wire.soundBytes();
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
            measure(nowNanos);
            divide(nowNanos);
        }
        if (steering) {
            wire.pace(pace(), nowNanos);
        }
    }

    /** What is given must come through, unless it had to be given though it does not fit. */
    private long pace() {
        boolean forced = left < 0 || !mayPause && given + sound > estimator.bitsPerSecond();
        return forced ? estimator.sendingBitsPerSecond() : Math.max(estimator.bitsPerSecond(), given + (long) sound);
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
        boolean now = draining
                ? share < DRAINED || waiting > SHORT_WAIT_MILLIS
                : share < DRAINING || waiting > LONG_WAIT_MILLIS;
        boolean none = blocked ? waiting > SHORT_WAIT_MILLIS : waiting > ENDLESS_WAIT_MILLIS;
        if (now != draining || none != blocked) {
            boolean begins = none && !blocked;
            draining = now;
            blocked = none;
            for (int i = 0; i < tracks.size(); i++) {
                apply(tracks.get(i), nowNanos);
                if (begins && tracks.get(i).divisible()) {
                    // What waits would come too late, and what follows begins with a key frame.
                    tracks.get(i).abandon();
                }
            }
        }
    }

    private void divide(long nowNanos) {
        divideAt = nowNanos + DIVIDE_NANOS;
        // What a full queue loses is no share of what the line carries.
        double loss = line.congested() ? 0 : Math.min(estimator.loss(), MOST_LOSS);
        long budget = (long) ((carried() - sound) * (1 - loss));
        survey();
        // What is raised must fit with some room to spare.
        left = Allocator.allocate(ladders, line.congested() ? budget : (long) (ROOM * budget), mayPause);
        if (line.congested()) {
            lower(nowNanos);
        } else if (!estimator.probing()) {
            raise(budget, nowNanos);
        }
        boolean content = content();
        line.content(content, nowNanos);
        if (!wire.numbered() && nowNanos - line.congestedAt() > RETRY_NANOS) {
            line.forget();
        }
        estimator.want(content || wanted == 0 ? 0 : (long) (OVER_WANTED * (wanted + sound)));
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
                    wanted,
                    given,
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

    /** What could be given, what is, and what it costs. */
    private void survey() {
        ladders.clear();
        wanted = 0;
        given = 0;
        for (int i = 0; i < tracks.size(); i++) {
            Share share = tracks.get(i).share();
            share.fill(tracks.get(i));
            Ladder ladder = share.ladder();
            if (ladder.rungs() > 0) {
                ladders.add(ladder);
                wanted += ladder.cost(ladder.top());
                given += ladder.cost(share.rung());
            }
        }
    }

    private boolean content() {
        for (int i = 0; i < tracks.size(); i++) {
            Share share = tracks.get(i).share();
            if (share.ladder().rungs() > 0 && share.rung() < share.ladder().top()) {
                return false;
            }
        }
        return !draining && !blocked;
    }

    private void lower(long nowNanos) {
        boolean overloaded = carried() < OVERLOADED * sent;
        for (int i = 0; i < tracks.size(); i++) {
            DownTrack track = tracks.get(i);
            Share share = track.share();
            Ladder ladder = share.ladder();
            int rung = share.rung();
            int least = line.congestedNanos(nowNanos) < LAST_RESORT_NANOS ? Math.min(0, rung) : Ladder.PAUSED;
            int next = Math.max(ladder.chosen(), least);
            if (ladder.rungs() > 0 && next < rung) {
                boolean spatial = ladder.spatial(next) < ladder.spatial(rung);
                share.patience().lowered(spatial, ladder.cost(rung), nowNanos);
                give(track, next, nowNanos);
            } else {
                apply(track, nowNanos);
            }
            if (overloaded
                    && track.divisible()
                    && track.needsKeyFrame()
                    && track.currentLayer() > track.choice().spatialLimit()) {
                track.cut(nowNanos);
            }
        }
    }

    private void raise(long budget, long nowNanos) {
        boolean squeezed = false;
        for (int i = 0; i < tracks.size(); i++) {
            DownTrack track = tracks.get(i);
            Share share = track.share();
            Ladder ladder = share.ladder();
            int rung = share.rung();
            int chosen = ladder.chosen();
            if (ladder.rungs() == 0 || chosen <= rung) {
                continue;
            }
            while (chosen > rung && !mayRaise(share, rung, chosen, budget, nowNanos)) {
                // If not the best, then perhaps one between.
                chosen--;
            }
            if (chosen == rung) {
                continue;
            }
            boolean spatial = ladder.spatial(chosen) > ladder.spatial(rung);
            long more = ladder.cost(chosen) - ladder.cost(rung);
            if (given + more > ROOM * budget && !(rung == Ladder.PAUSED && !mayPause)) {
                squeezed |= given > 0;
                continue;
            }
            given += more;
            share.patience().raised(spatial, budget, nowNanos);
            give(track, chosen, nowNanos);
        }
        if (squeezed) {
            yieldToOthers(nowNanos);
        }
        for (int i = 0; i < tracks.size(); i++) {
            apply(tracks.get(i), nowNanos);
        }
    }

    private static boolean mayRaise(Share share, int from, int to, long budget, long nowNanos) {
        Ladder ladder = share.ladder();
        boolean spatial = ladder.spatial(to) > ladder.spatial(from);
        return share.patience().mayRaise(spatial, ladder.cost(to), budget, nowNanos);
    }

    /** Some have more than is theirs while others wait for it. */
    private void yieldToOthers(long nowNanos) {
        for (int i = 0; i < tracks.size(); i++) {
            Share share = tracks.get(i).share();
            if (share.ladder().rungs() > 0 && share.ladder().chosen() < share.rung()) {
                give(tracks.get(i), share.ladder().chosen(), nowNanos);
            }
        }
    }

    private void give(DownTrack track, int rung, long nowNanos) {
        track.share().take(rung);
        apply(track, nowNanos);
    }

    /** Sets the limits that follow from the rung a track has. */
    private void apply(DownTrack track, long nowNanos) {
        Share share = track.share();
        Ladder ladder = share.ladder();
        if (!track.divisible() || ladder.rungs() == 0) {
            return;
        }
        int rung = share.rung();
        if (rung == Ladder.PAUSED) {
            limit(track, LayerSelector.NONE, 0, Reason.STARVED, nowNanos);
        } else if (blocked) {
            limit(track, LayerSelector.NONE, 0, Reason.OVERLOAD, nowNanos);
        } else if (draining) {
            limit(track, ladder.spatial(rung), 0, Reason.DRAINING, nowNanos);
        } else {
            Reason reason = rung == ladder.top() ? Reason.FITS : Reason.BANDWIDTH;
            limit(track, ladder.spatial(rung), ladder.temporal(rung), reason, nowNanos);
        }
    }

    private void limit(DownTrack track, int spatial, int temporal, Reason reason, long nowNanos) {
        boolean before = track.paused();
        track.limit(spatial, temporal, reason, nowNanos);
        pausesChanged |= before != track.paused();
    }

    /** Whether tracks were paused or go on, since this was asked the last time. */
    boolean takePausesChanged() {
        boolean changed = pausesChanged;
        pausesChanged = false;
        return changed;
    }

    /** Whether the line is known to be narrow. */
    boolean limited() {
        return steering;
    }

    /** Bits per second of all video that is wanted and flows. */
    long wanted() {
        return wanted;
    }

    /** Bits per second of what of it is given. */
    long given() {
        return given;
    }

    /** Bits per second of sound. */
    long sound() {
        return (long) sound;
    }
}
