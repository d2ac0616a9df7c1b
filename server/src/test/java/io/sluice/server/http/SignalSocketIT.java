package io.sluice.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.RunningNode;
import io.sluice.server.SignalClient;
import io.sluice.signaling.proto.LeaveRequest;
import io.sluice.signaling.proto.Ping;
import io.sluice.signaling.proto.SignalRequest;
import io.sluice.signaling.proto.SignalResponse;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that only signals. */
class SignalSocketIT {
    private static final int LONGEST_MESSAGE = 1000;
    private static final int TOO_BIG = 1009;
    private static final int NORMAL = 1000;
    private static RunningNode node;

    private final String room = "room-" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        node = RunningNode.with("limit: {signal_message_size_limit: " + LONGEST_MESSAGE + "}\n");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private SignalClient join(String identity) {
        return SignalClient.join(node.webSocket("/rtc"), RunningNode.token(identity, room));
    }

    private static SignalRequest ping(long timestamp) {
        return SignalRequest.newBuilder()
                .setPingReq(Ping.newBuilder().setTimestamp(timestamp))
                .build();
    }

    private static boolean answers(SignalResponse message, long timestamp) {
        return message.hasPongResp() && message.getPongResp().getLastPingTimestamp() == timestamp;
    }

    private static boolean tellsOf(SignalResponse message, String identity) {
        return message.getUpdate().getParticipantsList().stream()
                .anyMatch(participant -> participant.getIdentity().equals(identity));
    }

    @Test
    void theFirstMessageIsTheJoinResponseAndItIsBinary() {
        try (SignalClient ann = join("ann")) {
            SignalClient.Heard first = ann.awaitJoin();

            assertThat(ann.heard().getFirst()).isEqualTo(first);
            assertThat(first.text()).isFalse();
            assertThat(first.message().getJoin().getParticipant().getIdentity()).isEqualTo("ann");
            assertThat(first.message().getJoin().getRoom().getName()).isEqualTo(room);
        }
    }

    @Test
    void theServerAnswersInTheEncodingThatWasUsedLast() {
        try (SignalClient ann = join("ann")) {
            ann.awaitJoin();

            ann.send("{\"pingReq\":{\"timestamp\":\"1\"}}");
            assertThat(ann.await("a pong", message -> answers(message, 1)).text())
                    .isTrue();

            ann.send(ping(2));
            assertThat(ann.await("a pong", message -> answers(message, 2)).text())
                    .isFalse();

            ann.send("{\"ping_req\":{\"timestamp\":3}}");
            assertThat(ann.await("a pong", message -> answers(message, 3)).text())
                    .isTrue();
        }
    }

    @Test
    void aMessageMayComeInSeveralFrames() {
        try (SignalClient ann = join("ann")) {
            ann.awaitJoin();

            ann.sendInPieces(ping(7).toByteArray());

            ann.await("a pong", message -> answers(message, 7));
        }
    }

    @Test
    void aMessageOfANewerProtocolIsPassedOver() {
        try (SignalClient ann = join("ann")) {
            ann.awaitJoin();

            // Field 1000, varint 1; and a member that no version has.
            ann.send(new byte[] {(byte) 0xc0, 0x3e, 1});
            ann.send("{\"fromTheFuture\":{}}");
            ann.send(ping(1));

            ann.await("a pong", message -> answers(message, 1));
        }
    }

    static Stream<byte[]> brokenFrames() {
        return Stream.of(new byte[] {(byte) 0xff}, new byte[] {0x0a, 0x7f, 1}, new byte[] {0x07, 0, 0, 0});
    }

    @ParameterizedTest
    @MethodSource("brokenFrames")
    void aBinaryFrameThatCannotBeDecodedEndsTheConnectionNormally(byte[] frame) {
        try (SignalClient ann = join("ann")) {
            ann.awaitJoin();

            ann.send(frame);

            assertThat(ann.awaitEnd()).isEqualTo(NORMAL);
            assertThat(ann.closeReason()).isEmpty();
            assertThat(ann.heard()).noneMatch(heard -> heard.message().hasLeave());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "rubbish", "[]", "{\"pingReq\":7}"})
    void aTextFrameThatCannotBeDecodedEndsTheConnectionNormally(String frame) {
        try (SignalClient ann = join("ann")) {
            ann.awaitJoin();

            ann.send(frame);

            assertThat(ann.awaitEnd()).isEqualTo(NORMAL);
            assertThat(ann.closeReason()).isEmpty();
        }
    }

