package io.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Key exchange by the stock Socket.IO client, over every transport that it has, beside a call of browsers. */
@ExtendWith(StageExtension.class)
class KeyExchangeInteropIT {
    /** Users of this test alone: other tests share the server. */
    private final String suffix = "-" + UUID.randomUUID();

    private final String alice = "alice" + suffix;
    private final String bob = "bob" + suffix;
    private final String dave = "dave" + suffix;

    static List<Arguments> transports() {
        return List.of(
                Arguments.of(List.of("websocket"), "websocket"),
                Arguments.of(List.of("polling"), "polling"),
                Arguments.of(List.of("polling", "websocket"), "websocket"));
    }

    private static ObjectNode json() {
        return Driver.JSON.createObjectNode();
    }

    /** Three users with a device each, one with a second; a meeting, in the stage's room, for two of them. */
    private void people(Stage stage) {
        Management management = new Management(stage);
        management.user(alice, "1");
        management.user(bob, "1", "2");
        management.user(dave, "1");
        ObjectNode meeting = json().put("title", "Plans").put("createdBy", alice);
        meeting.putArray("invited").add(bob);
        management.put("meetings/" + stage.room, meeting);
    }

    private KeySocket signedIn(Stage stage, String user, String device, List<String> transports) {
        return stage.socket(user + "." + device).connects(transports).signsIn(user + "." + device, Management.SECRET);
    }

    private static ObjectNode call(Stage stage) {
        return json().put("channelId", stage.room);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void keysGoFromOneToTheOther(List<String> transports, String ends, Stage stage) {
        people(stage);
        KeySocket ann = signedIn(stage, alice, "1", transports);
        KeySocket one = signedIn(stage, bob, "1", transports);
        KeySocket two = signedIn(stage, bob, "2", List.of("websocket"));
        KeySocket stranger = signedIn(stage, dave, "1", transports);
        Stream.of(ann, one, stranger)
                .forEach(each ->
                        each.emits("video:register-participant", call(stage)).settled());
        assertThat(ann.hears("video:participant-joined", 1).path("userId").asText())
                .isEqualTo(bob);

        one.emits("video:request-e2ee-key", call(stage).put("recipientUserId", alice));
        assertThat(ann.hears("video:request-e2ee-key", 1).path("senderUserId").asText())
                .isEqualTo(bob);
        String marker = "unlogged" + UUID.randomUUID();
        String key = marker + "\u00e4\ud83d\ude00".repeat(4_000);
        ann.emits("video:e2ee-key", call(stage).put("recipientUserId", bob).put("encryptedKey", key));
        ann.emitsBytes("video:key-response", call(stage).put("targetUserId", bob), "signalMessage");
        for (KeySocket device : List.of(one, two)) {
            assertThat(device.hears("video:e2ee-key", 1))
                    .isEqualTo(call(stage).put("senderUserId", alice).put("encryptedKey", key));
            assertThat(device.hears("video:key-response", 1).at("/signalMessage/bytes"))
                    .hasToString("[0,1,2,255]");
        }

        stranger.emits(
                        "video:key-request",
                        call(stage).put("targetUserId", alice).put("signalMessage", "x"))
                .emits(
                        "video:e2ee-key",
                        call(stage).put("recipientUserId", alice).put("encryptedKey", "x"))
                .settled();
        ann.settled();
        assertThat(ann.told("video:key-request")).isEmpty();
        assertThat(ann.told("video:e2ee-key")).isEmpty();
        assertThat(stranger.told("video:participant-joined")).isEmpty();

        ann.emits(
                "video:e2ee-key",
                call(stage).put("recipientUserId", bob).put("encryptedKey", "k".repeat(64 * 1024 + 1)));
        assertThat(ann.hears("error", 1).path("message").asText()).isEqualTo("Payload too large");
        ann.emits("video:e2ee-key", call(stage).put("recipientUserId", bob).put("encryptedKey", "after"));
        assertThat(one.hears("video:e2ee-key", 2).path("encryptedKey").asText()).isEqualTo("after");
        Await.until("transport of " + alice, ann::transport, ends::equals);
        assertThat(stage.server.lastWords()).doesNotContain(marker);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void whoLosesTheConnectionComesBack(List<String> transports, String ends, Stage stage) {
        people(stage);
        KeySocket ann = signedIn(stage, alice, "1", transports);
        KeySocket one = signedIn(stage, bob, "1", transports);
        ann.emits("video:register-participant", call(stage)).settled();
        one.emits("video:register-participant", call(stage)).settled();

        one.losesItsConnection();
        one.signsIn(bob + ".1", Management.SECRET)
                .emits("video:register-participant", call(stage))
                .settled();
        ann.emits("video:e2ee-key", call(stage).put("recipientUserId", bob).put("encryptedKey", "again"));

        assertThat(one.hears("video:e2ee-key", 1).path("encryptedKey").asText()).isEqualTo("again");
        Await.until("transport of " + bob, one::transport, ends::equals);
    }

    @Test
    void whoLeavesTheRoomLeavesTheKeyBehind(Stage stage) {
        people(stage);
        KeySocket ann = signedIn(stage, alice, "1", List.of("websocket"));
        ann.emits("video:register-participant", call(stage)).settled();
        Participant browser = stage.browser(bob + ":1").joins();
        assertThat(ann.hears("video:participant-joined", 1).path("userId").asText())
                .isEqualTo(bob);

        browser.leaves();

        assertThat(ann.hears("video:rekey-required", 1))
                .isEqualTo(call(stage).put("userId", bob).put("reason", "left"));
        assertThat(ann.told("video:participant-left")).hasSize(1);
    }
}
