package io.sluice.server;

import io.sluice.server.node.Node;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/**
 * How the program ends. The first SIGTERM or SIGINT lets rooms that exist go on for a while, if the configuration gives them time; the next
 * one ends them, with a word to those inside; another one ends the program on the spot.
 */
final class Shutdown {
    private static final Logger log = LoggerFactory.getLogger(Shutdown.class);
    /** What shells add to the number of a signal that ended a program. */
    private static final int BY_SIGNAL = 128;

    private final Node node;
    private final Duration drain;
    private final AtomicInteger signals = new AtomicInteger();
    private volatile @Nullable Thread draining;

    private Shutdown(Node node, Duration drain) {
        this.node = node;
        this.drain = drain;
    }

    /** From now on the node is closed when the program ends. @param drain zero for none */
    static void install(Node node, Duration drain) {
        Shutdown shutdown = new Shutdown(node, drain);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            log.info("stopping");
                            node.close();
                        },
                        "shutdown"));
        for (String name : new String[] {"TERM", "INT"}) {
            try {
                Signal.handle(new Signal(name), shutdown::signalled);
            } catch (IllegalArgumentException e) {
                // With -Xrs signals are the operator's business; the hook is still there.
                log.debug("signal_not_handled signal={}", name, e);
            }
        }
    }

    private void signalled(Signal signal) {
        int status = BY_SIGNAL + signal.getNumber();
        int count = signals.incrementAndGet() + (drain.isZero() ? 1 : 0);
        if (count == 1) {
            node.refuseNewRooms();
            log.info("draining at_most_seconds={} advice=signal_again_to_end_at_once", drain.toSeconds());
            Thread thread = new Thread(() -> drainAndExit(status), "drain");
            draining = thread;
            thread.start();
        } else if (count == 2) {
            Thread thread = draining;
            if (thread == null) {
                new Thread(() -> System.exit(status), "exit").start();
            } else {
                thread.interrupt();
            }
        } else {
            Runtime.getRuntime().halt(status);
        }
    }

    private void drainAndExit(int status) {
        try {
            log.info("drained empty={}", node.drain(drain));
        } catch (InterruptedException e) {
            log.info("draining_cut_short");
        }
        System.exit(status);
    }
}
