package io.sluice.sfu.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.stats.StreamStats;
import org.junit.jupiter.api.Test;

/** What a loop's counters make of the figures of its streams. */
class StreamMeterEngineTest {
    private static final long SECOND = 1_000_000_000L;

    private final MediaCounters counters = new MediaCounters();
    private final WayCounters way = counters.way(Way.INCOMING);
    private final SourceCounters source = counters.source(Way.INCOMING, true, 1);
    private final StreamStats stats = new StreamStats();
    private final StreamMeter meter = new StreamMeter();

    private void fold(long lost, long atSecond) {
        meter.fold(stats, lost, way, source, atSecond * SECOND);
    }

    @Test
    void onlyWhatIsNewIsAdded() {
        stats.packets = 10;
        stats.bytes = 1_000;
        stats.plis = 1;
        fold(0, 1);
        stats.packets = 15;
        stats.bytes = 1_700;
        fold(0, 2);
        fold(0, 3);

        assertThat(way.packets.get()).isEqualTo(15);
        assertThat(way.bytes.get()).isEqualTo(1_700);
        assertThat(way.plis.get()).isEqualTo(1);
    }

    @Test
    void streamsOfOneWayAddUp() {
        stats.packets = 10;
        fold(0, 1);
        StreamStats other = new StreamStats();
        other.packets = 7;
        new StreamMeter().fold(other, 0, way, source, SECOND);

        assertThat(way.packets.get()).isEqualTo(17);
        assertThat(counters.way(Way.OUTGOING).packets.get()).isZero();
    }

    @Test
    void lossThatTurnsOutToBeNoneDoesNotTurnBack() {
        fold(4, 1);
        fold(1, 2);
        fold(3, 3);

        assertThat(source.lost.get()).isEqualTo(6);
    }

    @Test
    void everyFiveSecondsTellWhatTheyWereLike() {
        fold(0, 0);
        stats.packets = 90;
        stats.outOfOrder = 9;
        stats.jitter(20_000_000);
        stats.roundTrip(120_000_000);
        fold(10, 4);
        assertThat(source.lossPercent.sum()).isZero();

        fold(10, 5);

        assertThat(source.lossPercent.sum()).isEqualTo(10);
        assertThat(source.outOfOrderPercent.sum()).isEqualTo(10);
        assertThat(source.jitterMicros.sum()).isEqualTo(20_000);
        assertThat(source.roundTripMillis.sum()).isEqualTo(120);
        assertThat(source.roundTripMillis.count(2)).isEqualTo(1);
    }

    @Test
    void aWindowWithoutPacketsTellsNothing() {
        for (int second = 0; second < 30; second++) {
            fold(0, second);
        }

        assertThat(source.lossPercent.count(0)).isZero();
    }

    @Test
    void aReaderSeesOnlyWhatThereWas() {
        assertThat(counters.seen(Way.INCOMING, true, 1)).isSameAs(source);
        assertThat(counters.seen(Way.INCOMING, false, 1)).isNull();
    }
}
