package io.sluice.rtp.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class QualityScoreEngineTest {
    private static final long MILLI = 1_000_000;

    private final QualityScore score = new QualityScore();

    @Test
    void aStreamBeginsExcellentAndFallsFasterThanItRises() {
        assertThat(score.score()).isEqualTo(100);
        score.add(50);
        assertThat(score.score()).isCloseTo(60, within(1e-9));
        score.add(100);
        assertThat(score.score()).isCloseTo(76, within(1e-9));
    }

    @Test
    void badWindowsMakeAStreamPoorButNeverLost() {
        for (int i = 0; i < 100; i++) {
            score.add(0);
        }
        assertThat(score.score()).isCloseTo(30, within(1e-6));
        assertThat(Quality.of(score.score())).isEqualTo(Quality.POOR);
    }

    @Test
    void silenceIsLostAtOnceAndComesBackByWindows() {
        score.addLost();
        assertThat(Quality.of(score.score())).isEqualTo(Quality.LOST);
        score.add(100);
        assertThat(Quality.of(score.score())).isEqualTo(Quality.GOOD);
        score.reset();
        assertThat(Quality.of(score.score())).isEqualTo(Quality.EXCELLENT);
    }

    @Test
    void classesEndAtEightyFortyAndTwenty() {
        assertThat(Quality.of(80.01)).isEqualTo(Quality.EXCELLENT);
        assertThat(Quality.of(80)).isEqualTo(Quality.GOOD);
        assertThat(Quality.of(40)).isEqualTo(Quality.POOR);
        assertThat(Quality.of(20)).isEqualTo(Quality.LOST);
    }

    @Test
    void lossWeighsByCodecAndLessWhereLittleWasSent() {
        assertThat(QualityScore.lossEffect(100, 5, QualityScore.VIDEO_WEIGHT, 50, 50))
                .isEqualTo(50);
        assertThat(QualityScore.lossEffect(100, 5, QualityScore.RED_WEIGHT, 50, 50))
                .isEqualTo(20);
        assertThat(QualityScore.lossEffect(100, 5, QualityScore.VIDEO_WEIGHT, 12.5, 50))
                .isEqualTo(25);
        assertThat(QualityScore.lossEffect(100, 5, QualityScore.VIDEO_WEIGHT, 12.5, 0))
                .isEqualTo(50);
        assertThat(QualityScore.lossEffect(0, 5, 1, 1, 1)).isZero();
        assertThat(QualityScore.lossEffect(5, -1, 1, 1, 1)).isZero();
        assertThat(QualityScore.lossEffect(5, 50, 1, 1, 1))
                .as("not more than all")
                .isEqualTo(100);
    }

    @Test
    void delayCostsLittleUntilItHurts() {
        assertThat(QualityScore.delayEffect(0, 0)).isZero();
        assertThat(QualityScore.delayEffect(160 * MILLI, 0)).isEqualTo(2);
        assertThat(QualityScore.delayEffect(200 * MILLI, 30 * MILLI)).isEqualTo(4);
        assertThat(QualityScore.delayEffect(1_000 * MILLI, 60 * MILLI)).isEqualTo(50);
    }

    @Test
    void windowScoresStayBetweenZeroAndAHundred() {
        assertThat(QualityScore.packetScore(50, 4)).isEqualTo(46);
        assertThat(QualityScore.packetScore(500, 4)).isZero();
        assertThat(QualityScore.layerScore(0)).isEqualTo(100);
        assertThat(QualityScore.layerScore(-1)).isEqualTo(100);
        assertThat(QualityScore.layerScore(1)).isEqualTo(65);
        assertThat(QualityScore.layerScore(9)).isZero();
        assertThat(QualityScore.bitrateScore(0, 0)).isEqualTo(100);
        assertThat(QualityScore.bitrateScore(1_000, 2_000)).isEqualTo(100);
        assertThat(QualityScore.bitrateScore(1_000, 0)).isZero();
        assertThat(QualityScore.bitrateScore(1_000, 500)).isCloseTo(86.137, within(0.001));
    }

    @Test
    void theMeanOpinionGoesFromOneToFourAndAHalf() {
        assertThat(QualityScore.meanOpinion(0)).isEqualTo(1);
        assertThat(QualityScore.meanOpinion(100)).isEqualTo(4.5);
        assertThat(QualityScore.meanOpinion(80)).isCloseTo(4.024, within(0.001));
    }

    @Test
    void greatestValuesAreThoseSinceTheyWereTaken() {
        StreamStats stats = new StreamStats();
        stats.roundTrip(5);
        stats.roundTrip(3);
        stats.jitter(9);
        stats.jitter(2);
        assertThat(stats.roundTripNanos).isEqualTo(3);
        assertThat(stats.takeMaxRoundTrip()).isEqualTo(5);
        assertThat(stats.takeMaxRoundTrip()).isZero();
        assertThat(stats.takeMaxJitter()).isEqualTo(9);
        assertThat(stats.takeMaxJitter()).isZero();
    }
}
