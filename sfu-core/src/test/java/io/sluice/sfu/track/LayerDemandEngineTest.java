package io.sluice.sfu.track;

import static io.sluice.sfu.track.VideoQuality.HIGH;
import static io.sluice.sfu.track.VideoQuality.LOW;
import static io.sluice.sfu.track.VideoQuality.MEDIUM;
import static io.sluice.sfu.track.VideoQuality.OFF;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LayerDemandEngineTest {
    private static final long SECONDS = 1_000_000_000L;

    private final LayerDemand demand = new LayerDemand(5 * SECONDS);
    private long now = 100 * SECONDS;

    @BeforeEach
    void start() {
        demand.start(now);
    }

    private void pass(long nanos) {
        now += nanos;
        demand.tick(now);
    }

    @Test
    void nobodyForTenSecondsMeansOffOnce() {
        pass(10 * SECONDS - 1);
        assertThat(demand.poll()).isNull();
        pass(1);
        assertThat(demand.poll()).isEqualTo(OFF);
        assertThat(demand.poll()).isNull();
        assertThat(demand.deadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void firstSubscriberIsToldAtOnceAndEndsTheTenSeconds() {
        demand.update(MEDIUM, now);
        assertThat(demand.poll()).isEqualTo(MEDIUM);
        pass(60 * SECONDS);
        assertThat(demand.poll()).isNull();
    }

    @Test
    void moreIsToldAtOnce() {
        demand.update(LOW, now);
        demand.poll();
        demand.update(HIGH, now);
        assertThat(demand.poll()).isEqualTo(HIGH);
    }

    @Test
    void lessIsToldAfterFiveSeconds() {
        demand.update(HIGH, now);
        demand.poll();
        demand.update(LOW, now);
        assertThat(demand.poll()).isNull();
        pass(5 * SECONDS - 1);
        assertThat(demand.poll()).isNull();
        pass(1);
        assertThat(demand.poll()).isEqualTo(LOW);
    }

    @Test
    void demandThatComesBackInTimeIsNeverMissed() {
        demand.update(HIGH, now);
        demand.poll();
        demand.update(OFF, now);
        pass(4 * SECONDS);
        demand.update(HIGH, now);
        pass(60 * SECONDS);
        assertThat(demand.poll()).isNull();
    }

    @Test
    void evenLowerDemandStartsTheFiveSecondsAgain() {
        demand.update(HIGH, now);
        demand.poll();
        demand.update(MEDIUM, now);
        pass(4 * SECONDS);
        demand.update(OFF, now);
        pass(4 * SECONDS);
        assertThat(demand.poll()).isNull();
        pass(SECONDS);
        assertThat(demand.poll()).isEqualTo(OFF);
    }

    @Test
    void fourthDowngradeWithinAMinuteWaitsThirtySeconds() {
        for (int i = 0; i < 3; i++) {
            demand.update(HIGH, now);
            demand.update(LOW, now);
            pass(5 * SECONDS);
            assertThat(demand.poll()).isEqualTo(LOW);
        }
        demand.update(HIGH, now);
        demand.poll();
        demand.update(LOW, now);
        pass(29 * SECONDS);
        assertThat(demand.poll()).isNull();
        pass(SECONDS);
        assertThat(demand.poll()).isEqualTo(LOW);
    }

    @Test
    void anotherDelayCanBeSet() {
        LayerDemand patient = new LayerDemand(40 * SECONDS);
        patient.start(now);
        for (int downgrades = 0; downgrades < 5; downgrades++) {
            patient.update(HIGH, now);
            assertThat(patient.poll()).isEqualTo(HIGH);
            patient.update(LOW, now);
            assertThat(patient.deadline()).isEqualTo(now + 40 * SECONDS);
            now += 40 * SECONDS;
            patient.tick(now);
            assertThat(patient.poll()).isEqualTo(LOW);
        }
        LayerDemand hasty = new LayerDemand(0);
        hasty.start(now);
        hasty.update(HIGH, now);
        hasty.update(LOW, now);
        hasty.poll();
        hasty.tick(now);
        assertThat(hasty.poll()).isEqualTo(LOW);
    }

    @Test
    void mutedPublisherHearsNothingUntilTheMuteEnds() {
        demand.update(HIGH, now);
        demand.poll();
        demand.setMuted(true, now);
        demand.update(OFF, now);
        pass(60 * SECONDS);
        demand.update(LOW, now);
        assertThat(demand.poll()).isNull();
        demand.setMuted(false, now);
        assertThat(demand.poll()).isEqualTo(LOW);
    }

    @Test
    void afterAResumeTheNextChangeGoesOutAtOnceEvenIfItIsLess() {
        demand.update(HIGH, now);
        demand.poll();
        demand.resend(now);
        assertThat(demand.poll()).isNull();
        demand.update(LOW, now);
        assertThat(demand.poll()).isEqualTo(LOW);
    }

    @Test
    void afterAResumeWithoutAChangeTheDemandIsRepeatedInTenSeconds() {
        demand.update(HIGH, now);
        demand.poll();
        demand.resend(now);
        pass(10 * SECONDS);
        assertThat(demand.poll()).isEqualTo(HIGH);
    }

    @Test
    void demandFromBeforeThePublishingIsToldAtItsStart() {
        LayerDemand early = new LayerDemand(5 * SECONDS);
        early.update(HIGH, now);
        assertThat(early.poll()).isNull();
        early.start(now);
        assertThat(early.poll()).isEqualTo(HIGH);
    }
}
