package io.sluice.sfu.room;

import static io.sluice.sfu.room.MemoryLoop.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.sfu.control.ParticipantState;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.control.RoomEvent.Left.Action;
import io.sluice.sfu.negotiate.SessionDescription;
import io.sluice.transport.ice.IceParameters;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Losing a connection and coming back. */
class RoomResumeEngineTest {
    private static final RoomEvent.Left FULL_RECONNECT =
            new RoomEvent.Left(DisconnectReason.STATE_MISMATCH, Action.RECONNECT);
    private static final RoomEvent.Left RESUME = new RoomEvent.Left(DisconnectReason.CONNECTION_TIMEOUT, Action.RESUME);

    private final TestRoom room = new TestRoom();

    private static List<String> identities(RoomEvent.Resumed resumed, ParticipantState state) {
        return resumed.everybody().stream()
                .filter(p -> p.state() == state)
                .map(ParticipantSnapshot::identity)
                .toList();
    }

    @Test
    void aResumedClientHearsOfEverybodyAndOfThoseWhoLeftMeanwhile() {
        RoomClient anna = room.join("anna").connect();
        RoomClient ben = room.join("ben");
        RoomClient carl = room.join("carl");
        room.join(Guest.named("ghost").hidden());
        RoomClient shadow = room.join(Guest.named("shadow").hidden());
        anna.loseSignal();
        room.send(new RoomCommand.Leave(ben.sid, DisconnectReason.CLIENT_INITIATED));
        room.send(new RoomCommand.Leave(shadow.sid, DisconnectReason.CLIENT_INITIATED));
        room.join("carl");
        RoomClient dora = room.join("dora");
        RoomClient.Signal signal = anna.resume();

        RoomEvent.Resumed resumed = (RoomEvent.Resumed) signal.events.getFirst();
        assertThat(resumed.self()).isEqualTo(anna.sid);
        assertThat(resumed.room().name()).isEqualTo("room");
        assertThat(identities(resumed, ParticipantState.ACTIVE)).containsExactly("anna");
        assertThat(identities(resumed, ParticipantState.JOINED)).containsExactlyInAnyOrder("carl", "dora");
        assertThat(identities(resumed, ParticipantState.DISCONNECTED)).containsExactly("ben");
        assertThat(resumed.everybody()).extracting(ParticipantSnapshot::sid).doesNotContain(carl.sid);
        assertThat(anna.known(ben.sid).disconnectReason()).isEqualTo(DisconnectReason.CLIENT_INITIATED);
        assertThat(dora.known(anna.sid).state()).isEqualTo(ParticipantState.ACTIVE);
    }

    @Test
    void whoLeftLongAgoIsForgotten() {
        RoomClient anna = room.join("anna").connect();
        RoomClient ben = room.join("ben");
        room.send(new RoomCommand.Leave(ben.sid, DisconnectReason.CLIENT_INITIATED));
        room.pass(121 * SECOND);
        anna.resume();
        assertThat(anna.last(RoomEvent.Resumed.class).everybody()).hasSize(1);
    }

    @Test
    void theOldConnectionEndsAndItsLossCountsNoMore() {
        RoomClient anna = room.join("anna").connect();
        RoomClient.Signal old = anna.signal;
        String sid = anna.sid;
        anna.resume();
        assertThat(old.ended).isTrue();
        int told = old.events.size();

        room.send(new RoomCommand.SignalLost(sid, old));
        room.join("ben");
        room.pass(10 * SECOND);

        assertThat(old.events).hasSize(told);
        assertThat(anna.signal.ended).isFalse();
        assertThat(anna.signal.events).anyMatch(RoomEvent.ParticipantsChanged.class::isInstance);
        assertThat(anna.self().state()).isEqualTo(ParticipantState.ACTIVE);
    }

