package io.sluice.transport.srtp;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Does what no class of this package may do, to show that somebody would notice. */
public final class SrtpRuleBreakers {
    private SrtpRuleBreakers() {}

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
}
