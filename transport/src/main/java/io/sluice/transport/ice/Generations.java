package io.sluice.transport.ice;

import io.sluice.transport.stun.StunReader;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The credentials in force: those of now, and after a restart those of before for as long as they carry the packets and a little longer.
 * Make before break: whoever restarts keeps talking meanwhile.
 */
final class Generations {
    private final RandomGenerator random;
    private Generation current;
    private @Nullable Generation previous;
    private long retireAt = Long.MAX_VALUE;

    Generations(RandomGenerator random) {
        this.random = random;
        current = new Generation(1, IceParameters.random(random));
    }

    Generation current() {
        return current;
    }

    @Nullable
    Generation byNumber(int number) {
        if (number == current.number) {
            return current;
        }
        Generation old = previous;
        return old != null && number == old.number ? old : null;
    }

    /** Whose local fragment the USERNAME of a request begins with. */
    @Nullable
    Generation addressee(StunReader request) {
        if (request.addressedTo(current.localUfrag)) {
            return current;
        }
        Generation old = previous;
        return old != null && request.addressedTo(old.localUfrag) ? old : null;
    }

    /**
     * Whether these credentials of the peer bring nothing new. After a restart of ours the answer to an earlier offer may still come in; it
     * belongs to the generation before.
     */
    boolean knows(IceParameters remote) {
        Generation old = previous;
        return current.isFrom(remote) || (current.outward() == null && old != null && old.isFrom(remote));
    }

    /**
     * Begins a new generation.
     *
     * @param active the number of the generation whose path carries the packets: it stays
     * @return the one that is given up for it, if any
     */
    @Nullable
    Generation restart(int active) {
        Generation givenUp = previous;
        if (givenUp != null && givenUp.number == active) {
            // The one of now never got a path.
            givenUp = current;
        } else {
            previous = current;
        }
        retireAt = Long.MAX_VALUE;
        current = new Generation(current.number + 1, IceParameters.random(random));
        return givenUp;
    }

    /** The generation of now has a path: the days of the one before are counted. */
    void settled(long nowNanos) {
        if (previous != null && retireAt == Long.MAX_VALUE) {
            retireAt = nowNanos + IceTimers.TRANSITION;
        }
    }

    /** Takes out the generation of before if its time is over. */
    @Nullable
    Generation expire(long nowNanos) {
        if (nowNanos < retireAt) {
            return null;
        }
        Generation old = previous;
        previous = null;
        retireAt = Long.MAX_VALUE;
        return old;
    }

    long deadline() {
        return retireAt;
    }
}
