package io.sluice.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/** What reading hostile input costs: the time of the processor, which does not depend on what else the machine does. */
public final class CpuTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CpuTime() {}

    /** Fails if the work takes longer; far below what anything quadratic takes, far above what is needed. */
    public static void within(Duration bound, Runnable work, String what) {
        long before = THREADS.getCurrentThreadCpuTime();
        work.run();
        assertThat(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - before))
                .as(what)
                .isLessThan(bound);
    }
}
