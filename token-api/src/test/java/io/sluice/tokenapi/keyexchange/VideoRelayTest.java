package io.sluice.tokenapi.keyexchange;

import static io.sluice.tokenapi.keyexchange.Office.C1;
import static io.sluice.tokenapi.keyexchange.Office.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.tokenapi.keyexchange.Office.Socket;
import io.sluice.tokenapi.keyexchange.Office.Told;
import io.sluice.tokenapi.keyexchange.RelayCounters.Result;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is told what about a call, and who hands whom which message. */
class VideoRelayTest {
    private static final String LONGEST = "k".repeat(Payload.LONGEST);

    private final Office office = new Office("alice", "bob", "eve");

    private static JsonNode request(String target, Object message) {
        return json("targetUserId", target, "channelId", C1, "signalMessage", message);
    }

    private static JsonNode key(String target, Object key) {
        return json("channelId", C1, "recipientUserId", target, "encryptedKey", key);
    }

    @Test
    void whoSignsInIsToldWhoTheyAre() {
        Socket socket = office.stranger();
        socket.says("authenticate", json("user", "alice", "device", "7"));
        assertThat(socket.told)
                .containsExactly(new Told(
                        "authenticated",
                        json("authenticated", true, "uuid", "alice", "deviceId", "7", "clientId", "client-of-alice")));
    }

    @Test
    void whoFailsHearsWhyAndIsSentAwayInTheEnd() {
        Socket socket = office.stranger();
        for (int i = 0; i < 10; i++) {
            assertThat(socket.disconnected).isFalse();
            socket.says("authenticate", json("user", "nobody"));
        }
        assertThat(socket.told("authenticated"))
                .hasSize(10)
                .containsOnly(json("authenticated", false, "error", "no_session"));
        assertThat(socket.disconnected).isTrue();
    }

    @Test
    void aSocketDoesNotBecomeSomebodyElse() {
        Socket socket = office.of("alice");
        socket.says("authenticate", json("user", "bob"));
        assertThat(socket.told("authenticated"))
                .containsExactly(json("authenticated", false, "error", "already_authenticated"));
        socket.says("authenticate", json("user", "alice"));
        assertThat(socket.told("authenticated").getLast().path("uuid").asText()).isEqualTo("alice");
    }

    @Test
    void nobodyHearsAnythingBeforeTheySignIn() {
        Socket socket = office.stranger();
        assertThat(socket.checks()).isEqualTo(json("error", "Not authenticated", "channelId", C1));
        Socket alice = office.inCall("alice");
        alice.told.clear();
        socket.told.clear();
        socket.says("video:register-participant", json("channelId", C1))
                .says("video:key-request", request("alice", "x"))
                .says("video:e2ee-key", key("alice", "x"))
                .says("sendGroupItem", json("channelId", C1, "type", "video_key_request", "payload", "x"));
        assertThat(alice.told).isEmpty();
        assertThat(socket.told).isEmpty();
    }

    @Test
    void theListIsForMembers() {
        assertThat(office.of("dave").checks())
                .isEqualTo(json("error", "Not a member of this channel", "channelId", C1));
        Socket alice = office.of("alice");
        alice.says("video:check-participants", json("channelId", "mtg_ffffffffffff"));
        alice.says("video:check-participants", json("channelId", 7));
        alice.says("video:check-participants");
        assertThat(alice.told("video:participants-info"))
                .containsExactly(
                        json("error", "Meeting not found", "channelId", "mtg_ffffffffffff"),
                        json("error", "Missing channelId"),
                        json("error", "Missing channelId"));
    }

    @Test
    void theFirstMakesTheKeyAndTheOthersHearOfIt() {
        Socket alice = office.of("alice");
        assertThat(alice.checks())
                .isEqualTo(json(
                        "channelId", C1, "participantCount", 0, "isFirstParticipant", true, "participants", List.of()));
        alice.says("video:register-participant", json("channelId", C1));
        assertThat(alice.checks().path("isFirstParticipant").asBoolean()).isTrue();
        Socket bob = office.of("bob");
        assertThat(bob.checks())
                .isEqualTo(json(
                        "channelId",
                        C1,
                        "participantCount",
                        1,
                        "isFirstParticipant",
                        false,
                        "participants",
                        List.of(Map.of("userId", "alice", "joinedAt", office.now(), "hasE2EEKey", false))));
        bob.says("video:register-participant", json("channelId", C1));
        assertThat(alice.told("video:participant-joined"))
                .containsExactly(json("userId", "bob", "joinedAt", office.now()));
        assertThat(bob.told("video:participant-joined")).isEmpty();
        alice.says("video:confirm-e2ee-key", json("channelId", C1));
        assertThat(bob.told("video:participant-key-confirmed")).containsExactly(json("userId", "alice"));
        assertThat(alice.told("video:participant-key-confirmed")).isEmpty();
        assertThat(bob.checks().at("/participants/0/hasE2EEKey").asBoolean()).isTrue();
    }

