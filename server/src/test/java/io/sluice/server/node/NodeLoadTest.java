package io.sluice.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.LimitConfig;
import io.sluice.server.metrics.RoomMetrics;
import io.sluice.sfu.measure.MediaCounters;
import io.sluice.sfu.measure.Way;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeLoadTest {
    private static final long SECOND = 1_000_000_000L;

    private final MediaCounters loop = new MediaCounters();

    private NodeLoad load(int tracks, double bytes) {
        NodeLoad load = new NodeLoad(
                new LimitConfig(tracks, bytes, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                new RoomMetrics(InstantSource.system()));
        load.of(List.of(loop, new MediaCounters()));
        return load;
    }

    @Test
    void withoutLimitsANodeIsNeverFull() {
        loop.subscribed(true).add(1_000_000);
        loop.way(Way.OUTGOING).bytes.add(Long.MAX_VALUE / 4);
        NodeLoad load = load(0, 0);
        load.sample(SECOND);
        load.sample(2 * SECOND);
        assertThat(load.getAsBoolean()).isFalse();
        assertThat(load.limitsRate()).isFalse();
    }

    @Test
    void tracksCountUntilTheyEnd() {
        NodeLoad load = load(3, 0);
        loop.subscribed(true).add(1);
        loop.subscribed(false).add(1);
        assertThat(load.getAsBoolean()).isFalse();
        loop.subscribed(false).add(1);
        assertThat(load.getAsBoolean()).isTrue();
        loop.subscribed(true).add(-1);
        assertThat(load.getAsBoolean()).isFalse();
    }

    @Test
    void bytesCountBothWaysAsLongAsTheyFlow() {
        NodeLoad load = load(0, 1_000);
        load.sample(SECOND);
        loop.way(Way.INCOMING).bytes.add(1_000);
        loop.way(Way.OUTGOING).bytes.add(900);
        loop.way(Way.OUTGOING).retransmittedBytes.add(99);
        load.sample(3 * SECOND);
        assertThat(load.getAsBoolean()).isFalse();
        loop.way(Way.OUTGOING).bytes.add(2_000);
        load.sample(5 * SECOND);
        assertThat(load.getAsBoolean()).isTrue();
        load.sample(7 * SECOND);
        assertThat(load.getAsBoolean()).isFalse();
        assertThat(load.limitsRate()).isTrue();
    }
}
