package io.sluice.sfu.room;

import static io.sluice.sfu.room.MemoryLoop.MILLIS;
import static io.sluice.sfu.room.MemoryLoop.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.EncryptionPolicy;
import io.sluice.sfu.control.ParticipantKind;
import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.sfu.control.ParticipantState;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.control.RoomPolicy;
import io.sluice.sfu.control.RoomSnapshot;
import io.sluice.sfu.subscribe.PlayoutDelay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What everybody is told of participants and of the room. */
class RoomAnnouncementsEngineTest {
    private static final RoomPolicy STRICT = new RoomPolicy(
            0, 300, 20, RoomPolicy.ALL_CODECS, 30, 20, 15, 0, 0, PlayoutDelay.NONE, false, EncryptionPolicy.OFF);

    private final TestRoom room = new TestRoom();

    private static List<ParticipantSnapshot> heard(RoomClient client) {
        List<ParticipantSnapshot> all = new ArrayList<>();
        client.told(RoomEvent.ParticipantsChanged.class).forEach(e -> all.addAll(e.participants()));
        return all;
    }

    @Test
    void inALargeRoomChangesAreGatheredForAMoment() {
        List<RoomClient> crowd = new ArrayList<>();
        for (int i = 0; i < 33; i++) {
            crowd.add(room.join("guest-" + i));
        }
        room.pass(SECOND);
        RoomClient witness = crowd.getFirst();
        witness.forget();
        RoomClient late = room.join("late");
        RoomClient hasty = room.join("hasty");
        room.send(new RoomCommand.Leave(hasty.sid, DisconnectReason.CLIENT_INITIATED));
        room.send(new RoomCommand.Leave(crowd.get(5).sid, DisconnectReason.CLIENT_INITIATED));
        room.pass(95 * MILLIS);
        assertThat(heard(witness)).isEmpty();
        room.pass(10 * MILLIS);

        assertThat(witness.told(RoomEvent.ParticipantsChanged.class)).hasSize(1);
        assertThat(heard(witness))
                .extracting(ParticipantSnapshot::sid)
                .containsExactly(late.sid, hasty.sid, crowd.get(5).sid);
        assertThat(witness.known(late.sid).state()).isEqualTo(ParticipantState.JOINED);
        assertThat(witness.known(hasty.sid).state()).isEqualTo(ParticipantState.DISCONNECTED);
        assertThat(witness.known(crowd.get(5).sid).state()).isEqualTo(ParticipantState.DISCONNECTED);
        witness.forget();
        room.pass(SECOND);
        assertThat(heard(witness)).isEmpty();

        // Whoever is to receive a track must know its publisher first, so that is not put off.
        late.publishMicrophone("mic");
        assertThat(witness.known(late.sid).tracks()).hasSize(1);
        room.pass(10 * MILLIS);
        assertThat(witness.last(RoomEvent.OfferMade.class).tracks()).hasSize(1);
    }

    @Test
    void whoComesBackWithinTheMomentIsNotLost() {
        for (int i = 0; i < 33; i++) {
            room.join("guest-" + i);
        }
        RoomClient witness = room.join("witness");
        RoomClient before = room.join("anna");
        room.pass(SECOND);
        room.send(new RoomCommand.Leave(before.sid, DisconnectReason.CLIENT_INITIATED));
        RoomClient after = room.join("anna");
        room.pass(SECOND);

        assertThat(witness.known(before.sid).state()).isEqualTo(ParticipantState.DISCONNECTED);
        assertThat(witness.known(after.sid).state()).isEqualTo(ParticipantState.JOINED);
        List<String> order = heard(witness).stream()
                .filter(p -> p.identity().equals("anna"))
                .map(ParticipantSnapshot::sid)
                .toList();
        assertThat(order).as("the old session ends before the new one begins").endsWith(before.sid, after.sid);
    }

    @Test
    void aParticipantDescribesItselfAndAllHear() {
        RoomClient anna = room.join("anna");
        RoomClient ben = room.join("ben");
        int version = ben.known(anna.sid).version();
        RoomCommand.UpdateSelf update =
                new RoomCommand.UpdateSelf(anna.sid, "Anna", "", Map.of("hand", "up", "who", ""), 9);
        room.send(update);

        ParticipantSnapshot seen = ben.known(anna.sid);
        assertThat(seen.name()).isEqualTo("Anna");
        assertThat(seen.metadata()).as("empty changes nothing").isEqualTo("metadata of anna");
        assertThat(seen.attributes()).containsExactly(Map.entry("hand", "up"));
        assertThat(seen.version()).isGreaterThan(version);
        assertThat(anna.self()).isEqualTo(seen);
        assertThat(anna.last(RoomEvent.Answered.class))
                .isEqualTo(new RoomEvent.Answered(update, RoomEvent.Refusal.OK, ""));
        int told = anna.events.indexOf(anna.last(RoomEvent.ParticipantsChanged.class));
        assertThat(told).isLessThan(anna.events.indexOf(anna.last(RoomEvent.Answered.class)));
    }

