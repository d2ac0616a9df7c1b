package io.sluice.sfu.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Rules of {@code docs/algorithms/loudest-speakers.md}. */
class LoudestSpeakersEngineTest {
    private static final long PACKET = 20_000_000L;
    private static final int LOUD = 15;
    private static final int SPEECH = 25;
    private static final int NOISE = 60;

    private final LoudestSpeakers two = new LoudestSpeakers(2, SpeechSettings.DEFAULT);
    private final List<String> told = new ArrayList<>();
    private final Voice alice = voice("alice");
    private final Voice bob = voice("bob");
    private final Voice carol = voice("carol");
    private long now = 1_000_000_000L;

    private Voice voice(String name) {
        return new Voice(_ -> told.add(name));
    }

    private void packets(int count, Voice voice, int level) {
        for (int i = 0; i < count; i++) {
            now += PACKET;
            two.observe(voice, level, now);
        }
    }

    @Test
    void everybodyIsHeardWhilePlacesAreFree() {
        packets(1, alice, NOISE);
        packets(1, bob, 127);

        assertThat(alice.heard()).isTrue();
        assertThat(bob.heard()).isTrue();
        assertThat(told).isEmpty();
    }

    @Test
    void whoSpeaksTakesThePlaceOfTheQuietestWithinThreePackets() {
        packets(10, alice, SPEECH);
        packets(1, bob, NOISE);
        packets(1, carol, NOISE);
        assertThat(carol.heard()).isFalse();

        packets(3, carol, SPEECH);

        assertThat(carol.heard()).isTrue();
        assertThat(bob.heard()).isFalse();
        assertThat(alice.heard()).isTrue();
        assertThat(told).containsExactly("carol", "bob", "carol");
    }

    @Test
    void silenceChangesNothing() {
        packets(1, alice, NOISE + 20);
        packets(1, bob, NOISE + 20);
        packets(50, carol, NOISE);

        assertThat(carol.heard()).isFalse();
    }

    @Test
    void aPauseBetweenWordsCostsNoPlace() {
        packets(10, alice, SPEECH);
        packets(10, bob, LOUD);
        packets(10, alice, 127);

        packets(4, carol, 34);

        assertThat(alice.heard()).isTrue();
        assertThat(carol.heard()).isFalse();
    }

    @Test
    void whoIsSilentForASecondLosesThePlaceToWhoeverSpeaks() {
        packets(10, alice, SPEECH);
        packets(50, bob, SPEECH);
        packets(1, alice, 127);

        packets(10, carol, SPEECH);

        assertThat(alice.heard()).isFalse();
        assertThat(carol.heard()).isTrue();
    }

    @Test
    void aLittleLouderIsNotEnough() {
        packets(10, alice, SPEECH);
        for (int i = 0; i < 50; i++) {
            packets(1, alice, SPEECH);
            two.observe(bob, SPEECH, now);
            two.observe(carol, SPEECH - 2, now);
        }

        assertThat(carol.heard()).isFalse();
    }

    @Test
    void whoLeavesMakesRoom() {
        packets(1, alice, NOISE);
        packets(1, bob, NOISE);
        packets(1, carol, NOISE);

        two.leave(bob, now);
        packets(1, carol, NOISE);

        assertThat(carol.heard()).isTrue();
        assertThat(bob.heard()).isTrue();
    }

    @Test
    void whoComesBackIsComparedAnew() {
        packets(1, alice, LOUD);
        packets(1, bob, LOUD);
        packets(1, carol, NOISE);
        two.leave(carol, now);
        assertThat(carol.heard()).isTrue();

        packets(1, carol, NOISE);

        assertThat(carol.heard()).isFalse();
    }

    @RepeatedTest(20)
    void neverMoreThanThePlacesAreHeardAndNeverLessThanSend(RepetitionInfo repetition) {
        int seed = repetition.getCurrentRepetition();
        Random random = new Random(seed);
        List<Voice> voices = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            voices.add(voice("" + i));
        }
        List<Voice> seen = new ArrayList<>();
        for (int step = 0; step < 5_000; step++) {
            Voice voice = voices.get(random.nextInt(voices.size()));
            if (random.nextInt(50) == 0) {
                two.leave(voice, now);
                seen.remove(voice);
            } else {
                packets(1, voice, random.nextInt(128));
                if (!seen.contains(voice)) {
                    seen.add(voice);
                }
            }
            long heard = seen.stream().filter(Voice::heard).count();
            assertThat(heard).as("seed %d step %d", seed, step).isLessThanOrEqualTo(2);
        }
    }
}
