package io.sluice.signaling.livekit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomPolicy;
import io.sluice.sfu.shard.Shard;
import io.sluice.signaling.proto.AddTrackRequest;
import io.sluice.signaling.proto.ClientInfo;
import io.sluice.signaling.proto.ConnectionSettings;
import io.sluice.signaling.proto.DataTrackFrameEncoding;
import io.sluice.signaling.proto.DataTrackInfo;
import io.sluice.signaling.proto.DataTrackSchemaEncoding;
import io.sluice.signaling.proto.DataTrackSchemaId;
import io.sluice.signaling.proto.DataTrackSubscriberHandles;
import io.sluice.signaling.proto.Encryption;
import io.sluice.signaling.proto.GetDataBlobRequest;
import io.sluice.signaling.proto.JoinRequest;
import io.sluice.signaling.proto.LeaveRequest;
import io.sluice.signaling.proto.MuteTrackRequest;
import io.sluice.signaling.proto.ParticipantInfo;
import io.sluice.signaling.proto.Ping;
import io.sluice.signaling.proto.Pong;
import io.sluice.signaling.proto.PublishDataTrackRequest;
import io.sluice.signaling.proto.RequestResponse;
import io.sluice.signaling.proto.SessionDescription;
import io.sluice.signaling.proto.SignalRequest;
import io.sluice.signaling.proto.SignalResponse;
import io.sluice.signaling.proto.SignalResponse.MessageCase;
import io.sluice.signaling.proto.SimulateScenario;
import io.sluice.signaling.proto.TrackPublishedResponse;
import io.sluice.signaling.proto.TrackSource;
import io.sluice.signaling.proto.TrackType;
import io.sluice.signaling.proto.UnpublishDataTrackRequest;
import io.sluice.signaling.proto.UpdateDataSubscription;
import io.sluice.signaling.proto.UpdateParticipantMetadata;
import io.sluice.tokenapi.token.AccessToken;
import io.sluice.tokenapi.token.TokenVerdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a client is told over one signal connection, in the order in which LiveKit tells it. */
class SignalSessionEngineTest {
    private static final int EARLY_LIMIT = 64;
    private static final int MAILBOX_LIMIT = 20_000;
    private static final String MICROPHONE = "4a504538-d813-45ba-97e4-6ee98ccca517";

    private final SignalNode node = new SignalNode();

    private static SignalRequest.Builder request() {
        return SignalRequest.newBuilder();
    }

    private static SignalRequest.Builder metadata(String name) {
        return request()
                .setUpdateMetadata(
                        UpdateParticipantMetadata.newBuilder().setName(name).setRequestId(7));
    }

    private static AddTrackRequest.Builder microphone() {
        return AddTrackRequest.newBuilder()
                .setCid(MICROPHONE)
                .setName("mic")
                .setType(TrackType.AUDIO)
                .setSource(TrackSource.MICROPHONE);
    }

