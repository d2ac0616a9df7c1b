package io.sluice.transport.ice;

import io.sluice.transport.dtls.DtlsEndpoint;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Does what no class of this package may do, to show that somebody would notice. */
public final class IceRuleBreakers {
    private IceRuleBreakers() {}

    /** Waits for another thread. */
    public static final class Locks {
        final ReentrantLock lock = new ReentrantLock();
    }

    /** Knows a time that no test controls. */
    public static final class ReadsTheClock {
        long now() {
            return System.nanoTime();
        }
    }

    /** Only the transport knows both. */
    public static final class KnowsHandshakes {
        @Nullable
        DtlsEndpoint other;
    }
}
