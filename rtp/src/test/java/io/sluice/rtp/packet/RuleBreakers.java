package io.sluice.rtp.packet;

import io.sluice.rtp.loss.Rtx;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.assertj.core.api.Assert;
import org.jspecify.annotations.Nullable;

/** Does what no class of this package may do, to show that somebody would notice. */
public final class RuleBreakers {
    private RuleBreakers() {}

    /** Of others. */
    public static final class UsesALibrary {
        @Nullable
        Assert<?, ?> library;
    }

    /** Input and output. */
    public static final class OpensASocket {
        @Nullable
        SocketChannel socket;
    }

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

    /** Makes garbage for each element. */
    public static final class Streams {
        long count(List<String> of) {
            return of.stream().filter(String::isEmpty).count();
        }
    }

    /** Waits in disguise. */
    public static final class Synchronizes {
        synchronized void enter() {}
    }

    /** The package above depends on this one. */
    public static final class LeansUpwards {
        @Nullable
        Rtx other;
    }
}
