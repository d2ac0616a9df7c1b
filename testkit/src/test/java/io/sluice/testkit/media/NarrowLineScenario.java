package io.sluice.testkit.media;

import static io.sluice.testkit.media.NarrowRoom.BITRATES;
import static io.sluice.testkit.media.NarrowRoom.MILLIS;
import static io.sluice.testkit.media.NarrowRoom.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sfu.allocate.CongestionSettings;
import io.sluice.sfu.allocate.History;
import io.sluice.sfu.allocate.Reason;
import io.sluice.sfu.subscribe.Demand;
import io.sluice.sfu.subscribe.DownTrackSnapshot;
import io.sluice.testkit.net.LinkConditions;
import io.sluice.testkit.net.RadioTraces;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures and sound over lines that do not carry all of them. */
class NarrowLineScenario {
    private static final double MBIT = 1e6;
    private static final int TOP = 2;
    private static final long LONGEST_QUEUEING = 120 * MILLIS;
    /** Longer without a new picture is a freeze, where 7 frames a second are the least. */
    private static final long STILL = 300 * MILLIS;

    private static final LinkConditions WAY = LinkConditions.delay(25);

    private static NarrowRoom room(long seed, DoubleUnaryOperator rate, long queueMillis, LinkConditions way) {
        NarrowRoom room = new NarrowRoom(seed, rate, queueMillis, way, CongestionSettings.DEFAULT);
        room.listen();
        return room;
    }

    private static NarrowRoom call(long seed, DoubleUnaryOperator rate, long queueMillis) {
        NarrowRoom room = room(seed, rate, queueMillis, WAY);
        room.watch(Demand.EVERYTHING);
        return room;
    }

    private static DownTrackSnapshot first(NarrowRoom room) {
        return room.seen.getFirst().downTrack().snapshot();
    }

    /** The share of sound that was lost since so many packets were made. */
    private static double soundLost(NarrowRoom room, int sinceNumber) {
        NarrowRoom.Heard heard = room.heard.getFirst();
        // What is still on its way is not lost.
        int until = heard.microphone().packets() - 25;
        int arrived = heard.listener().heard().subSet(sinceNumber, until).size();
        return 1 - (double) arrived / (until - sinceNumber);
    }

    private static int soundSoFar(NarrowRoom room) {
        return room.heard.getFirst().microphone().packets();
    }

    @Test
    void aWideLineIsLeftAlone() {
        NarrowRoom room = call(1, t -> 20 * MBIT, 300);

        assertThat(room.runUntilLayer(TOP, SECONDS)).isLessThan(400 * MILLIS);
        room.run(20 * SECONDS);
        assertThat(room.downlink.snapshot().limited()).isFalse();
        assertThat(first(room).history()).isEmpty();
        assertThat(first(room).reason()).isEqualTo(Reason.UNLIMITED);
        assertThat(room.seen.getFirst().viewer().probes()).isZero();
        assertThat(soundLost(room, 0)).isZero();
    }

    @ParameterizedTest(name = "seed {0}, queue {1} ms")
    @CsvSource({"1, 300", "2, 300", "3, 1000", "4, 200"})
    void aLineThatBecomesThinAndGoodAgainIsFollowed(long seed, long queueMillis) {
        NarrowRoom room = call(seed, t -> 2.2 * MBIT, queueMillis);
        room.run(10 * SECONDS);
        assertThat(room.seen.getFirst().layer()).isEqualTo(TOP);

        room.line.rate(t -> 0.5 * MBIT);
        room.run(3 * SECONDS);
        long thin = room.network.now();
        int sound = soundSoFar(room);
        room.line.measureFromNow();
        room.run(30 * SECONDS);
        assertThat(room.line.waited(0.95)).isLessThan(LONGEST_QUEUEING);
        assertThat(room.line.bytes() * 8 / 30.0).as("bits per second").isGreaterThan(0.7 * 0.5 * MBIT);
        assertThat(room.seen.getFirst().viewer().frozen(thin, room.network.now(), STILL))
                .isLessThan(0.02);
        assertThat(soundLost(room, sound)).isLessThan(0.005);

        room.line.rate(t -> 2.2 * MBIT);
        assertThat(room.runUntilLayer(TOP, 20 * SECONDS)).isLessThan(8 * SECONDS);
        long good = room.network.now();
        room.run(20 * SECONDS);
        assertThat(room.seen.getFirst().layer()).isEqualTo(TOP);
        assertThat(room.seen.getFirst().viewer().frozen(good, room.network.now(), STILL))
                .isLessThan(0.02);
        assertThat(room.seen.getFirst().viewer().conflicts()).isZero();
    }