    @Test
    void whoIsNotThereAnyMoreMustJoinAnew() {
        RoomClient anna = room.join("anna").connect();
        RoomClient ben = room.join("ben");
        room.send(new RoomCommand.Leave(ben.sid, DisconnectReason.CLIENT_INITIATED));
        anna.forget();
        RoomClient.Signal signal = ben.resume();

        assertThat(signal.events).containsExactly(FULL_RECONNECT);
        assertThat(signal.ended).isTrue();
        assertThat(anna.events).isEmpty();
    }

    @Test
    void mediaOutlivesTheSignalConnection() {
        RoomClient anna = room.join("anna").connect();
        RoomClient ben = room.join("ben").connect();
        ben.loseSignal();
        room.pass(300 * SECOND);
        assertThat(anna.known(ben.sid).state()).isEqualTo(ParticipantState.ACTIVE);
        ben.resume();
        assertThat(ben.signal.events.getFirst()).isInstanceOf(RoomEvent.Resumed.class);
    }

    @Test
    void withTwoPeerConnectionsTheServerRestartsIceWhereItOffers() {
        RoomClient anna = room.join("anna").connect();
        IceParameters before = ice(anna.last(RoomEvent.OfferMade.class).description());
        room.pass(SECOND);
        anna.forget();
        anna.resume();
        room.pass(SECOND);

        RoomEvent.OfferMade offer = anna.last(RoomEvent.OfferMade.class);
        assertThat(ice(offer.description())).isNotEqualTo(before);
        assertThat(anna.told(RoomEvent.OfferMade.class)).hasSize(1);
        room.pass(30 * SECOND);
        assertThat(anna.signal.ended).isFalse();
    }

    @Test
    void withOnePeerConnectionTheClientRestartsIce() {
        RoomClient anna = room.join(Guest.named("anna").singlePeerConnection()).connect();
        IceParameters before = ice(anna.last(RoomEvent.AnswerMade.class).description());
        anna.resume();
        room.pass(SECOND);
        assertThat(anna.told(RoomEvent.OfferMade.class)).isEmpty();

        anna.publisher.transport.restartIce(room.loop.nanos());
        RoomEvent.AnswerMade answer = anna.offer();
        assertThat(ice(answer.description())).isNotEqualTo(before);
        room.pass(30 * SECOND);
        assertThat(anna.signal.ended).isFalse();
    }

    private static IceParameters ice(SessionDescription description) {
        IceParameters ice = description.sections().getFirst().ice();
        if (ice == null) {
            throw new AssertionError("no credentials");
        }
        return ice;
    }

