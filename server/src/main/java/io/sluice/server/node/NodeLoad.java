package io.sluice.server.node;

import io.sluice.config.LimitConfig;
import io.sluice.server.metrics.RoomMetrics;
import io.sluice.sfu.measure.MediaCounters;
import io.sluice.sfu.measure.Way;
import io.sluice.sfu.measure.WayCounters;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Whether a node forwards as much as its operator wants it to: tracks in both directions, or bytes per second. Thread-safe. */
final class NodeLoad implements BooleanSupplier {
    private static final double NANOS = 1e9;

    private final LimitConfig limit;
    private final RoomMetrics rooms;
    private volatile List<MediaCounters> loops = List.of();
    private volatile double bytesPerSecond;
    private long bytesBefore;
    private long nanosBefore;

    NodeLoad(LimitConfig limit, RoomMetrics rooms) {
        this.limit = limit;
        this.rooms = rooms;
    }

    /** Where the counters are. */
    void of(List<MediaCounters> counters) {
        loops = List.copyOf(counters);
    }

    /** Whether {@link #sample} is of any use. */
    boolean limitsRate() {
        return limit.bytesPerSec() > 0;
    }

    /** To be called every other second, by one thread at a time. */
    void sample(long nowNanos) {
        long bytes = 0;
        for (MediaCounters loop : loops) {
            for (Way way : Way.values()) {
                WayCounters counted = loop.way(way);
                bytes += counted.bytes.get() + counted.retransmittedBytes.get();
            }
        }
        if (nanosBefore != 0 && nowNanos > nanosBefore) {
            bytesPerSecond = (bytes - bytesBefore) * NANOS / (nowNanos - nanosBefore);
        }
        bytesBefore = bytes;
        nanosBefore = nowNanos;
    }

    @Override
    public boolean getAsBoolean() {
        return limit.numTracks() > 0 && tracks() >= limit.numTracks()
                || limit.bytesPerSec() > 0 && bytesPerSecond >= limit.bytesPerSec();
    }

    private long tracks() {
        long tracks = rooms.tracks();
        for (MediaCounters loop : loops) {
            tracks += loop.subscribed(false).get() + loop.subscribed(true).get();
        }
        return tracks;
    }
}
