package io.sluice.tokenapi.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livekit.server.Agent;
import io.livekit.server.CanPublish;
import io.livekit.server.CanPublishData;
import io.livekit.server.CanPublishSources;
import io.livekit.server.CanSubscribe;
import io.livekit.server.CanUpdateOwnMetadata;
import io.livekit.server.DestinationRoomName;
import io.livekit.server.Hidden;
import io.livekit.server.IngressAdmin;
import io.livekit.server.Recorder;
import io.livekit.server.RoomAdmin;
import io.livekit.server.RoomCreate;
import io.livekit.server.RoomJoin;
import io.livekit.server.RoomList;
import io.livekit.server.RoomName;
import io.livekit.server.RoomRecord;
import io.livekit.server.SIPAdmin;
import io.livekit.server.SIPCall;
import io.livekit.server.WebhookReceiver;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import livekit.LivekitRoom.RoomConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The official server SDK and we must read each other's tokens. It looks at the machine's clock, so these tests do. */
class OfficialSdkTest {
    private static final String LONG = "a-secret-that-is-long-enough-for-hs256";

    @ParameterizedTest
    @CsvSource({"prod," + LONG, "devkey,secret"})
    void everyGrantOfAnSdkTokenArrives(String key, String secret) {
        Instant expiry = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 600);
        io.livekit.server.AccessToken sdk = new io.livekit.server.AccessToken(key, secret);
        sdk.setIdentity("eve");
        sdk.setName("Eve é 🐍");
        sdk.setMetadata("{\"a\":1}");
        sdk.setSha256("c2hh");
        sdk.setRoomPreset("big");
        sdk.setExpiration(Date.from(expiry));
        sdk.getAttributes().put("team", "red");
        sdk.setRoomConfiguration(RoomConfiguration.newBuilder()
                .setMaxParticipants(3)
                .setName("r")
                .build());
        sdk.addGrants(
                new RoomCreate(true),
                new RoomList(true),
                new RoomRecord(true),
                new RoomAdmin(true),
                new RoomJoin(true),
                new RoomName("r"),
                new DestinationRoomName("other"),
                new CanPublish(true),
                new CanSubscribe(false),
                new CanPublishData(false),
                new CanPublishSources(List.of("camera", "microphone")),
                new CanUpdateOwnMetadata(true),
                new IngressAdmin(true),
                new Hidden(true),
                new Recorder(true),
                new Agent(true));
        sdk.addSIPGrants(new SIPAdmin(true), new SIPCall(true));

        TokenVerdict verdict =
                new TokenVerifier(KeyRing.allowingShortSecrets(Map.of(key, secret))).verify(sdk.toJwt(), Instant.now());

        VideoGrant video = VideoGrant.builder()
                .roomCreate(true)
                .roomList(true)
                .roomRecord(true)
                .roomAdmin(true)
                .roomJoin(true)
                .room("r")
                .destinationRoom("other")
                .canPublish(true)
                .canSubscribe(false)
                .canPublishData(false)
                .canPublishSources(List.of("camera", "microphone"))
                .canUpdateOwnMetadata(true)
                .ingressAdmin(true)
                .hidden(true)
                .recorder(true)
                .agent(true)
                .build();
        assertThat(verdict).isInstanceOf(TokenVerdict.Verified.class);
        AccessToken token = ((TokenVerdict.Verified) verdict).token();
        assertThat(token.apiKey()).isEqualTo(key);
        assertThat(token.identity()).isEqualTo("eve");
        assertThat(token.expiresAt()).isEqualTo(expiry);
        assertThat(token.grants().roomConfig()).isEqualTo("{\"name\":\"r\",\"max_participants\":3}");
        assertThat(token.grants().toBuilder().roomConfig(null).build())
                .isEqualTo(Grants.builder()
                        .name("Eve é 🐍")
                        .metadata("{\"a\":1}")
                        .sha256("c2hh")
                        .roomPreset("big")
                        .attributes(Map.of("team", "red"))
                        .video(video)
                        .sip(new SipGrant(true, true))
                        .build());
    }

    @ParameterizedTest
    @CsvSource({"prod," + LONG, "devkey,secret"})
    void theSdkAcceptsATokenOfOursAndNoOther(String key, String secret) throws Exception {
        String body = "{\"event\":\"room_started\"}";
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
        Grants grants = Grants.builder()
                .sha256(Base64.getEncoder().encodeToString(hash))
                .build();
        String token = new TokenIssuer(KeyRing.allowingShortSecrets(Map.of(key, secret)))
                .issue("", grants, Duration.ofMinutes(5), Instant.now());

        assertThat(new WebhookReceiver(key, secret).receive(body, token).getEvent())
                .isEqualTo("room_started");
        assertThatThrownBy(() -> new WebhookReceiver(key, LONG + "x").receive(body, token));
        assertThatThrownBy(() -> new WebhookReceiver("other", secret).receive(body, token));
    }
}