    /** Between two rungs nothing more can be used; where one just fits, it is. */
    @ParameterizedTest(name = "{0} Mbit/s")
    @ValueSource(doubles = {0.65, 2})
    void aLineIsUsedWhereARungFits(double rate) {
        NarrowRoom room = call(1, t -> rate * MBIT, 300);
        room.run(10 * SECONDS);
        room.line.measureFromNow();
        room.run(60 * SECONDS);

        assertThat(room.line.bytes() * 8 / 60.0).as("bits per second").isGreaterThan(0.85 * rate * MBIT);
        assertThat(room.line.waited(0.95)).isLessThan(LONGEST_QUEUEING);
    }

    /** Seeds 1, 25 and 31 have a probe behind them that proved nothing when the line becomes good. */
    @ParameterizedTest
    @ValueSource(longs = {1, 20, 25, 31})
    void theTopLayerIsBackSoonEvenAfterAFruitlessProbe(long seed) {
        NarrowRoom room = call(seed, t -> 2.2 * MBIT, 300);
        room.run(10 * SECONDS);
        room.line.rate(t -> 0.5 * MBIT);
        room.run(33 * SECONDS);

        room.line.rate(t -> 2.2 * MBIT);
        assertThat(room.runUntilLayer(TOP, 20 * SECONDS)).isLessThan(6 * SECONDS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void soundSurvivesOnALineForSoundAlone(long seed) {
        NarrowRoom room = call(seed, t -> 2.2 * MBIT, 300);
        room.run(10 * SECONDS);
        int before = soundSoFar(room);
        room.line.rate(t -> 0.15 * MBIT);
        room.run(60 * SECONDS);

        assertThat(soundLost(room, before))
                .as("from the moment the line became thin")
                .isLessThan(0.02);
        assertThat(soundLost(room, before + 150)).as("later").isLessThan(0.003);
    }

    @Test
    void aLineThatIsThinFromTheStartCostsSoundOnlyAMoment() {
        NarrowRoom room = call(1, t -> 0.15 * MBIT, 300);
        room.run(60 * SECONDS);

        assertThat(soundLost(room, 0)).isLessThan(0.03);
        assertThat(soundLost(room, 150)).isLessThan(0.005);
    }

    @Test
    void whatDoesNotFitBesideSoundIsPausedAndComesBack() {
        NarrowRoom room = call(1, t -> 0.08 * MBIT, 300);
        room.run(20 * SECONDS);
        assertThat(room.seen.getFirst().downTrack().paused()).isTrue();
        assertThat(first(room).reason()).isEqualTo(Reason.STARVED);
        assertThat(room.downlink.takePausesChanged()).isTrue();
        assertThat(room.downlink.takePausesChanged()).isFalse();
        assertThat(soundLost(room, 500)).isLessThan(0.005);

        room.line.rate(t -> 3 * MBIT);
        assertThat(room.runUntilLayer(TOP, 30 * SECONDS)).isLessThan(10 * SECONDS);
        assertThat(room.downlink.takePausesChanged()).isTrue();
    }

    @Test
    void whereNothingMayBePausedSoundSurvivesAllTheSame() {
        CongestionSettings never = new CongestionSettings(true, false);
        NarrowRoom room = new NarrowRoom(1, t -> 0.1 * MBIT, 300, WAY, never);
        room.listen();
        room.watch(Demand.EVERYTHING);
        room.run(60 * SECONDS);

        assertThat(room.seen.getFirst().downTrack().paused()).isFalse();
        assertThat(soundLost(room, 300)).isLessThan(0.02);
    }

    @Test
    void switchedOffNothingIsHeldBack() {
        NarrowRoom room = new NarrowRoom(1, t -> 0.5 * MBIT, 300, WAY, new CongestionSettings(false, true));
        room.listen();
        room.watch(Demand.EVERYTHING);
        room.run(20 * SECONDS);

        assertThat(first(room).history()).isEmpty();
        assertThat(soundLost(room, 0)).isGreaterThan(0.3);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void lossesByChanceCostNoLayer(long seed) {
        NarrowRoom room = room(seed, t -> 5 * MBIT, 300, WAY.withLoss(0.05));
        room.watch(Demand.EVERYTHING);
        room.run(40 * SECONDS);

        assertThat(room.seen.getFirst().layer()).isEqualTo(TOP);
        assertThat(first(room).history()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aLongQueueIsKeptShort(long seed) {
        NarrowRoom room = call(seed, t -> 1 * MBIT, 2_000);
        room.run(10 * SECONDS);
        room.line.measureFromNow();
        int sound = soundSoFar(room);
        room.run(50 * SECONDS);

        assertThat(room.line.waited(0.95)).isLessThan(LONGEST_QUEUEING);
        assertThat(soundLost(room, sound)).isZero();
    }

    @ParameterizedTest(name = "seed {0}, {1} Mbit/s, {2} s")
    @CsvSource({"1, 1.2, 3", "8, 1.2, 3", "22, 1.2, 3", "2, 0.6, 5", "4, 0.6, 5"})
    void aWaveringRadioLineIsFollowed(long seed, double middle, double period) {
        DoubleUnaryOperator radio =
                t -> (middle + 0.5 * middle * Math.sin(t / period) + 0.15 * middle * Math.sin(2.1 * t)) * MBIT;
        NarrowRoom room = call(seed, radio, 1_000);
        room.run(10 * SECONDS);
        room.line.measureFromNow();
        long start = room.network.now();
        int sound = soundSoFar(room);
        room.run(60 * SECONDS);

        assertThat(room.line.waited(0.95)).isLessThan(LONGEST_QUEUEING);
        assertThat(room.seen.getFirst().viewer().frozen(start, room.network.now(), STILL))
                .isLessThan(0.05);
        assertThat(soundLost(room, sound)).isLessThan(0.005);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 5, 14})
    void inATramPicturesGoOn(long seed) {
        NarrowRoom room = call(seed, RadioTraces.umts(), 1_000);
        assertGoesOn(room, 0.35 * MBIT);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void inATrainPicturesGoOn(long seed) {
        NarrowRoom room = call(seed, RadioTraces.lte(), 1_000);
        assertGoesOn(room, 1.2 * MBIT);
    }

    private static void assertGoesOn(NarrowRoom room, double used) {
        room.run(10 * SECONDS);
        room.line.measureFromNow();
        long start = room.network.now();
        int sound = soundSoFar(room);
        room.run(100 * SECONDS);

        assertThat(room.line.waited(0.95)).isLessThan(LONGEST_QUEUEING);
        assertThat(room.line.bytes() * 8 / 100.0).isGreaterThan(used);
        assertThat(room.seen.getFirst().viewer().frozen(start, room.network.now(), STILL))
                .isLessThan(0.02);
        assertThat(soundLost(room, sound)).isLessThan(0.005);
    }

    @Test
    void aReceiverThatReportsOnlyLossesIsGivenLessToo() {
        NarrowRoom room = NarrowRoom.withoutArrivals(1, t -> 0.5 * MBIT, 300, WAY);
        room.listen();
        room.watch(Demand.EVERYTHING);
        room.run(12 * SECONDS);
        assertThat(first(room).spatialLimit()).isLessThan(TOP);

        room.line.rate(t -> 5 * MBIT);
        assertThat(room.runUntilLayer(TOP, 40 * SECONDS)).isLessThan(40 * SECONDS);
    }

    @Test
    void fourPeopleShareALine() {
        NarrowRoom room = room(1, t -> 1.5 * MBIT, 300, WAY);
        for (int i = 0; i < 4; i++) {
            room.watch(Demand.EVERYTHING);
        }
        room.run(20 * SECONDS);
        room.line.measureFromNow();
        int sound = soundSoFar(room);
        room.run(40 * SECONDS);

        assertThat(room.line.waited(0.95)).isLessThan(LONGEST_QUEUEING);
        assertThat(room.line.bytes() * 8 / 40.0).isGreaterThan(0.6 * 1.5 * MBIT);
        assertThat(soundLost(room, sound)).isLessThan(0.005);
        assertThat(room.seen).allMatch(seen -> seen.downTrack().currentLayer() >= 0);
    }

    @Test
    void historyTellsWhatHappenedAndWhy() {
        NarrowRoom room = call(1, t -> 2.2 * MBIT, 300);
        room.run(5 * SECONDS);
        room.line.rate(t -> 0.5 * MBIT);
        room.run(5 * SECONDS);

        assertThat(first(room).history()).isNotEmpty();
        assertThat(first(room).history().getFirst().from()).isEqualTo(TOP);
        assertThat(first(room).history()).extracting(History.Change::reason).contains(Reason.BANDWIDTH);
        assertThat(first(room).history()).allMatch(change -> change.estimate() > 0);
        assertThat(room.downlink.snapshot().limited()).isTrue();
        assertThat(room.downlink.snapshot().wanted()).isGreaterThan(BITRATES[TOP]);
        assertThat(room.downlink.snapshot().given()).isLessThan(BITRATES[TOP]);
        assertThat(room.downlink.snapshot().sound()).isBetween(20_000L, 80_000L);
    }
}
