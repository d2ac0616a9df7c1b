package io.sluice.benchmarks.rig;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What the media loop has used and done since it started.
 *
 * @param wallNanos when this was read
 * @param cpuNanos user and system time of its thread
 * @param allocatedBytes by its thread, whoever's code did it
 * @param in RTP packets received
 * @param out RTP packets sent to subscribers
 * @param payloadBytes in those
 */
record LoopUsage(long wallNanos, long cpuNanos, long allocatedBytes, long in, long out, long payloadBytes) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** For the calling thread, which is the loop's. */
    static LoopUsage now(long in, long out, long payloadBytes) {
        return new LoopUsage(
                System.nanoTime(),
                THREADS.getCurrentThreadCpuTime(),
                THREADS.getCurrentThreadAllocatedBytes(),
                in,
                out,
                payloadBytes);
    }

    /** What happened between an earlier reading and this one. */
    LoopUsage since(LoopUsage earlier) {
        return new LoopUsage(
                wallNanos - earlier.wallNanos,
                cpuNanos - earlier.cpuNanos,
                allocatedBytes - earlier.allocatedBytes,
                in - earlier.in,
                out - earlier.out,
                payloadBytes - earlier.payloadBytes);
    }
}
