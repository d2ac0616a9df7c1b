package io.sluice.rtp.bwe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The estimate on lines that are thin, that change, that lose, and that queue. */
class BandwidthEstimatorEngineTest {
    private static final double MBIT = 1e6;
    private static final double DEMAND = 2.5 * MBIT;
    private static final double LONG_QUEUE_MILLIS = 500;
    /** The start is over; what follows is judged. */
    private static final double SETTLED_SECONDS = 5;

    private static BandwidthEstimator estimator() {
        return new BandwidthEstimator(1_000_000, 50_000, 50_000_000);
    }

    private static Line line(
            DoubleUnaryOperator capacity, double baseMillis, double queueMillis, double loss, long seed) {
        Line line = new Line(estimator(), capacity, baseMillis, queueMillis, loss, seed);
        line.demand = DEMAND;
        return line;
    }

    private static Line settled(DoubleUnaryOperator capacity, double queueMillis, double loss, long seed) {
        Line line = line(capacity, 25, queueMillis, loss, seed);
        line.runTo(SETTLED_SECONDS);
        line.measureFromNow();
        return line;
    }

    @Test
    void aWideLineIsFoundAtOnce() {
        Line line = line(t -> 20 * MBIT, 25, LONG_QUEUE_MILLIS, 0, 1);

        assertThat(line.runUntilEstimate(DEMAND, 10)).isLessThan(1);
    }

    @ParameterizedTest
    @CsvSource({"0.15, 250", "0.5, 80", "1, 50", "2, 50"})
    void aThinLineIsFilledAndItsQueueKeptShort(double mbit, double longestQueueing) {
        Line line = settled(t -> mbit * MBIT, LONG_QUEUE_MILLIS, 0, 1);
        line.runTo(65);

        assertThat(line.utilisation()).isGreaterThan(0.88);
        assertThat(line.queueingPercentile(0.95)).isLessThan(longestQueueing);
    }

    @Test
    void aLineThatBecomesThinAndWideAgainIsFollowed() {
        Line line = settled(t -> t >= 20 && t < 40 ? 0.5 * MBIT : 2 * MBIT, LONG_QUEUE_MILLIS, 0, 1);
        line.runTo(40);
        assertThat(line.estimator.bitsPerSecond()).isBetween(300_000L, 700_000L);

        assertThat(line.runUntilEstimate(1.7 * MBIT, 60)).isLessThan(5);
        line.runTo(65);
        assertThat(line.utilisation()).isGreaterThan(0.85);
        assertThat(line.queueingPercentile(0.95)).isLessThan(120);
    }

    @ParameterizedTest
    @CsvSource({"0.02, 0.90", "0.05, 0.85", "0.10, 0.75", "0.20, 0.55"})
    void lossesByChanceAreNotTakenForAFullLine(double loss, double share) {
        for (int seed = 1; seed <= 3; seed++) {
            Line line = settled(t -> 2 * MBIT, LONG_QUEUE_MILLIS, loss, seed);
            line.runTo(65);

            assertThat(line.utilisation()).as("seed %d", seed).isGreaterThan(share);
        }
    }

    @Test
    void aQueueThatOverflowsBeforeItsDelayIsSeenIsNoticedByLosses() {
        Line line = settled(t -> MBIT, 20, 0, 1);
        line.runTo(65);

        assertThat(line.utilisation()).isGreaterThan(0.9);
        assertThat(line.estimator.bitsPerSecond()).isLessThan(1_300_000);
    }

    @Test
    void aWaveringLineIsFollowed() {
        Line line = line(t -> (1.2 + 0.8 * Math.sin(t / 3) + 0.3 * Math.sin(t * 1.7)) * MBIT, 40, 1_000, 0, 1);
        line.runTo(SETTLED_SECONDS);
        line.measureFromNow();
        line.runTo(65);

        assertThat(line.utilisation()).isGreaterThan(0.7);
        assertThat(line.queueingPercentile(0.95)).isLessThan(150);
    }

    @Test
    void whoHasLittleToSendStillLearnsWhenMoreIsWanted() {
        Line line = line(t -> 5 * MBIT, 25, LONG_QUEUE_MILLIS, 0, 1);
        line.demand = 100_000;
        line.runTo(20);
        line.demand = DEMAND;

        assertThat(line.runUntilEstimate(DEMAND, 10)).isLessThan(3);
    }

    @Test
    void theReceiversOwnEstimateIsNotExceededWhileItIsFresh() {
        BandwidthEstimator estimator = estimator();
        estimator.remb(300_000, 0);
        assertThat(estimator.bitsPerSecond()).isEqualTo(300_000);
        assertThat(estimator.limit()).isEqualTo(Limit.RECEIVER);

        estimator.tick(6_000_000_000L);
        assertThat(estimator.bitsPerSecond()).isEqualTo(1_000_000);
        assertThat(estimator.limit()).isEqualTo(Limit.START);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 50_000, 123_456, 60_000_000})
    void noEstimateLeavesItsBounds(long remb) {
        BandwidthEstimator estimator = estimator();
        estimator.remb(remb, 0);

        assertThat(estimator.bitsPerSecond()).isBetween(50_000L, 50_000_000L);
        assertThat(estimator.sendingBitsPerSecond()).isBetween(50_000L, 50_000_000L);
    }
}
