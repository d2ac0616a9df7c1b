package io.sluice.signaling.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livekit.server.WebhookReceiver;
import io.sluice.sfu.control.ClientTraits;
import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.ParticipantKind;
import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.sfu.control.ParticipantState;
import io.sluice.sfu.control.Permissions;
import io.sluice.sfu.control.RoomFact;
import io.sluice.sfu.control.RoomPolicy;
import io.sluice.sfu.control.RoomSnapshot;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.publish.BackupCodecPolicy;
import io.sluice.sfu.publish.Encryption;
import io.sluice.sfu.publish.TrackInfo;
import io.sluice.sfu.publish.TrackSource;
import io.sluice.tokenapi.token.KeyRing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is posted, and whether the receiver of the official SDK takes it. */
class WebhookPayloadWireTest {
    private static final ClientTraits CLIENT = new ClientTraits("js", "2.15.0", 17, 1, "", "", "", List.of());

    private static final String SECRET = "a-secret-that-is-only-good-for-tests";
    private static final RoomSnapshot ROOM = new RoomSnapshot(
            "RM_1", "demo", "md", 1_795_486_454_290L, RoomPolicy.DEFAULT, 2, 1, false, List.of("audio/opus"));

    private static WebhookPayloads payloads(boolean fullRooms) {
        return new WebhookPayloads(InstantSource.fixed(Instant.ofEpochSecond(1_795_486_455)), new Random(7), fullRooms);
    }

    private static ParticipantSnapshot participant(ParticipantState state) {
        return new ParticipantSnapshot(
                "PA_1",
                "ann",
                "Ann",
                "",
                Map.of("a", "1"),
                state,
                1_795_486_454_488L,
                2,
                new Permissions(true, true, true, Set.of(), false, false, false, false, false, false),
                false,
                ParticipantKind.STANDARD,
                List.of(),
                List.of(),
                List.of(),
                DisconnectReason.UNKNOWN_REASON,
                2,
                List.of());
    }

    private static TrackInfo track() {
        return new TrackInfo(
                "TR_1",
                MediaKind.AUDIO,
                "mic",
                false,
                0,
                0,
                TrackSource.MICROPHONE,
                List.of(),
                "audio/red",
                "7",
                List.of(),
                false,
                Encryption.NONE,
                "camera",
                0,
                List.of(),
                BackupCodecPolicy.PREFER_REGRESSION,
                List.of());
    }

    private static WebhookPayload payload(RoomFact fact) {
        return Objects.requireNonNull(payloads(false).of(fact), "nothing is told");
    }

    private static JsonNode json(RoomFact fact) throws IOException {
        return new ObjectMapper().readTree(payload(fact).body(3));
    }

    @Test
    void aRoomIsToldAsLiveKitTellsIt() throws IOException {
        WebhookPayload payload = payload(new RoomFact.RoomStarted(ROOM));

        assertThat(new ObjectMapper().readTree(payload.body(1)))
                .isEqualTo(new ObjectMapper().readTree("""
                        {"event":"room_started",
                         "room":{"sid":"RM_1","name":"demo","emptyTimeout":300,"departureTimeout":20,
                           "creationTime":"1795486454","creationTimeMs":"1795486454290",
                           "enabledCodecs":[{"mime":"audio/opus"}],"metadata":"md",
                           "numParticipants":2,"numPublishers":1},
                         "id":"%s","createdAt":"1795486455","sequence":1}""".formatted(payload.id())));
        assertThat(payload.id()).matches("EV_[0-9A-Za-z]{12}");
    }

    @Test
    void tracksThatAreNotEncryptedAreToldAsLetInOrRefused() throws IOException {
        ParticipantSnapshot who = participant(ParticipantState.ACTIVE);
        JsonNode refused = json(new RoomFact.TrackUnencrypted(ROOM, who, TrackSource.CAMERA, true));
        assertThat(refused.path("event").asText()).isEqualTo("track_refused");
        assertThat(refused.path("room")).hasToString("{\"sid\":\"RM_1\",\"name\":\"demo\"}");
        assertThat(refused.path("participant").path("identity").asText()).isEqualTo(who.identity());
        assertThat(refused.path("track")).hasToString("{\"source\":\"CAMERA\"}");

        JsonNode open = json(new RoomFact.TrackUnencrypted(ROOM, who, TrackSource.CAMERA, false));
        assertThat(open.path("event").asText()).isEqualTo("track_unencrypted");
    }

    @Test
    void whoIsLetInIsToldWhenMediaIsConnected() throws IOException {
        ParticipantSnapshot joined = participant(ParticipantState.JOINED);
        assertThat(payloads(false).of(new RoomFact.ParticipantJoined(ROOM, joined, CLIENT)))
                .isNull();

        JsonNode told = json(new RoomFact.ParticipantActive(ROOM, participant(ParticipantState.ACTIVE)));
        assertThat(told.path("event").asText()).isEqualTo("participant_joined");
        assertThat(told.at("/room/sid").asText()).isEqualTo("RM_1");
        assertThat(told.at("/participant/state").asText()).isEqualTo("ACTIVE");
        assertThat(told.at("/participant/joinedAt").asText()).isEqualTo("1795486454");
        assertThat(told.path("sequence").asLong()).isEqualTo(3);
    }

    @Test
    void whoLeavesWithoutEverBeingConnectedHasNotLeft() throws IOException {
        ParticipantSnapshot gone = participant(ParticipantState.DISCONNECTED);

        assertThat(json(new RoomFact.ParticipantLeft(ROOM, gone, true))
                        .path("event")
                        .asText())
                .isEqualTo("participant_left");
        assertThat(json(new RoomFact.ParticipantLeft(ROOM, gone, false))
                        .path("event")
                        .asText())
                .isEqualTo("participant_connection_aborted");
    }

    @Test
    void tracksAreToldWithTheNamesOfTheirRoomAndPublisher() throws IOException {
        RoomFact published = new RoomFact.TrackPublished(ROOM, participant(ParticipantState.ACTIVE), track());
        JsonNode told = json(published);

        assertThat(told.path("room")).isEqualTo(new ObjectMapper().readTree("{\"sid\":\"RM_1\",\"name\":\"demo\"}"));
        assertThat(told.path("participant"))
                .isEqualTo(new ObjectMapper().readTree("{\"sid\":\"PA_1\",\"identity\":\"ann\"}"));
        assertThat(told.at("/track/mimeType").asText()).isEqualTo("audio/red");
        assertThat(told.at("/track/source").asText()).isEqualTo("MICROPHONE");
        WebhookPayload full = Objects.requireNonNull(payloads(true).of(published), "nothing is told");
        assertThat(full.json()).contains("\"numParticipants\":2");
    }

    @Test
    void theOfficialReceiverTakesWhatIsSignedAndNothingElse() {
        byte[] body = payload(new RoomFact.RoomFinished(ROOM, DisconnectReason.ROOM_DELETED))
                .body(9);
        String token = new WebhookSigner(KeyRing.of(Map.of("key", SECRET))).sign(body, Instant.now());
        WebhookReceiver receiver = new WebhookReceiver("key", SECRET);
        String text = new String(body, StandardCharsets.UTF_8);

        assertThat(receiver.receive(text, token).getEvent()).isEqualTo("room_finished");
        assertThatThrownBy(() -> receiver.receive(text.replace("demo", "memo"), token))
                .isInstanceOf(Exception.class);
        assertThatThrownBy(() -> new WebhookReceiver("key", SECRET + "x").receive(text, token))
                .isInstanceOf(Exception.class);
    }
}
