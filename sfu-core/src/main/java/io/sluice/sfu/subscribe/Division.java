package io.sluice.sfu.subscribe;

import io.sluice.sfu.allocate.Allocator;
import io.sluice.sfu.allocate.Ladder;
import io.sluice.sfu.allocate.Reason;
import io.sluice.sfu.track.PublishedTrack;
import java.util.ArrayList;
import java.util.List;

/**
 * Who is given what of a line that does not carry everything ({@code docs/algorithms/allocation.md}): a rung of its ladder for each track,
 * taken away at once, given back with patience, and set as the limit of what flows.
 */
final class Division {
    /** What is raised must fit with some room to spare. */
    private static final double ROOM = 0.95;

    private static final int HIGHEST = PublishedTrack.MAX_LAYERS - 1;

    private final List<DownTrack> tracks;
    private final List<Ladder> ladders = new ArrayList<>();
    private boolean mayPause = true;
    private boolean draining;
    private boolean blocked;
    private boolean pausesChanged;
    private long wanted;
    private long given;
    private long left;

    /** @param tracks those of the downlink, as they come and go */
    Division(List<DownTrack> tracks) {
        this.tracks = tracks;
    }

    /** Whether what does not fit may be taken away altogether. */
    void mayPause(boolean mayPause) {
        this.mayPause = mayPause;
    }

    /** A track came: it begins with the least. */
    void begin(DownTrack track, long nowNanos) {
        track.share().takeLeast();
        track.limit(0, LayerSelector.MAX_TEMPORAL, Reason.BANDWIDTH, nowNanos);
    }

    /** There is nothing to divide any more: everybody has everything. */
    void end(long nowNanos) {
        draining = false;
        blocked = false;
        for (int i = 0; i < tracks.size(); i++) {
            tracks.get(i).share().takeAll();
            limit(tracks.get(i), HIGHEST, LayerSelector.MAX_TEMPORAL, Reason.UNLIMITED, nowNanos);
        }
    }

    /** Whether there are fewer frames for everybody, as a queue drains. */
    boolean draining() {
        return draining;
    }

    /** Whether there are none, as it only grows. */
    boolean blocked() {
        return blocked;
    }

    /**
     * Fewer frames for everybody, or none, whatever they are given.
     *
     * @param draining while a queue drains
     * @param blocked while it only grows
     */
    void hold(boolean draining, boolean blocked, long nowNanos) {
        if (draining == this.draining && blocked == this.blocked) {
            return;
        }
        boolean begins = blocked && !this.blocked;
        this.draining = draining;
        this.blocked = blocked;
        for (int i = 0; i < tracks.size(); i++) {
            apply(tracks.get(i), nowNanos);
            if (begins && tracks.get(i).divisible()) {
                // What waits would come too late, and what follows begins with a key frame.
                tracks.get(i).abandon();
            }
        }
    }

    /** Looks at what is wanted, and chooses for each track what {@link #lower} or {@link #raise} then bring it nearer to. */
    void choose(long budget, boolean congested) {
        survey();
        left = Allocator.allocate(ladders, congested ? budget : (long) (ROOM * budget), mayPause);
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

    /**
     * Takes away what was not chosen.
     *
     * @param lastResort whether even the least there is of a track
     * @param overloaded whether at once, without waiting for the key frame of a lower layer
     */
    void lower(boolean lastResort, boolean overloaded, long nowNanos) {
        for (int i = 0; i < tracks.size(); i++) {
            DownTrack track = tracks.get(i);
            Share share = track.share();
            Ladder ladder = share.ladder();
            int rung = share.rung();
            int least = lastResort ? Ladder.PAUSED : Math.min(0, rung);
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

    /** Gives what was chosen, as far as it fits and each track's patience allows. */
    void raise(long budget, long nowNanos) {
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

    /** Whether everybody is given all that is wanted, and nothing of it held back. */
    boolean complete() {
        if (draining || blocked) {
            return false;
        }
        for (int i = 0; i < tracks.size(); i++) {
            Share share = tracks.get(i).share();
            if (share.ladder().rungs() > 0 && share.rung() < share.ladder().top()) {
                return false;
            }
        }
        return true;
    }

    /** Whether what had to be given, though it does not fit, is more than a line of so many bits per second carries beside the sound. */
    boolean overdrawn(double sound, long bitsPerSecond) {
        return left < 0 || !mayPause && given + sound > bitsPerSecond;
    }

    /** Whether tracks were paused or go on, since this was asked the last time. */
    boolean takePausesChanged() {
        boolean changed = pausesChanged;
        pausesChanged = false;
        return changed;
    }

    /** Bits per second of all video that is wanted and flows. */
    long wanted() {
        return wanted;
    }

    /** Bits per second of what of it is given. */
    long given() {
        return given;
    }
}
