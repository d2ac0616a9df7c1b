package io.sluice.server.metrics;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.sluice.server.metrics.Exposition.Type;
import io.sluice.sfu.measure.MediaCounters;
import io.sluice.sfu.shard.Rooms;
import io.sluice.sfu.shard.Shard;
import io.sluice.transport.peer.DropCounts;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** How busy the loops are, what they hand to the kernel in one go, and what waits for them. */
public final class LoopMetrics implements MetricSource {
    private static final String LOOP = "(media|signal)-\\d+";

    private final List<MediaCounters> loops;
    private final Supplier<List<DropCounts>> refusals;
    private final Rooms rooms;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /**
     * @param loops the counters of each media loop
     * @param refusals datagrams that each of them threw away
     */
    public LoopMetrics(List<MediaCounters> loops, Supplier<List<DropCounts>> refusals, Rooms rooms) {
        this.loops = List.copyOf(loops);
        this.refusals = refusals;
        this.rooms = rooms;
    }

    @Override
    public void write(Exposition page) {
        page.family(
                "sluice_loop_busy_seconds_total",
                Type.COUNTER,
                "Processor time of each event loop: a rate near 1 is a loop that can do no more.");
        busy().forEach((loop, nanos) -> page.sample(nanos / 1e9, "loop", loop));
        page.family("sluice_datagrams_sent_total", Type.COUNTER, "UDP datagrams handed to the kernel.")
                .sample(loops.stream()
                        .mapToLong(loop -> loop.datagramsSent.get())
                        .sum());
        page.family(
                        "sluice_send_messages_total",
                        Type.COUNTER,
                        "Messages they were handed over in: equal datagrams to one receiver are one.")
                .sample(loops.stream()
                        .mapToLong(loop -> loop.messagesSent.get())
                        .sum());
        page.family(
                        "sluice_send_calls_total",
                        Type.COUNTER,
                        "System calls that took: datagrams by calls is the size of a batch.")
                .sample(loops.stream().mapToLong(loop -> loop.sendCalls.get()).sum());
        refused(page);
        List<Shard> shards = rooms.all();
        page.family("sluice_mailbox_commands", Type.GAUGE, "Commands that wait for rooms, all together.")
                .sample(shards.stream().mapToInt(Shard::waiting).sum());
        page.family("sluice_mailbox_commands_fullest", Type.GAUGE, "Commands that wait for the room with the most.")
                .sample(shards.stream().mapToInt(Shard::waiting).max().orElse(0));
        page.family("sluice_rooms", Type.GAUGE, "Rooms that can be found.").sample(rooms.count());
        pool(page);
    }

    private void refused(Exposition page) {
        List<DropCounts> counts = refusals.get();
        page.family("sluice_datagrams_refused_total", Type.COUNTER, "UDP datagrams that came and were no use, by why.")
                .sample(sum(counts, DropCounts::malformed), "reason", "malformed")
                .sample(sum(counts, DropCounts::unknownSource), "reason", "unknown_source")
                .sample(sum(counts, DropCounts::unknownFragment), "reason", "unknown_fragment")
                .sample(sum(counts, DropCounts::unauthentic), "reason", "unauthentic")
                .sample(sum(counts, DropCounts::unsupported), "reason", "unsupported")
                .sample(sum(counts, DropCounts::early), "reason", "early")
                .sample(sum(counts, DropCounts::undecryptable), "reason", "undecryptable");
    }

    private static long sum(List<DropCounts> counts, ToLongFunction<DropCounts> which) {
        return counts.stream().mapToLong(which).sum();
    }

    /** Nothing on a loop takes the time: the system knows what each thread used. */
    private Map<String, Long> busy() {
        Map<String, Long> busy = new TreeMap<>();
        if (!threads.isThreadCpuTimeSupported()) {
            return busy;
        }
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().matches(LOOP)) {
                long nanos = threads.getThreadCpuTime(thread.getThreadId());
                if (nanos >= 0) {
                    busy.merge(thread.getThreadName(), nanos, Long::sum);
                }
            }
        }
        return busy;
    }

    private static void pool(Exposition page) {
        if (ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider provider) {
            ByteBufAllocatorMetric metric = provider.metric();
            page.family("sluice_buffer_pool_bytes", Type.GAUGE, "Memory that the pool of network buffers holds.")
                    .sample(metric.usedDirectMemory(), "memory", "direct")
                    .sample(metric.usedHeapMemory(), "memory", "heap");
        }
    }
}
