package io.sluice.interop;

import static io.sluice.interop.Participant.CAMERA;
import static io.sluice.interop.Participant.MICROPHONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;

/** What PeerWave's developers check by hand after they have changed something about calls, line by line, in one call. */
@ExtendWith(StageExtension.class)
class PeerWaveChecklistInteropIT {
    private static final int SOME_FRAMES = 15;
    private static final int ENOUGH_PACKETS = 50;

    @TestFactory
    Stream<DynamicContainer> checklist(Stage stage) {
        Checked checked = new Checked(stage);
        return Stream.of(
                dynamicContainer(
                        "Basic functionality",
                        Stream.of(
                                checked.line("The services start", checked::servicesStart),
                                checked.line("The server starts without errors", checked::serverStartsWithoutErrors),
                                checked.line("A client can request a token", checked::clientRequestsToken),
                                checked.line("A client connects to the SFU", checked::clientConnects),
                                checked.line("Local camera and microphone enable", checked::devicesEnable),
                                checked.line("A second user joins", checked::secondUserJoins),
                                checked.line("Video displays for both users", checked::videoDisplaysForBoth))),
                dynamicContainer(
                        "End-to-end encryption",
                        Stream.of(
                                checked.line("The key exchange triggers", checked::keyExchangeTriggers),
                                checked.line("Keys are set in the key provider", checked::keysAreSet),
                                checked.line("Video remains encrypted on the server", checked::serverSeesCiphertext),
                                checked.line("Video decrypts properly on the client", checked::videoDecrypts),
                                checked.line(
                                        "Encryption among several participants works", checked::severalParticipants),
                                checked.line("Who left is not given the next keys", checked::keysRotate))),
                dynamicContainer(
                        "Permissions",
                        Stream.of(
                                checked.line("Non-members cannot get a token (403)", checked::nonMembersAreRefused),
                                checked.line("Members without channelWebRtc are blocked", checked::blockedMember),
                                checked.line("The channel's owner gets roomAdmin", checked::ownerGetsRoomAdmin))));
    }

    /** One call, further on with every line. */
    private static final class Checked {
        private final Stage stage;
        private final String channel = UUID.randomUUID().toString();
        private final String suffix = "-" + channel.substring(0, 8);
        private final PeerWaveUser alice;
        private final PeerWaveUser bob;
        private final PeerWaveUser eve;
        private final PeerWaveUser mallory;

        Checked(Stage stage) {
            this.stage = stage;
            this.alice = stage.peerWave("alice" + suffix);
            this.bob = stage.peerWave("bob" + suffix);
            this.eve = stage.peerWave("eve" + suffix);
            this.mallory = stage.peerWave("mallory" + suffix);
            Management management = new Management(stage);
            for (PeerWaveUser each : List.of(alice, bob, eve, mallory)) {
                management.user(each.id, "1");
            }
            management.role("member" + suffix, "stream.view", "stream.send", "chat.send");
            management.channel(channel, alice.id);
            management.member(channel, bob.id, "member" + suffix);
            management.member(channel, eve.id, "member" + suffix);
        }

        /** A failure tells what went on. */
        DynamicTest line(String name, Executable check) {
            return dynamicTest(name, () -> {
                try {
                    check.execute();
                } catch (AssertionError failed) {
                    throw new AssertionError(failed.getMessage() + "\n" + stage.report(), failed);
                }
            });
        }

        void servicesStart() {
            assertThat(stage.server.get("/healthz").statusCode()).isEqualTo(200);
        }

        void serverStartsWithoutErrors() {
            stage.server.assertRunning();
            assertThat(stage.server.log().lines()).noneMatch(line -> line.contains(" ERROR "));
        }

        void clientRequestsToken() {
            assertThat(alice.signsIn().path("authenticated").asBoolean()).isTrue();
            JsonNode answer = alice.requestsToken(channel);
            assertThat(answer.path("status").asInt()).isEqualTo(200);
            assertThat(answer.at("/body/roomName").asText()).isEqualTo("channel-" + channel);
            assertThat(answer.at("/body/identity").asText()).isEqualTo(alice.id);
        }

        void clientConnects() {
            JsonNode entered = alice.enters(channel);
            assertThat(entered.path("url").asText()).isEqualTo(stage.server.url.toString());
            assertThat(alice.call.isConnected()).isTrue();
        }