    @Test
    void whoIsNotAMemberRegistersInVain() {
        Socket alice = office.inCall("alice");
        Socket dave = office.inCall("dave");
        assertThat(alice.told).isEmpty();
        assertThat(dave.told).isEmpty();
        assertThat(alice.checks().path("participantCount").asInt()).isZero();
        dave.says("video:confirm-e2ee-key", json("channelId", C1));
        assertThat(alice.told("video:participant-key-confirmed")).isEmpty();
    }

    @Test
    void aSecondDeviceIsNoSecondParticipant() {
        Socket alice = office.inCall("alice");
        Socket one = office.inCall("bob");
        Socket two = office.of("bob", "2");
        two.says("video:register-participant", json("channelId", C1));
        assertThat(alice.told("video:participant-joined")).hasSize(1);
        one.says("video:leave-channel", json("channelId", C1));
        one.closes();
        assertThat(alice.told("video:participant-left")).isEmpty();
        two.says("video:leave-channel", json("channelId", C1));
        assertThat(alice.told("video:participant-left")).containsExactly(json("userId", "bob"));
    }

    @Test
    void ofTwoThatComeAtOnceExactlyOneIsFirst() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 100; round++) {
                Office each = new Office("alice", "bob");
                CyclicBarrier start = new CyclicBarrier(2);
                List<Future<Boolean>> first = Stream.of("alice", "bob")
                        .map(user -> threads.submit(() -> {
                            Socket socket = each.of(user);
                            start.await();
                            socket.says("video:register-participant", json("channelId", C1));
                            return socket.checks().path("isFirstParticipant").asBoolean();
                        }))
                        .toList();
                assertThat(first.get(0).get()).isNotEqualTo(first.get(1).get());
            }
        }
    }

    @Test
    void aRequestReachesAllDevicesOfItsTargetAsItWasSent() {
        Socket one = office.of("alice");
        Socket two = office.of("alice", "2");
        Socket eve = office.inCall("eve");
        Socket bob = office.inCall("bob");
        eve.told.clear();
        bob.says("video:key-request", request("alice", "xyz \ud83d\ude00"));
        JsonNode expected = json("fromUserId", "bob", "channelId", C1, "signalMessage", "xyz \ud83d\ude00");
        assertThat(one.told).containsExactly(new Told("video:key-request", expected));
        assertThat(two.told).containsExactly(new Told("video:key-request", expected));
        assertThat(eve.told).isEmpty();
        assertThat(bob.told).isEmpty();
    }

    @Test
    void whatIsInAMessageIsNobodysBusiness() {
        Socket alice = office.inCall("alice");
        Socket bob = office.inCall("bob");
        JsonNode odd = json("type", 3, "body", List.of("a", 1.5, Map.of("x", true)));
        bob.says("video:key-request", request("alice", odd));
        assertThat(alice.told("video:key-request").getFirst().path("signalMessage"))
                .isEqualTo(odd);
        JsonNode bytes = JsonNodeFactory.instance.binaryNode(new byte[] {1, 2, 3});
        bob.says("video:key-response", json("targetUserId", "alice", "channelId", C1, "signalMessage", bytes));
        bob.says("video:key-response", json("targetUserId", "alice", "channelId", C1, "error", "no key"));
        assertThat(alice.told("video:key-response"))
                .containsExactly(
                        json("fromUserId", "bob", "channelId", C1, "signalMessage", bytes),
                        json("fromUserId", "bob", "channelId", C1, "error", "no key"));
    }

    @Test
    void aRequestForSomebodyWhoIsNotThereComesBack() {
        Socket bob = office.inCall("bob");
        JsonNode offline = json("fromUserId", "alice", "channelId", C1, "error", "Participant not online");
        bob.says("video:key-request", request("alice", "xyz"));
        assertThat(bob.told("video:key-response")).containsExactly(offline);
        Socket dave = office.of("dave");
        bob.says("video:key-request", request("dave", "xyz"));
        assertThat(dave.told).isEmpty();
        assertThat(bob.told("video:key-response").getLast().path("error").asText())
                .isEqualTo("Participant not online");
        assertThat(office.counters.events(Result.UNDELIVERED)).isEqualTo(2);
    }

    @Test
    void keysGoByTheOtherNamesToo() {
        Socket alice = office.inCall("alice");
        Socket bob = office.inCall("bob");
        bob.says("video:request-e2ee-key", json("channelId", C1, "recipientUserId", "alice"));
        assertThat(alice.told("video:request-e2ee-key"))
                .containsExactly(json(
                        "channelId", C1, "senderUserId", "bob", "requesterUserId", "bob", "requesterDeviceId", "1"));
        alice.says("video:e2ee-key", key("bob", "c2VjcmV0"));
        assertThat(bob.told("video:e2ee-key"))
                .containsExactly(json("channelId", C1, "senderUserId", "alice", "encryptedKey", "c2VjcmV0"));
        assertThat(office.counters.relayed()).isEqualTo(2);
    }

    static List<Arguments> relayed() {
        return List.of(
                Arguments.of("video:key-request", request("alice", "x")),
                Arguments.of("video:key-response", request("alice", "x")),
                Arguments.of("video:request-e2ee-key", json("channelId", C1, "recipientUserId", "alice")),
                Arguments.of("video:e2ee-key", key("alice", "x")),
                Arguments.of("sendGroupItem", json("channelId", C1, "type", "video_key_request", "payload", "x")),
                Arguments.of(
                        "sendItem", json("recipient", "alice", "type", "meeting_e2ee_key_request", "payload", "x")));
    }

    @ParameterizedTest
    @MethodSource("relayed")
    void strangersSendIntoTheVoid(String event, JsonNode message) {
        Socket alice = office.inCall("alice");
        Socket dave = office.inCall("dave");
        dave.says(event, message);
        assertThat(alice.told).isEmpty();
        assertThat(dave.told).isEmpty();
        assertThat(office.counters.events(Result.DENIED)).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("relayed")
    void whoLostTheMembershipIsAStrangerFromThenOn(String event, JsonNode message) {
        Socket alice = office.inCall("alice");
        Socket bob = office.inCall("bob");
        office.members.remove("bob");
        alice.told.clear();
        bob.told.clear();
        bob.says(event, message);
        assertThat(alice.told(event)).isEmpty();
        assertThat(alice.told("receiveItem")).isEmpty();
        assertThat(alice.told("groupItem")).isEmpty();
        assertThat(bob.told).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("relayed")
    void membersMustRegisterBeforeTheySend(String event, JsonNode message) {
        Socket alice = office.inCall("alice");
        Socket bob = office.of("bob");
        bob.says(event, message);
        assertThat(alice.told).isEmpty();
    }

    @Test
    void nothingReachesWhoLostTheMembership() {
        Socket alice = office.inCall("alice");
        Socket bob = office.inCall("bob");
        Socket eve = office.inCall("eve");
        office.members.remove("bob");
        office.passes(Calls.ALLOWED_MILLIS);
        Stream.of(alice, bob, eve).forEach(each -> each.told.clear());
        alice.says("video:key-request", request("bob", "x"))
                .says("video:key-response", request("bob", "x"))
                .says("video:e2ee-key", key("bob", "x"))
                .says("sendGroupItem", json("channelId", C1, "type", "video_e2ee_key_response", "payload", "x"))
                .says("video:confirm-e2ee-key", json("channelId", C1));
        assertThat(bob.told).isEmpty();
        assertThat(eve.told("groupItem")).hasSize(1);
        assertThat(eve.told("video:participant-left")).containsExactly(json("userId", "bob"));
        assertThat(eve.told("video:rekey-required"))
                .containsExactly(json("channelId", C1, "userId", "bob", "reason", "removed"));
    }

    @Test
    void keysGoOnlyToThoseInTheCall() {
        Socket alice = office.inCall("alice");
        Socket bob = office.of("bob");
        alice.says("video:e2ee-key", key("bob", "x")).says("video:key-response", request("bob", "x"));
        assertThat(bob.told).isEmpty();
        assertThat(alice.told("error"))
                .containsExactly(
                        json("message", "Participant not online", "event", "video:e2ee-key", "channelId", C1),
                        json("message", "Participant not online", "event", "video:key-response", "channelId", C1));
    }

    @Test
    void messagesHaveALongestAndLongerOnesAreRefused() {
        Socket alice = office.inCall("alice");
        Socket bob = office.inCall("bob");
        alice.told.clear();
        bob.says("video:key-request", request("alice", LONGEST)).says("video:e2ee-key", key("alice", LONGEST));
        assertThat(alice.told).hasSize(2);
        bob.says("video:key-request", request("alice", LONGEST + "k"))
                .says("video:key-response", request("alice", List.of(LONGEST)))
                .says("video:e2ee-key", key("alice", "\u20ac".repeat(Payload.LONGEST / 3 + 1)))
                .says(
                        "video:e2ee-key",
                        key("alice", JsonNodeFactory.instance.binaryNode(new byte[Payload.LONGEST + 1])));
        assertThat(alice.told).hasSize(2);
        assertThat(bob.told("error"))
                .hasSize(4)
                .allMatch(error -> error.path("message").asText().equals("Payload too large"));
        bob.says("video:e2ee-key", key("alice", "short"));
        assertThat(alice.told).hasSize(3);
    }

    @Test
    void theEndOfASocketIsALeave() {
        Socket alice = office.inCall("alice");
        Socket bob = office.inCall("bob");
        bob.closes();
        assertThat(alice.told("video:participant-left")).containsExactly(json("userId", "bob"));
        assertThat(alice.told("video:rekey-required"))
                .containsExactly(json("channelId", C1, "userId", "bob", "reason", "disconnected"));
        assertThat(bob.told("video:rekey-required")).isEmpty();
    }

    @Test
    void whoIsStillInTheRoomHasNotLeft() {
        Socket alice = office.inCall("alice");
        office.relay.mediaJoined(C1, "bob", "PA_1");
        Socket bob = office.inCall("bob");
        bob.closes();
        assertThat(alice.told("video:participant-joined")).hasSize(1);
        assertThat(alice.told("video:participant-left")).isEmpty();
        office.relay.mediaLeft(C1, "bob", "PA_1", LeaveReason.DISCONNECTED);
        assertThat(alice.told("video:participant-left")).containsExactly(json("userId", "bob"));
        assertThat(alice.told("video:rekey-required")).hasSize(1);
    }

    @Test
    void whoLeftTheRoomHasLeftTheCallAndComesBackByTheRoom() {
        Socket alice = office.inCall("alice");
        Socket bob = office.inCall("bob");
        office.relay.mediaJoined(C1, "bob", "PA_1");
        office.relay.mediaLeft(C1, "bob", "PA_1", LeaveReason.LEFT);
        assertThat(alice.told("video:rekey-required"))
                .containsExactly(json("channelId", C1, "userId", "bob", "reason", "left"));
        bob.says("video:leave-channel", json("channelId", C1));
        assertThat(alice.told("video:participant-left")).hasSize(1);
        bob.says("video:register-participant", json("channelId", C1));
        office.relay.mediaJoined(C1, "bob", "PA_2");
        assertThat(alice.told("video:participant-joined")).hasSize(2);
        alice.says("video:confirm-e2ee-key", json("channelId", C1));
        assertThat(bob.told("video:participant-key-confirmed")).hasSize(1);
    }

    @Test
    void aGuestThatLeavesTheRoomIsAReasonForANewKey() {
        Socket alice = office.inCall("alice");
        office.relay.mediaJoined(C1, "guest_1", "PA_9");
        assertThat(alice.told).isEmpty();
        office.relay.mediaLeft(C1, "guest_1", "PA_9", LeaveReason.DISCONNECTED);
        office.relay.mediaLeft(C1, "guest_1", "PA_9", LeaveReason.DISCONNECTED);
        assertThat(alice.told)
                .containsExactly(new Told(
                        "video:rekey-required", json("channelId", C1, "userId", "guest_1", "reason", "disconnected")));
    }

    @Test
    void theOldSocketOfADeviceTakesNothingFromTheNewOne() {
        Socket alice = office.inCall("alice");
        Socket old = office.inCall("bob");
        Socket now = office.of("bob");
        old.closes();
        assertThat(alice.told("video:participant-left")).isEmpty();
        alice.says("video:e2ee-key", key("bob", "x"));
        assertThat(now.told("video:e2ee-key")).hasSize(1);
        alice.says("video:confirm-e2ee-key", json("channelId", C1));
        assertThat(now.told("video:participant-key-confirmed")).hasSize(1);
        now.closes();
        assertThat(alice.told("video:participant-left")).hasSize(1);
    }

    @Test
    void aDatabaseThatDoesNotAnswerLetsNobodyInAndForgetsNobodyWhoLeaves() {
        Socket alice = office.inCall("alice");
        Socket bob = office.inCall("bob");
        alice.told.clear();
        office.passes(Calls.ALLOWED_MILLIS);
        office.broken = true;
        JsonNode request = request("alice", "x");
        assertThatThrownBy(() -> bob.says("video:key-request", request)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(bob::checks).isInstanceOf(IllegalStateException.class);
        assertThat(bob.told("video:participants-info").getLast())
                .isEqualTo(json("error", "Internal server error", "channelId", C1));
        assertThatThrownBy(bob::closes).isInstanceOf(IllegalStateException.class);
        assertThat(alice.told).isEmpty();
        assertThat(office.counters.events(Result.FAILED)).isEqualTo(2);
        office.broken = false;
        assertThat(alice.checks().path("participantCount").asInt()).isZero();
    }

    @Test
    void ifTheFirstLeavesWithoutAKeyTheNextIsFirst() {
        Socket alice = office.inCall("alice");
        Socket bob = office.inCall("bob");
        Socket eve = office.inCall("eve");
        alice.closes();
        assertThat(bob.checks().path("isFirstParticipant").asBoolean()).isTrue();
        assertThat(eve.checks().path("isFirstParticipant").asBoolean()).isFalse();
        eve.says("video:confirm-e2ee-key", json("channelId", C1));
        bob.closes();
        assertThat(eve.checks().path("isFirstParticipant").asBoolean()).isFalse();
        eve.closes();
        assertThat(office.inCall("bob").checks().path("isFirstParticipant").asBoolean())
                .isTrue();
    }

    @Test
    void whoAnnouncesAndDoesNothingIsTakenOffTheList() {
        office.inCall("alice");
        Socket bob = office.inCall("bob");
        office.passes(Call.IDLE_MILLIS + 1);
        assertThat(bob.checks().path("participantCount").asInt()).isZero();
        Socket alice = office.inCall("alice");
        alice.says("video:confirm-e2ee-key", json("channelId", C1));
        office.relay.mediaJoined(C1, "eve", "PA_1");
        office.passes(Call.IDLE_MILLIS + 1);
        assertThat(bob.checks().path("participantCount").asInt()).isEqualTo(2);
    }

    @Test
    void messagesOfTheApplicationsOwnEncryptionArePassedOn() {
        Socket alice = office.inCall("alice");
        Socket alice2 = office.of("alice", "2");
        Socket bob = office.inCall("bob");
        alice.told.clear();
        bob.says(
                "sendItem",
                json(
                        "itemId",
                        "i1",
                        "recipient",
                        "alice",
                        "recipientDeviceId",
                        2,
                        "type",
                        "meeting_e2ee_key_request",
                        "payload",
                        "opaque",
                        "cipherType",
                        "3"));
        assertThat(alice.told).isEmpty();
        assertThat(alice2.told)
                .containsExactly(new Told(
                        "receiveItem",
                        json(
                                "sender",
                                "bob",
                                "senderDeviceId",
                                "1",
                                "recipient",
                                "alice",
                                "type",
                                "meeting_e2ee_key_request",
                                "payload",
                                "opaque",
                                "cipherType",
                                "3",
                                "itemId",
                                "i1")));
        assertThat(bob.told("deliveryReceipt").getFirst().path("itemId").asText())
                .isEqualTo("i1");
        bob.says("sendItem", json("recipient", "alice", "type", "message", "payload", "chat"));
        assertThat(alice2.told).hasSize(1);
    }

    @Test
    void whatMakesNoSenseHarmsNobody() {
        Socket alice = office.inCall("alice");
        List<JsonNode> odd = List.of(
                JsonNodeFactory.instance.nullNode(),
                JsonNodeFactory.instance.textNode("x"),
                JsonNodeFactory.instance.arrayNode(),
                json("channelId", List.of(C1)),
                json("channelId", "c2", "targetUserId", Map.of()),
                json("channelId", "x".repeat(1000), "recipientUserId", "bob"));
        for (String event : List.of(
                "authenticate",
                "clientReady",
                "video:check-participants",
                "video:register-participant",
                "video:confirm-e2ee-key",
                "video:leave-channel",
                "video:key-request",
                "video:key-response",
                "video:request-e2ee-key",
                "video:e2ee-key",
                "sendItem",
                "sendGroupItem",
                "no such event")) {
            odd.forEach(each -> office.of("bob").says(event, each));
            office.of("bob").says(event);
            office.stranger().says(event);
        }
        assertThat(alice.told).isEmpty();
        assertThat(office.counters.events(Result.FAILED)).isZero();
    }
}
