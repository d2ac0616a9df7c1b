package io.sluice.transport.ice;

/** A {@link Path} with what an {@link IceAgent} knows of it. Belongs to one agent. */
public final class IcePath {
    private final Path path;
    final SentChecks sent = new SentChecks();

    /** Of the peer's candidate; -1 while unknown. */
    long priority = -1;

    /** The newest generation in which the peer has authenticated itself here, or 0. */
    int heardIn;

    /** The newest generation in which both directions are known to work, or 0. */
    int provenIn;

    /** The newest generation in which the peer has answered a nomination of ours, or 0. */
    int confirmedIn;

    boolean valid;
    long heardAt;
    int tries;
    long checkedAt = Long.MIN_VALUE / 2;
    private long checkAt;
    private long rtt = -1;

    /** A path that no agent knows yet. */
    public IcePath(Path path) {
        this.path = path;
    }

    /** The path itself. */
    public Path path() {
        return path;
    }

    /** Whether the peer has proved to be at the other end: only then may what arrives here be believed. */
    public boolean valid() {
        return valid;
    }

    /** Whether nothing authentic has come for longer than a peer that is there pauses. */
    public boolean quiet(long nowNanos) {
        return nowNanos - heardAt >= IceTimers.QUIET;
    }

    /** Smoothed round trip in nanoseconds, or -1 before the first answer. */
    public long rttNanos() {
        return rtt;
    }

    boolean stream() {
        return path.stream();
    }

    void heard(int generation, long nowNanos) {
        heardIn = Math.max(heardIn, generation);
        heardAt = nowNanos;
        valid = true;
    }

    void proven(int generation) {
        provenIn = Math.max(provenIn, generation);
    }

    void measured(long sample) {
        rtt = rtt < 0 ? sample : rtt + (sample - rtt) / 8;
    }

    /** A new round of checks, the first at once. */
    void restartChecks(long nowNanos) {
        tries = 0;
        checkAt = nowNanos;
    }

    void checked(long nowNanos) {
        tries++;
        checkedAt = nowNanos;
        checkAt = nowNanos + IceTimers.gap(tries);
    }

    /** When the next check of the round is due, or, with all of them spent, when so much time has passed since the last. */
    long checkDue(long pause) {
        if (tries < IceTimers.TRIES) {
            return checkAt;
        }
        return pause == Long.MAX_VALUE ? Long.MAX_VALUE : checkedAt + pause;
    }
}