        void devicesEnable() {
            alice.enablesDevices();
            for (String source : List.of(CAMERA, MICROPHONE)) {
                Await.until(
                        "alice sends from her " + source,
                        () -> alice.call.sent(source),
                        layers -> layers.stream().anyMatch(layer -> layer.packets() > 0));
            }
        }

        void secondUserJoins() {
            bob.signsIn();
            assertThat(bob.enters(channel).path("found")).hasToString("[\"" + alice.id + "\"]");
            alice.call.awaitEvent(
                    "participantConnected",
                    event -> event.path("identity").asText().equals(bob.id));
        }

        void videoDisplaysForBoth() {
            bob.enablesDevices();
            alice.call.awaitFrames(bob.call, SOME_FRAMES);
            bob.call.awaitFrames(alice.call, SOME_FRAMES);
        }

        void keyExchangeTriggers() {
            assertThat(alice.heard("video:request-e2ee-key"))
                    .extracting(asked -> asked.path("senderUserId").asText())
                    .contains(bob.id);
            assertThat(bob.heard("video:e2ee-key"))
                    .extracting(given -> given.path("senderUserId").asText())
                    .contains(alice.id);
        }

        void keysAreSet() {
            alice.awaitKeyOf(alice, 0);
            alice.awaitKeyOf(bob, 0);
            bob.awaitKeyOf(alice, 0);
            bob.awaitKeyOf(bob, 0);
        }

        /** The server knows the tracks as encrypted, knows no key, and what it forwards is nothing to one who has none either. */
        void serverSeesCiphertext() {
            JsonNode listed = stage.backend().call("listParticipants", "channel-" + channel);
            assertThat(listed.findValuesAsText("encryption")).hasSize(4).containsOnly("GCM");
            for (JsonNode given : bob.heard("video:e2ee-key")) {
                assertThat(stage.server.log())
                        .doesNotContain(given.path("encryptedKey").asText());
            }

            eve.signsIn();
            eve.entersWithoutKeys(channel);
            Await.until(
                    "eve is sent pictures",
                    () -> eve.call.received(alice.call, CAMERA),
                    got -> got.packets() > ENOUGH_PACKETS);
            assertThat(eve.call.received(alice.call, CAMERA).frames()).isZero();
            assertThat(eve.call.received(bob.call, CAMERA).frames()).isZero();
        }

        void videoDecrypts() {
            alice.call.awaitFrames(bob.call, SOME_FRAMES);
            bob.call.awaitFrames(alice.call, SOME_FRAMES);
            assertThat(alice.call.hasNoted("encryptionError")).isFalse();
        }

        void severalParticipants() {
            PeerWaveUser carol = stage.peerWave("carol" + suffix);
            Management management = new Management(stage);
            management.user(carol.id, "1");
            management.member(channel, carol.id, "member" + suffix);
            carol.signsIn();
            carol.enters(channel);
            carol.call.publishes(Look.GREEN);
            for (PeerWaveUser other : List.of(alice, bob)) {
                other.call.awaitLook(carol.call, Look.GREEN);
                carol.call.awaitFrames(other.call, SOME_FRAMES);
            }
            carol.leaves();
        }

        void keysRotate() {
            alice.awaitKeyOf(bob, 1);
            bob.awaitKeyOf(alice, 1);
            alice.call.awaitFrames(bob.call, SOME_FRAMES);
            bob.call.awaitFrames(alice.call, SOME_FRAMES);
        }

        void nonMembersAreRefused() {
            mallory.signsIn();
            assertRefused(mallory.requestsToken(channel), "Not a channel member");
        }

        void blockedMember() {
            new Management(stage).silencedMember(channel, mallory.id, "member" + suffix);
            assertRefused(mallory.requestsToken(channel), "No WebRTC permission");
        }

        void ownerGetsRoomAdmin() {
            assertThat(grant(alice).path("roomAdmin").asBoolean()).isTrue();
            assertThat(grant(bob).path("roomAdmin").asBoolean()).isFalse();
        }

        private JsonNode grant(PeerWaveUser user) {
            String token = user.requestsToken(channel).at("/body/token").asText();
            try {
                return Driver.JSON
                        .readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]))
                        .path("video");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void assertRefused(JsonNode answer, String error) {
            assertThat(answer.path("status").asInt()).isEqualTo(403);
            assertThat(answer.at("/body/error").asText()).isEqualTo(error);
        }
    }
}
