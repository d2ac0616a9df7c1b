package io.sluice.sfu.room;

import static io.sluice.sfu.room.MemoryLoop.MILLIS;
import static io.sluice.sfu.room.MemoryLoop.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sfu.audio.Speaker;
import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.negotiate.MediaKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who speaks, and how well everybody is connected. */
class RoomObservationsEngineTest {
    private static final long SSRC = 4711;
    private static final int LOUD = 10;
    private static final int SILENT = 127;

    private final TestRoom room = new TestRoom();

    /** Somebody with a microphone on a section of its own. */
    private RoomClient speaker(Guest guest) {
        RoomClient client = room.join(guest);
        microphone(client);
        return client.connectBoth();
    }

    private static String microphone(RoomClient client) {
        String track = client.announce(Wishes.microphone("mic"));
        client.sections.send(MediaKind.AUDIO, "mic", List.of(), SSRC);
        client.offer();
        return track;
    }

    private void talk(RoomClient speaker, long nanos, int level) {
        for (long at = 0; at < nanos; at += 20 * MILLIS) {
            speaker.speak("0", SSRC, level);
            room.pass(20 * MILLIS);
        }
    }

    /** Who speaks, as a client has to conclude from what it was told. */
    private static Set<String> speaking(RoomClient client) {
        Map<String, Speaker> known = new LinkedHashMap<>();
        for (RoomEvent.SpeakersChanged changed : client.told(RoomEvent.SpeakersChanged.class)) {
            for (Speaker speaker : changed.speakers()) {
                known.put(speaker.participantSid(), speaker);
            }
        }
        known.values().removeIf(s -> !s.active());
        return known.keySet();
    }

    private static List<RoomEvent.Quality> qualities(RoomClient client) {
        List<RoomEvent.Quality> all = new ArrayList<>();
        client.told(RoomEvent.QualityChanged.class).forEach(e -> all.addAll(e.qualities()));
        return all;
    }

    @Test
    void aSpeakerIsHeardByItselfAndByThoseWhoReceiveIt() {
        RoomClient anna = speaker(Guest.named("anna"));
        RoomClient ben = room.join("ben").connect();
        RoomClient deaf = room.join(Guest.named("deaf").withoutAutoSubscribe()).connect();
        talk(anna, 2 * SECOND, LOUD);

        assertThat(speaking(anna)).containsExactly(anna.sid);
        assertThat(speaking(ben)).containsExactly(anna.sid);
        assertThat(deaf.told(RoomEvent.SpeakersChanged.class)).isEmpty();
        Speaker loud = ben.last(RoomEvent.SpeakersChanged.class).speakers().getFirst();
        assertThat(loud.level()).isBetween(0.2f, 0.6f);
        assertThat(loud.level() * 8).isEqualTo(Math.round(loud.level() * 8));

        talk(anna, 2 * SECOND, SILENT);
        assertThat(speaking(anna)).isEmpty();
        assertThat(ben.last(RoomEvent.SpeakersChanged.class).speakers())
                .containsExactly(new Speaker(anna.sid, 0, false));
    }

    @Test
    void whoIsMutedOrSilentForALongTimeStopsSpeaking() {
        RoomClient anna = speaker(Guest.named("anna"));
        RoomClient ben = room.join("ben").connect();
        talk(anna, 2 * SECOND, LOUD);
        room.send(new RoomCommand.Mute(anna.sid, anna.self().tracks().getFirst().sid(), true));
        room.pass(SECOND);
        assertThat(speaking(ben)).isEmpty();
        room.send(new RoomCommand.Mute(anna.sid, anna.self().tracks().getFirst().sid(), false));
        talk(anna, 2 * SECOND, LOUD);
        assertThat(speaking(ben)).containsExactly(anna.sid);
        room.pass(2 * SECOND);
        assertThat(speaking(ben)).isEmpty();
    }

    @Test
    void whoBeginsToReceiveASpeakerHearsThatItSpeaksAndWhoStopsIsToldItIsOver() {
        RoomClient anna = speaker(Guest.named("anna"));
        String track = anna.self().tracks().getFirst().sid();
        RoomClient ben = room.join(Guest.named("ben").withoutAutoSubscribe()).connect();
        room.pass(6 * SECOND);
        talk(anna, 2 * SECOND, LOUD);
        ben.forget();

        room.send(new RoomCommand.Subscribe(ben.sid, Set.of(track), true));
        assertThat(speaking(ben)).containsExactly(anna.sid);
        assertThat(qualities(ben)).extracting(RoomEvent.Quality::participant).containsExactly(anna.sid);
        room.send(new RoomCommand.Subscribe(ben.sid, Set.of(track), false));
        assertThat(speaking(ben)).isEmpty();
        talk(anna, SECOND, LOUD);
        assertThat(speaking(ben)).isEmpty();
    }

    @Test
    void ofAHiddenSpeakerNobodyHears() {
        RoomClient ghost = speaker(Guest.named("ghost").hidden());
        RoomClient ben = room.join("ben").connect();
        talk(ghost, 6 * SECOND, LOUD);
        assertThat(speaking(ghost)).containsExactly(ghost.sid);
        assertThat(ben.told(RoomEvent.SpeakersChanged.class)).isEmpty();
        assertThat(qualities(ben)).extracting(RoomEvent.Quality::participant).containsOnly(ben.sid);
    }

    @Test
    void whoLeavesWhileSpeakingSpeaksNoMore() {
        RoomClient anna = speaker(Guest.named("anna"));
        RoomClient ben = room.join("ben").connect();
        talk(anna, 2 * SECOND, LOUD);
        room.send(new RoomCommand.Leave(anna.sid, DisconnectReason.CLIENT_INITIATED));
        room.pass(SECOND);
        assertThat(speaking(ben)).isEmpty();
    }

    @Test
    void qualityIsToldWhenSomebodyIsNewOrItsClassChanges() {
        RoomClient anna = room.join("anna").connect();
        RoomClient ben = room.join("ben");
        ben.answersOffers = false;
        room.pass(6 * SECOND);
        assertThat(qualities(anna)).containsExactly(new RoomEvent.Quality(anna.sid, 100));
        assertThat(ben.told(RoomEvent.QualityChanged.class))
                .as("it is not connected")
                .isEmpty();
        room.pass(20 * SECOND);
        assertThat(anna.told(RoomEvent.QualityChanged.class)).hasSize(1);

        RoomClient carl = speaker(Guest.named("carl"));
        anna.forget();
        talk(carl, 6 * SECOND, LOUD);
        assertThat(qualities(anna))
                .extracting(RoomEvent.Quality::participant)
                .containsOnly(anna.sid, carl.sid)
                .contains(carl.sid);

        // A publisher of whom nothing arrives any more.
        anna.forget();
        room.pass(16 * SECOND);
        assertThat(qualities(anna))
                .filteredOn(q -> q.participant().equals(carl.sid))
                .last()
                .satisfies(q -> assertThat(q.score()).isLessThan(60));
    }
}