    @Test
    void aFrameAboveTheLimitEndsTheConnection() {
        try (SignalClient ann = join("ann")) {
            ann.awaitJoin();

            ann.send(new byte[LONGEST_MESSAGE + 1]);

            assertThat(ann.awaitEnd()).isEqualTo(TOO_BIG);
        }
    }

    @Test
    void aMessageAboveTheLimitInSmallFramesEndsTheConnectionToo() {
        try (SignalClient ann = join("ann")) {
            ann.awaitJoin();

            ann.sendInPieces(new byte[LONGEST_MESSAGE + 1]);

            assertThat(ann.awaitEnd()).isEqualTo(TOO_BIG);
        }
    }

    @Test
    void aMessageAtTheLimitIsRead() {
        try (SignalClient ann = join("ann")) {
            ann.awaitJoin();
            // A text of the right length around a small message.
            String message = "{\"pingReq\":{\"timestamp\":\"9\"}}";

            ann.send(message + " ".repeat(LONGEST_MESSAGE - message.length()));

            ann.await("a pong", answer -> answers(answer, 9));
        }
    }

    @Test
    void aPingIsAnsweredByItsPongAndTheConnectionGoesOn() {
        try (SignalClient ann = join("ann")) {
            ann.awaitJoin();

            ann.sendPing();
            ann.send(ping(1));

            ann.await("a pong", message -> answers(message, 1));
        }
    }

    @Test
    void whoClosesIsAnsweredInKind() {
        try (SignalClient ann = join("ann")) {
            ann.awaitJoin();

            ann.sendClose();

            assertThat(ann.awaitEnd()).isEqualTo(NORMAL);
        }
    }

    @Test
    void whoLeavesIsGoneAtOnceForTheOthers() {
        try (SignalClient ann = join("ann");
                SignalClient bob = join("bob")) {
            ann.awaitJoin();
            bob.awaitJoin();
            ann.await("bob", message -> tellsOf(message, "bob"));

            bob.send(SignalRequest.newBuilder()
                    .setLeave(LeaveRequest.newBuilder())
                    .build());

            ann.await(
                    "bob's leave",
                    message -> tellsOf(message, "bob")
                            && message.getUpdate().getParticipantsList().stream()
                                    .anyMatch(participant ->
                                            participant.getState().name().equals("DISCONNECTED")));
            bob.awaitEnd();
        }
    }

    @Test
    void theSameIdentityAgainTakesThePlaceOfTheFirst() {
        try (SignalClient first = join("ann")) {
            first.awaitJoin();
            try (SignalClient second = join("ann")) {
                second.awaitJoin();

                SignalResponse leave =
                        first.await("a Leave", SignalResponse::hasLeave).message();
                assertThat(leave.getLeave().getReason().name()).isEqualTo("DUPLICATE_IDENTITY");
                assertThat(first.awaitEnd()).isEqualTo(NORMAL);
            }
        }
    }

    @Test
    void whenTheNodeClosesEverybodyIsToldWhyBeforeTheEnd() {
        RunningNode ending = RunningNode.with("");
        try (SignalClient ann = SignalClient.join(ending.webSocket("/rtc"), RunningNode.token("ann", room));
                SignalClient bob = SignalClient.join(ending.webSocket("/rtc"), RunningNode.token("bob", "other"))) {
            ann.awaitJoin();
            bob.awaitJoin();

            ending.close();

            for (SignalClient client : new SignalClient[] {ann, bob}) {
                SignalResponse leave =
                        client.await("a Leave", SignalResponse::hasLeave).message();
                assertThat(leave.getLeave().getReason().name()).isEqualTo("SERVER_SHUTDOWN");
                client.awaitEnd();
            }
        }
    }
}