    private static SessionDescription.Builder offer(String recording, int id) {
        try (InputStream in = SignalSessionEngineTest.class.getResourceAsStream("/sdp/" + recording + ".sdp")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return SessionDescription.newBuilder().setType("offer").setSdp(text).setId(id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private AccessToken token(String text) {
        if (node.verifier.verify(text, SignalNode.NOW) instanceof TokenVerdict.Verified(AccessToken token)) {
            return token;
        }
        throw new AssertionError("no token of ours: " + text);
    }

    private AccessToken latestToken(SignalClient client) {
        return token(client.all(MessageCase.REFRESH_TOKEN, SignalResponse::getRefreshToken)
                .getLast());
    }

    private List<ParticipantInfo> told(SignalClient client) {
        return client.all(MessageCase.UPDATE, SignalResponse::getUpdate).stream()
                .flatMap(update -> update.getParticipantsList().stream())
                .toList();
    }

    @Test
    void aNewParticipantIsToldWhereItIsThenGetsATokenAndAnOffer() {
        SignalClient anna = node.dual("anna").join();
        node.pass(Duration.ofMillis(10));

        assertThat(anna.kinds())
                .startsWith(MessageCase.JOIN, MessageCase.REFRESH_TOKEN)
                .contains(MessageCase.OFFER)
                .doesNotContain(MessageCase.LEAVE);
        assertThat(anna.received.getFirst().getJoin()).satisfies(join -> {
            assertThat(join.getRoom().getName()).isEqualTo(SignalNode.ROOM);
            assertThat(join.getParticipant().getIdentity()).isEqualTo("anna");
            assertThat(join.getParticipant().getName()).isEqualTo("name of anna");
            assertThat(join.getSubscriberPrimary()).isTrue();
            assertThat(join.getPingInterval()).isEqualTo(5);
            assertThat(join.getPingTimeout()).isEqualTo(15);
            assertThat(join.getServerInfo().getNodeId()).isEqualTo("ND_test");
            assertThat(join.getServerRegion()).isEqualTo("here");
        });
        assertThat(latestToken(anna).identity()).isEqualTo("anna");
        assertThat(anna.all(MessageCase.OFFER, SignalResponse::getOffer)
                        .getFirst()
                        .getSdp())
                .contains("m=application ", "a=candidate:", "198.51.100.1 7882");

        SignalClient ben = node.dual("ben").join();
        assertThat(ben.received.getFirst().getJoin().getOtherParticipantsList())
                .singleElement()
                .satisfies(other -> assertThat(other.getSid()).isEqualTo(anna.sid()));
        assertThat(told(anna)).last().satisfies(p -> {
            assertThat(p.getSid()).isEqualTo(ben.sid());
            assertThat(p.getState()).isEqualTo(ParticipantInfo.State.JOINED);
        });
    }

    @Test
    void whatIsSentBeforeTheJoinIsAnsweredIsDoneAfterwards() {
        SignalClient anna = node.dual("anna");
        anna.session.start();
        anna.session.receive(request().setAddTrack(microphone()).build());
        anna.session.receive(
                request().setOffer(offer("chromium-offer-audio", 1)).build());
        assertThat(anna.received).isEmpty();
        node.settle();

        assertThat(anna.kinds().getFirst()).isEqualTo(MessageCase.JOIN);
        assertThat(anna.kinds()).containsSubsequence(MessageCase.TRACK_PUBLISHED, MessageCase.ANSWER);
    }

    @Test
    void aPatientNumberOfMessagesIsKept() {
        SignalClient anna = node.dual("anna");
        anna.session.start();
        for (int i = 0; i < EARLY_LIMIT; i++) {
            anna.session.receive(metadata("name " + i).build());
        }
        node.settle();

        assertThat(anna.all(MessageCase.REQUEST_RESPONSE, SignalResponse::getRequestResponse))
                .hasSize(EARLY_LIMIT);
        assertThat(anna.closed).isZero();
    }

    @Test
    void moreThanThatEndsTheConnectionOnce() {
        SignalClient anna = node.dual("anna");
        anna.session.start();
        for (int i = 0; i < EARLY_LIMIT + 3; i++) {
            anna.session.receive(metadata("name " + i).build());
        }

        assertThat(anna.closed).isEqualTo(1);
        node.settle();
        assertThat(anna.received).isEmpty();
        anna.lose();
        SignalClient ben = node.dual("ben").join();
        assertThat(ben.received.getFirst().getJoin().getOtherParticipantsList()).isEmpty();
    }

    @Test
    void pingsAreAnsweredEvenBeforeTheJoin() {
        SignalClient anna = node.dual("anna");
        anna.session.start();
        anna.session.receive(request()
                .setPingReq(Ping.newBuilder().setTimestamp(42).setRtt(3))
                .build());
        anna.session.receive(request().setPing(41).build());

        assertThat(anna.received)
                .containsExactly(
                        SignalResponse.newBuilder()
                                .setPongResp(Pong.newBuilder()
                                        .setLastPingTimestamp(42)
                                        .setTimestamp(SignalNode.NOW.toEpochMilli()))
                                .build(),
                        SignalResponse.newBuilder()
                                .setPong(SignalNode.NOW.toEpochMilli())
                                .build());
    }

    @Test
    void anAnnouncedTrackIsPublishedAndAnOfferAnswered() {
        SignalClient anna = node.dual("anna").join();
        anna.send(request().setAddTrack(microphone()));

        TrackPublishedResponse published = anna.all(MessageCase.TRACK_PUBLISHED, SignalResponse::getTrackPublished)
                .getFirst();
        assertThat(published.getCid()).isEqualTo(MICROPHONE);
        assertThat(published.getTrack().getName()).isEqualTo("mic");
        assertThat(published.getTrack().getSource()).isEqualTo(TrackSource.MICROPHONE);
        assertThat(published.getTrack().getSid()).startsWith("TR_");

        anna.send(request().setOffer(offer("chromium-offer-simulcast", 2)));
        SessionDescription answer =
                anna.all(MessageCase.ANSWER, SignalResponse::getAnswer).getFirst();
        assertThat(answer.getType()).isEqualTo("answer");
        assertThat(answer.getId()).isEqualTo(2);
        assertThat(answer.getSdp())
                .startsWith("v=0\r\n")
                .contains("m=application ", "m=audio ", "m=video ", "a=rid:f recv", "a=simulcast:recv ");
    }

    @Test
    void aDescriptionThatIsNoneEndsTheSession() {
        SignalClient anna = node.dual("anna").join();
        anna.send(request()
                .setOffer(SessionDescription.newBuilder().setType("offer").setSdp("hello")));

        assertThat(anna.leave().getAction()).isEqualTo(LeaveRequest.Action.RECONNECT);
        assertThat(anna.leave().getReasonValue()).isEqualTo(DisconnectReason.STATE_MISMATCH.ordinal());
        assertThat(anna.closed).isEqualTo(1);
    }

    @Test
    void aClientThatLeavesIsToldSoAndForgotten() {
        SignalClient anna = node.dual("anna").join();
        SignalClient ben = node.dual("ben").join();
        anna.send(request().setLeave(LeaveRequest.newBuilder()));

        assertThat(anna.leave().getReasonValue()).isEqualTo(DisconnectReason.CLIENT_INITIATED.ordinal());
        assertThat(anna.closed).isEqualTo(1);
        assertThat(told(ben)).last().satisfies(p -> {
            assertThat(p.getSid()).isEqualTo(anna.sid());
            assertThat(p.getState()).isEqualTo(ParticipantInfo.State.DISCONNECTED);
        });
        int told = anna.received.size();
        anna.send(metadata("too late"));
        anna.lose();
        assertThat(anna.received).hasSize(told);
        assertThat(node.signal.timers()).as("only ben's token is refreshed").isEqualTo(1);
    }

    @Test
    void aRoomThatEndedAtTheDoorIsMadeAnew() {
        Shard old = node.rooms.open(SignalNode.ROOM, "", RoomPolicy.DEFAULT);
        old.offer(new RoomCommand.Close(DisconnectReason.ROOM_CLOSED));
        SignalClient anna = node.dual("anna").join();

        assertThat(anna.kinds().getFirst()).isEqualTo(MessageCase.JOIN);
        assertThat(anna.kinds()).doesNotContain(MessageCase.LEAVE);
        assertThat(anna.closed)
                .as("the end of the first attempt no longer counts")
                .isZero();
        assertThat(node.rooms.find(SignalNode.ROOM)).isNotNull().isNotSameAs(old);
        anna.send(metadata("Anna"));
        assertThat(anna.kinds()).contains(MessageCase.REQUEST_RESPONSE);
    }

    @Test
    void twiceIsOnceTooOften() {
        SignalClient anna = node.dual("anna");
        node.rooms
                .open(SignalNode.ROOM, "", RoomPolicy.DEFAULT)
                .offer(new RoomCommand.Close(DisconnectReason.ROOM_CLOSED));
        anna.session.start();
        node.media.settle();
        // Before the session hears of it there is another room of that name, which ends too.
        node.rooms
                .open(SignalNode.ROOM, "", RoomPolicy.DEFAULT)
                .offer(new RoomCommand.Close(DisconnectReason.ROOM_CLOSED));
        node.signal.settle();
        node.settle();

        assertThat(anna.kinds()).containsExactly(MessageCase.LEAVE);
        assertThat(anna.leave().getReasonValue()).isEqualTo(DisconnectReason.ROOM_CLOSED.ordinal());
        assertThat(anna.closed).isEqualTo(1);
    }

    @Test
    void whoIsGoneAlreadyDoesNotMakeTheRoomAnew() {
        node.rooms
                .open(SignalNode.ROOM, "", RoomPolicy.DEFAULT)
                .offer(new RoomCommand.Close(DisconnectReason.ROOM_CLOSED));
        SignalClient anna = node.dual("anna");
        anna.session.start();
        anna.session.lost();
        node.settle();

        assertThat(node.rooms.count()).isZero();
        assertThat(anna.received).isEmpty();
    }

    @Test
    void thereIsNothingToResumeInARoomThatIsGone() {
        SignalClient anna = node.dual("anna", "reconnect", "1").join();

        assertThat(anna.kinds()).containsExactly(MessageCase.LEAVE);
        assertThat(anna.leave().getAction()).isEqualTo(LeaveRequest.Action.RECONNECT);
        assertThat(anna.leave().getReasonValue()).isEqualTo(DisconnectReason.STATE_MISMATCH.ordinal());
        assertThat(anna.closed).isEqualTo(1);
        assertThat(node.rooms.count()).isZero();
    }

    @Test
    void norForSomebodyTheRoomDoesNotKnow() {
        node.dual("ben").join();
        SignalClient anna = node.dual("anna", "reconnect", "1").join();

        assertThat(anna.kinds()).containsExactly(MessageCase.LEAVE);
        assertThat(anna.leave().getAction()).isEqualTo(LeaveRequest.Action.RECONNECT);
        assertThat(anna.closed).isEqualTo(1);
    }

    @Test
    void aResumedClientIsToldEverythingInTheOrderItExpects() {
        SignalClient before = node.dual("anna").join();
        SignalClient after = node.dual("anna", "reconnect", "1").join();

        assertThat(after.kinds())
                .startsWith(
                        MessageCase.RECONNECT, MessageCase.UPDATE, MessageCase.ROOM_UPDATE, MessageCase.REFRESH_TOKEN);
        assertThat(told(after)).first().satisfies(p -> assertThat(p.getSid()).isEqualTo(before.sid()));
        assertThat(before.closed).as("the older connection is closed").isEqualTo(1);
        assertThat(before.kinds()).doesNotContain(MessageCase.LEAVE);

        // That the older connection is gone says nothing of the participant any more.
        before.lose();
        after.send(metadata("still here"));
        assertThat(after.kinds()).contains(MessageCase.REQUEST_RESPONSE).doesNotContain(MessageCase.LEAVE);
    }

    @Test
    void theRoomHearsThatTheConnectionIsLost() {
        SignalClient anna = node.dual("anna").join();
        SignalClient ben = node.dual("ben").join();
        anna.lose();

        assertThat(told(ben)).last().satisfies(p -> {
            assertThat(p.getSid()).isEqualTo(anna.sid());
            assertThat(p.getDisconnectReasonValue()).isEqualTo(DisconnectReason.SIGNAL_CLOSE.ordinal());
        });
        assertThat(node.signal.timers()).as("only ben's token is refreshed").isEqualTo(1);
    }

    @Test
    void alsoWhereItIsLostBeforeTheJoinIsAnswered() {
        SignalClient ben = node.dual("ben").join();
        SignalClient anna = node.dual("anna");
        anna.session.start();
        anna.session.lost();
        node.settle();

        assertThat(anna.received).as("nobody would read it").isEmpty();
        node.pass(Duration.ofSeconds(1));
        assertThat(node.dual("carl").join().received.getFirst().getJoin().getOtherParticipantsList())
                .extracting(ParticipantInfo::getSid)
                .containsExactly(ben.sid());
        assertThat(node.signal.timers()).as("ben's and carl's").isEqualTo(2);
    }

    @Test
    void nothingIsWrittenOnceTheConnectionIsLost() {
        SignalClient anna = node.dual("anna").join();
        SignalClient ben = node.dual("ben").join();
        ben.session.receive(metadata("Ben").build());
        node.media.settle();
        anna.session.lost();
        int told = anna.received.size();
        node.settle();

        assertThat(anna.received).hasSize(told);
    }

    @Test
    void requestsForWhatThisNodeHasNotAreAnswered() {
        SignalClient anna = node.dual("anna").join();
        anna.send(
                request().setGetDataBlobRequest(GetDataBlobRequest.newBuilder().setRequestId(9)));

        List<RequestResponse> answers = anna.all(MessageCase.REQUEST_RESPONSE, SignalResponse::getRequestResponse);
        assertThat(answers).singleElement().satisfies(answer -> {
            assertThat(answer.getReason()).isEqualTo(RequestResponse.Reason.NOT_ALLOWED);
            assertThat(answer.getMessage()).contains("not available");
            assertThat(answer.getRequestId()).isEqualTo(9);
        });
        assertThat(anna.closed).isZero();
    }

    @Test
    void aDataTrackIsPublishedSubscribedAndEnded() {
        SignalClient anna = node.dual("anna").join();
        SignalClient ben = node.dual("ben").join();
        PublishDataTrackRequest wish = PublishDataTrackRequest.newBuilder()
                .setPubHandle(7)
                .setName("telemetry")
                .setEncryption(Encryption.Type.GCM)
                .setFrameEncoding(DataTrackFrameEncoding.newBuilder()
                        .setWellKnown(DataTrackFrameEncoding.WellKnownFrameEncoding.WELL_KNOWN_FRAME_ENCODING_CBOR))
                .setSchema(DataTrackSchemaId.newBuilder()
                        .setName("speed")
                        .setEncoding(DataTrackSchemaEncoding.newBuilder().setCustom("ours")))
                .build();
        anna.send(request().setPublishDataTrackRequest(wish));

        DataTrackInfo info = anna.all(
                        MessageCase.PUBLISH_DATA_TRACK_RESPONSE, SignalResponse::getPublishDataTrackResponse)
                .getLast()
                .getInfo();
        assertThat(info.getSid()).startsWith("DTR_");
        assertThat(info.getPubHandle()).isEqualTo(7);
        assertThat(info.getEncryption()).isEqualTo(wish.getEncryption());
        assertThat(info.getFrameEncoding()).isEqualTo(wish.getFrameEncoding());
        assertThat(info.getSchema()).isEqualTo(wish.getSchema());
        ParticipantInfo seen =
                ben.all(MessageCase.UPDATE, SignalResponse::getUpdate).getLast().getParticipants(0);
        assertThat(seen.getDataTracksList()).containsExactly(info);
        assertThat(seen.getIsPublisher()).isTrue();

        anna.send(request().setPublishDataTrackRequest(wish));
        RequestResponse refused = anna.all(MessageCase.REQUEST_RESPONSE, SignalResponse::getRequestResponse)
                .getLast();
        assertThat(refused.getReason()).isEqualTo(RequestResponse.Reason.DUPLICATE_HANDLE);
        assertThat(refused.getPublishDataTrack()).isEqualTo(wish);

        ben.send(request()
                .setUpdateDataSubscription(UpdateDataSubscription.newBuilder()
                        .addUpdates(UpdateDataSubscription.Update.newBuilder()
                                .setTrackSid(info.getSid())
                                .setSubscribe(true))));
        Map<Integer, DataTrackSubscriberHandles.PublishedDataTrack> handles = ben.all(
                        MessageCase.DATA_TRACK_SUBSCRIBER_HANDLES, SignalResponse::getDataTrackSubscriberHandles)
                .getLast()
                .getSubHandlesMap();
        assertThat(handles).hasSize(1);
        assertThat(handles.keySet()).allSatisfy(handle -> assertThat(handle).isBetween(1, 256));
        assertThat(handles.values()).allSatisfy(track -> {
            assertThat(track.getPublisherIdentity()).isEqualTo("anna");
            assertThat(track.getPublisherSid()).isEqualTo(seen.getSid());
            assertThat(track.getTrackSid()).isEqualTo(info.getSid());
        });

        anna.send(request()
                .setUnpublishDataTrackRequest(
                        UnpublishDataTrackRequest.newBuilder().setPubHandle(8)));
        assertThat(anna.all(MessageCase.REQUEST_RESPONSE, SignalResponse::getRequestResponse)
                        .getLast())
                .satisfies(r -> assertThat(r.getReason()).isEqualTo(RequestResponse.Reason.NOT_FOUND))
                .satisfies(r ->
                        assertThat(r.getUnpublishDataTrack().getPubHandle()).isEqualTo(8));
        anna.send(request()
                .setUnpublishDataTrackRequest(
                        UnpublishDataTrackRequest.newBuilder().setPubHandle(7)));
        assertThat(anna.all(MessageCase.UNPUBLISH_DATA_TRACK_RESPONSE, SignalResponse::getUnpublishDataTrackResponse)
                        .getLast()
                        .getInfo())
                .isEqualTo(info);
        assertThat(ben.all(MessageCase.DATA_TRACK_SUBSCRIBER_HANDLES, SignalResponse::getDataTrackSubscriberHandles)
                        .getLast()
                        .getSubHandlesMap())
                .isEmpty();
        assertThat(ben.all(MessageCase.UPDATE, SignalResponse::getUpdate)
                        .getLast()
                        .getParticipants(0)
                        .getDataTracksList())
                .isEmpty();
    }

    @Test
    void aParticipantThatChangedGetsATokenThatSaysSo() {
        SignalClient anna = node.dual("anna").join();
        assertThat(anna.all(MessageCase.REFRESH_TOKEN, SignalResponse::getRefreshToken))
                .hasSize(1);
        node.dual("ben").join();
        assertThat(anna.all(MessageCase.REFRESH_TOKEN, SignalResponse::getRefreshToken))
                .as("others do not concern it")
                .hasSize(1);

        anna.send(metadata("Anna the second"));

        assertThat(anna.all(MessageCase.REFRESH_TOKEN, SignalResponse::getRefreshToken))
                .hasSize(2);
        assertThat(latestToken(anna).grants().name()).isEqualTo("Anna the second");
        assertThat(anna.all(MessageCase.REQUEST_RESPONSE, SignalResponse::getRequestResponse))
                .singleElement()
                .satisfies(answer -> {
                    assertThat(answer.getReason()).isEqualTo(RequestResponse.Reason.OK);
                    assertThat(answer.getRequestId()).isEqualTo(7);
                });
    }

    @Test
    void tokensAreRefreshedWhileTheConnectionLasts() {
        SignalClient anna = node.dual("anna").join();
        node.signal.pass(16, TimeUnit.MINUTES);
        assertThat(anna.all(MessageCase.REFRESH_TOKEN, SignalResponse::getRefreshToken))
                .hasSize(1 + 3);
        anna.lose();
        node.signal.pass(16, TimeUnit.MINUTES);
        assertThat(anna.all(MessageCase.REFRESH_TOKEN, SignalResponse::getRefreshToken))
                .hasSize(1 + 3);
    }

    @Test
    void aFullMailboxClosesTheConnectionWithoutAWord() {
        SignalClient anna = node.dual("anna").join();
        Shard room = Objects.requireNonNull(node.rooms.find(SignalNode.ROOM));
        int told = anna.received.size();
        for (int i = 0; i < MAILBOX_LIMIT; i++) {
            assertThat(room.offer(new RoomCommand.Mute("PA_nobody", "TR_none", true)))
                    .isTrue();
        }
        for (int i = 0; i < 3; i++) {
            anna.session.receive(request()
                    .setMute(MuteTrackRequest.newBuilder().setSid("TR_none"))
                    .build());
        }

        assertThat(anna.closed).isEqualTo(1);
        assertThat(anna.received).hasSize(told);
        anna.lose();
    }

    @Test
    void theNewPathIsAnsweredAtOnce() {
        SignalClient anna = node.single(
                        "anna",
                        JoinRequest.newBuilder()
                                .setClientInfo(ClientInfo.newBuilder()
                                        .setSdk(ClientInfo.SDK.JS)
                                        .setProtocol(17))
                                .setConnectionSettings(
                                        ConnectionSettings.newBuilder().setAutoSubscribe(true))
                                .addAddTrackRequests(microphone())
                                .setPublisherOffer(offer("chromium-offer-audio", 1))
                                .build())
                .join();

        assertThat(anna.kinds())
                .containsSubsequence(
                        MessageCase.JOIN, MessageCase.REFRESH_TOKEN, MessageCase.TRACK_PUBLISHED, MessageCase.ANSWER)
                .doesNotContain(MessageCase.OFFER);
        assertThat(anna.received.getFirst().getJoin().getSubscriberPrimary()).isFalse();
        assertThat(anna.all(MessageCase.ANSWER, SignalResponse::getAnswer)
                        .getFirst()
                        .getId())
                .isEqualTo(1);
    }

    @Test
    void simulatedFaultsReachTheRoom() {
        SignalClient anna = node.dual("anna").join();
        anna.send(request().setSimulate(SimulateScenario.newBuilder().setServerLeave(true)));

        assertThat(anna.leave().getAction()).isEqualTo(LeaveRequest.Action.DISCONNECT);
        assertThat(anna.closed).isEqualTo(1);
    }
}
