package io.sluice.sfu.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeakerRankingEngineTest {
    private static final long MILLIS = 1_000_000L;

    private final SpeakerRanking ranking = new SpeakerRanking(SpeechSettings.DEFAULT);
    private final LevelMeter alice = new LevelMeter(SpeechSettings.DEFAULT);
    private final LevelMeter bob = new LevelMeter(SpeechSettings.DEFAULT);
    private int timestamp;
    private long now;

    private List<Speaker> round(int aliceLevel, int bobLevel) {
        for (int i = 0; i < 20; i++) {
            alice.observe(aliceLevel, timestamp, 48000, now);
            bob.observe(bobLevel, timestamp, 48000, now);
            timestamp += 960;
            now += 20 * MILLIS;
        }
        return ranking.tick(now);
    }

    @Test
    void nothingIsDueWithoutMicrophones() {
        assertThat(ranking.deadline()).isEqualTo(Long.MAX_VALUE);
        assertThat(ranking.tick(now)).isEmpty();
    }

    @Test
    void changedSpeakersComeLoudestFirstAndInEighths() {
        ranking.add("PA_alice", alice, now);
        ranking.add("PA_bob", bob, now);
        round(30, 0);
        List<Speaker> changed = round(30, 0);
        assertThat(changed).containsExactly(new Speaker("PA_bob", 0.75f, true), new Speaker("PA_alice", 0.125f, true));
        assertThat(ranking.speaking()).isEqualTo(changed);
    }

    @Test
    void unchangedSpeakersAreNotRepeated() {
        ranking.add("PA_alice", alice, now);
        round(0, 127);
        round(0, 127);
        round(0, 127);
        round(0, 127);
        assertThat(round(0, 127)).isEmpty();
    }

    @Test
    void oneWhoStopsIsToldOnceWithLevelZero() {
        ranking.add("PA_alice", alice, now);
        round(10, 127);
        round(10, 127);
        assertThat(ranking.speaking()).hasSize(1);
        round(127, 127);
        List<Speaker> changed = round(127, 127);
        assertThat(changed).containsExactly(new Speaker("PA_alice", 0, false));
        assertThat(round(127, 127)).isEmpty();
        assertThat(ranking.speaking()).isEmpty();
    }

    @Test
    void oneWhoLeavesWhileSpeakingIsTakenBack() {
        ranking.add("PA_alice", alice, now);
        round(10, 127);
        round(10, 127);
        ranking.remove("PA_alice", alice);
        assertThat(round(10, 127)).containsExactly(new Speaker("PA_alice", 0, false));
        assertThat(ranking.deadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void loudestMicrophoneOfAParticipantCounts() {
        ranking.add("PA_alice", alice, now);
        ranking.add("PA_alice", bob, now);
        round(127, 0);
        assertThat(round(127, 0)).containsExactly(new Speaker("PA_alice", 0.75f, true));
    }

    @Test
    void anotherIntervalBetweenRoundsCanBeSet() {
        SpeakerRanking quick = new SpeakerRanking(new SpeechSettings(35, 40, Duration.ofMillis(100), 2));
        quick.add("PA_alice", alice, now);
        assertThat(quick.deadline()).isEqualTo(now + 100 * MILLIS);
        now += 100 * MILLIS;
        quick.tick(now);
        assertThat(quick.deadline()).isEqualTo(now + 100 * MILLIS);
    }

    @Test
    void roundsAreFourHundredMillisecondsApart() {
        ranking.add("PA_alice", alice, now);
        assertThat(ranking.deadline()).isEqualTo(now + 400 * MILLIS);
        round(10, 127);
        round(10, 127);
        assertThat(ranking.deadline()).isEqualTo(now + 400 * MILLIS);
        assertThat(ranking.tick(now + 399 * MILLIS)).isEmpty();
    }
}
