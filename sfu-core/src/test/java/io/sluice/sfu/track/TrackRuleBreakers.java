package io.sluice.sfu.track;

import io.sluice.sfu.room.Room;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.assertj.core.api.Assert;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Does what no class of this package may do, to show that somebody would notice. */
public final class TrackRuleBreakers {
    private TrackRuleBreakers() {}

    /** Of others. */
    public static final class UsesALibrary {
        @Nullable
        Assert<?, ?> library;
    }

    /** Knows a time that no test controls. */
    public static final class ReadsTheClock {
        long now() {
            return System.nanoTime();
        }
    }

    /** Waits for another thread. */
    public static final class Locks {
        final ReentrantLock lock = new ReentrantLock();
    }

    /** Makes garbage for each element. */
    public static final class Streams {
        long count(List<String> of) {
            return of.stream().filter(String::isEmpty).count();
        }
    }

    /** Writes a line for each packet. */
    public static final class Logs {
        @Nullable
        Logger log;
    }

    /** Waits in disguise. */
    public static final class Synchronizes {
        synchronized void enter() {}
    }

    /** The package above depends on this one. */
    public static final class LeansUpwards {
        @Nullable
        Room other;
    }
}