    @Test
    void aFailedTransportMeansResumeOrBeGone() {
        RoomClient anna = room.join("anna").connect();
        RoomClient ben = room.join("ben").connect();
        ben.plug(false);
        room.pass(14 * SECOND);
        assertThat(ben.signal.ended).isFalse();
        room.pass(2 * SECOND);
        assertThat(ben.events.getLast()).isEqualTo(RESUME);
        assertThat(ben.signal.ended).isTrue();
        assertThat(anna.known(ben.sid).state()).isEqualTo(ParticipantState.ACTIVE);
        room.pass(3 * SECOND);
        assertThat(anna.known(ben.sid).state()).isEqualTo(ParticipantState.ACTIVE);
        room.pass(3 * SECOND);
        assertThat(anna.known(ben.sid).disconnectReason()).isEqualTo(DisconnectReason.CONNECTION_TIMEOUT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoResumesInTimeStays(boolean single) {
        RoomClient anna = room.join("anna").connect();
        Guest guest = Guest.named("ben");
        RoomClient ben =
                room.join(single ? guest.singlePeerConnection() : guest).connect();
        ben.plug(false);
        room.pass(17 * SECOND);
        ben.plug(true);
        ben.resume();
        if (single) {
            ben.publisher.transport.restartIce(room.loop.nanos());
            ben.offer();
        }
        room.pass(60 * SECOND);

        assertThat(ben.signal.ended).isFalse();
        assertThat(anna.known(ben.sid).state()).isEqualTo(ParticipantState.ACTIVE);
        assertThat((single ? ben.publisher : subscriberOf(ben)).transport.writable())
                .isTrue();
        assertThat(ben.told(RoomEvent.Left.class)).containsExactly(RESUME);
    }

    private static MemoryLoop.Endpoint subscriberOf(RoomClient client) {
        if (client.subscriber == null) {
            throw new AssertionError("one peer connection only");
        }
        return client.subscriber;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoResumesWithoutMediaAndVanishesForGoodIsGivenUp(boolean single) {
        RoomClient anna = room.join("anna").connect();
        Guest guest = Guest.named("ben");
        RoomClient ben =
                room.join(single ? guest.singlePeerConnection() : guest).connect();
        ben.plug(false);
        room.pass(17 * SECOND);
        ben.answersOffers = false;
        ben.resume();
        room.pass(30 * SECOND);
        assertThat(anna.known(ben.sid).state()).isEqualTo(ParticipantState.ACTIVE);
        ben.loseSignal();
        room.pass(6 * SECOND);
        assertThat(anna.known(ben.sid).disconnectReason()).isEqualTo(DisconnectReason.CONNECTION_TIMEOUT);
    }

    @Test
    void anOfferThatIsNeverAnsweredIsAFullReconnect() {
        RoomClient anna = room.join("anna").connect();
        RoomClient ben = room.join("ben").connect();
        ben.answersOffers = false;
        anna.publishMicrophone("mic");
        room.pass(14 * SECOND);
        assertThat(ben.signal.ended).isFalse();
        room.pass(2 * SECOND);

        assertThat(ben.events.getLast()).isEqualTo(FULL_RECONNECT);
        assertThat(ben.signal.ended).isTrue();
        assertThat(anna.known(ben.sid).disconnectReason()).isEqualTo(DisconnectReason.STATE_MISMATCH);
    }

    @Test
    void aDescriptionThatCannotBeReadIsAFullReconnect() {
        RoomClient anna = room.join("anna");
        room.send(new RoomCommand.BadDescription(anna.sid, "no mid"));
        assertThat(anna.events.getLast()).isEqualTo(FULL_RECONNECT);
        assertThat(anna.signal.ended).isTrue();
    }

    @Test
    void aClientThatBelievesInAnUnknownTrackMustReconnect() {
        RoomClient anna = room.join("anna").connect();
        RoomClient ben = room.join("ben");
        String mine = anna.publishMicrophone("mic");
        String awaited = anna.announce(Wishes.camera("cam"));
        anna.resume();
        room.send(new RoomCommand.SyncState(anna.sid, Set.of(mine, awaited), Set.of(), Set.of(), false));
        assertThat(anna.signal.ended).isFalse();

        room.send(new RoomCommand.SyncState(anna.sid, Set.of(mine, "TR_other"), Set.of(), Set.of(), false));
        assertThat(anna.events.getLast()).isEqualTo(FULL_RECONNECT);
        assertThat(ben.known(anna.sid).disconnectReason()).isEqualTo(DisconnectReason.STATE_MISMATCH);
    }

    @Test
    void whatAClientBelievesOfItsSubscriptionsIsMadeTrue() {
        RoomClient anna = room.join("anna");
        RoomClient ben = room.join("ben").connect();
        String microphone = anna.publishMicrophone("mic");
        String camera = anna.publishCamera("cam");
        room.pass(SECOND);
        assertThat(ben.last(RoomEvent.OfferMade.class).tracks()).containsValues(microphone, camera);

        ben.resume();
        room.send(new RoomCommand.SyncState(ben.sid, Set.of(), Set.of(camera), Set.of(microphone), false));
        room.pass(SECOND);
        assertThat(ben.last(RoomEvent.OfferMade.class).tracks().values()).containsExactly(camera);
        assertThat(ben.signal.ended).isFalse();
    }
}