    @Test
    void whatAParticipantMayNotSayOfItselfIsRefused() {
        TestRoom strict = new TestRoom(STRICT);
        RoomClient anna = strict.join("anna");
        RoomClient mute = strict.join(Guest.named("mute").withoutSelfDescription());
        anna.forget();

        assertThat(answer(strict, mute, "x", "", Map.of()))
                .isEqualTo(
                        new Answer(RoomEvent.Refusal.NOT_ALLOWED, "does not have permission to update own metadata"));
        assertThat(answer(strict, anna, "sixteen letters!", "", Map.of()))
                .isEqualTo(new Answer(RoomEvent.Refusal.LIMIT_EXCEEDED, "exceeds name length limit"));
        assertThat(answer(strict, anna, "", "ü".repeat(16), Map.of()))
                .isEqualTo(new Answer(RoomEvent.Refusal.LIMIT_EXCEEDED, "exceeds metadata size limit"));
        assertThat(answer(strict, anna, "", "", Map.of("key", "a long value of 21")))
                .isEqualTo(new Answer(RoomEvent.Refusal.LIMIT_EXCEEDED, "exceeds attributes size limit"));
        assertThat(heard(anna)).isEmpty();
        assertThat(answer(strict, anna, "", "ü".repeat(15), Map.of("who", "", "key", "a value of 17 now")))
                .isEqualTo(new Answer(RoomEvent.Refusal.OK, ""));
    }

    private record Answer(RoomEvent.Refusal refusal, String message) {}

    private static Answer answer(
            TestRoom in, RoomClient who, String name, String metadata, Map<String, String> attributes) {
        in.send(new RoomCommand.UpdateSelf(who.sid, name, metadata, attributes, 1));
        RoomEvent.Answered answered = who.last(RoomEvent.Answered.class);
        return new Answer(answered.refusal(), answered.message());
    }

    @Test
    void newMetadataOfTheRoomIsHeardAtOnce() {
        RoomClient anna = room.join("anna");
        RoomClient ben = room.join("ben");
        room.send(new RoomCommand.UpdateMetadata("new"));
        assertThat(anna.last(RoomEvent.RoomChanged.class).room().metadata()).isEqualTo("new");
        assertThat(ben.last(RoomEvent.RoomChanged.class).room().participants()).isEqualTo(2);
        room.send(new RoomCommand.UpdateMetadata("new"));
        assertThat(ben.told(RoomEvent.RoomChanged.class)).hasSize(1);
        assertThat(room.join("carl").last(RoomEvent.Joined.class).room().metadata())
                .isEqualTo("new");
    }

    @Test
    void howManyAreInTheRoomIsToldEveryFiveSeconds() {
        RoomClient anna = room.join("anna").connect();
        room.join(Guest.named("agent").kind(ParticipantKind.AGENT)).connect();
        room.pass(6 * SECOND);
        anna.forget();
        RoomClient ben = room.join("ben").connect();
        ben.publishMicrophone("mic");
        room.pass(10 * SECOND);

        RoomSnapshot counted = anna.last(RoomEvent.RoomChanged.class).room();
        assertThat(counted.participants()).isEqualTo(2);
        assertThat(counted.publishers()).isEqualTo(1);
        assertThat(counted.recording()).isFalse();
        assertThat(anna.told(RoomEvent.RoomChanged.class)).hasSizeLessThanOrEqualTo(2);
        anna.forget();
        room.pass(20 * SECOND);
        assertThat(anna.told(RoomEvent.RoomChanged.class)).isEmpty();
    }

    @Test
    void recordingIsToldAtOnce() {
        RoomClient anna = room.join("anna");
        RoomClient recorder = room.join(Guest.named("recorder").recorder().hidden());
        assertThat(anna.last(RoomEvent.RoomChanged.class).room().recording()).isTrue();
        assertThat(recorder.last(RoomEvent.Joined.class).room().recording()).isTrue();
        RoomClient egress = room.join(Guest.named("egress").kind(ParticipantKind.EGRESS));
        room.send(new RoomCommand.Leave(recorder.sid, DisconnectReason.CLIENT_INITIATED));
        assertThat(anna.told(RoomEvent.RoomChanged.class)).hasSize(1);
        room.send(new RoomCommand.Leave(egress.sid, DisconnectReason.CLIENT_INITIATED));
        assertThat(anna.last(RoomEvent.RoomChanged.class).room().recording()).isFalse();
    }
}
