package io.sluice.signaling.livekit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.sluice.signaling.proto.AddTrackRequest;
import io.sluice.signaling.proto.ClientInfo;
import io.sluice.signaling.proto.ConnectionSettings;
import io.sluice.signaling.proto.JoinRequest;
import io.sluice.signaling.proto.WrappedJoinRequest;
import io.sluice.tokenapi.token.Grants;
import io.sluice.tokenapi.token.KeyRing;
import io.sluice.tokenapi.token.TokenIssuer;
import io.sluice.tokenapi.token.TokenVerifier;
import io.sluice.tokenapi.token.VideoGrant;
import io.sluice.tokenapi.token.VideoGrantBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConnectGateTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final KeyRing KEYS = KeyRing.of(Map.of("key", "a secret of at least thirty-two bytes"));
    private static final String CHROME =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";

    private final Map<String, String> parameters = new HashMap<>();
    private ConnectPolicy policy = new ConnectPolicy(true, 256, 256, false);

    private ConnectVerdict check(boolean v1, boolean validateOnly, @Nullable String authorization) {
        ConnectGate gate =
                new ConnectGate(new TokenVerifier(KEYS), policy, "known"::equals, Clock.fixed(NOW, ZoneOffset.UTC));
        return gate.check(v1, validateOnly, parameters::get, authorization, CHROME);
    }

    private static VideoGrantBuilder joining() {
        return VideoGrant.builder().roomJoin(true).room("lobby");
    }

    private static String token(String identity, VideoGrant grant) {
        return new TokenIssuer(KEYS)
                .issue(identity, Grants.builder().video(grant).build(), Duration.ofHours(1), NOW);
    }

    private static String wrapped(JoinRequest request) {
        return Base64.getUrlEncoder()
                .encodeToString(WrappedJoinRequest.newBuilder()
                        .setJoinRequest(ByteString.copyFrom(request.toByteArray()))
                        .build()
                        .toByteArray());
    }

    private void refuses(ConnectVerdict verdict, int status, String body) {
        assertThat(verdict).isEqualTo(new ConnectVerdict.Refused(status, body));
    }

    @Test
    void theOldPathSubscribesToEverythingUnlessToldOtherwise() {
        parameters.put("access_token", token("ann", joining().build()));
        parameters.put("protocol", "16");
        parameters.put("sdk", "js");

        ConnectVerdict verdict = check(false, false, null);

        assertThat(verdict).isInstanceOfSatisfying(ConnectVerdict.Accepted.class, accepted -> {
            assertThat(accepted.request().room()).isEqualTo("lobby");
            assertThat(accepted.request().admission().autoSubscribe()).isTrue();
            assertThat(accepted.request().admission().singlePeerConnection()).isFalse();
            assertThat(accepted.request().admission().subscriberPrimary()).isTrue();
            assertThat(accepted.request().admission().client().browser()).isEqualTo("chrome");
            assertThat(accepted.request().admission().client().protocol()).isEqualTo(16);
        });
    }

    @Test
    void theNewPathSubscribesToNothingUnlessToldOtherwise() {
        parameters.put(
                "join_request",
                wrapped(JoinRequest.newBuilder()
                        .setClientInfo(ClientInfo.newBuilder().setProtocol(17))
                        .build()));

        ConnectVerdict verdict =
                check(true, false, "Bearer " + token("ann", joining().build()));

        assertThat(verdict).isInstanceOfSatisfying(ConnectVerdict.Accepted.class, accepted -> {
            assertThat(accepted.request().admission().autoSubscribe()).isFalse();
            assertThat(accepted.request().admission().singlePeerConnection()).isTrue();
            assertThat(accepted.request().admission().subscriberPrimary()).isFalse();
        });
    }

    @Test
    void aJoinRequestBringsTracksAndTraitsWithIt() {
        parameters.put(
                "join_request",
                wrapped(JoinRequest.newBuilder()
                        .setClientInfo(ClientInfo.newBuilder()
                                .setSdk(ClientInfo.SDK.NODE)
                                .setProtocol(17)
                                .setClientProtocol(2))
                        .setConnectionSettings(ConnectionSettings.newBuilder().setAutoSubscribe(true))
                        .addAddTrackRequests(AddTrackRequest.newBuilder().setCid("mic"))
                        .build()));

        ConnectVerdict verdict =
                check(true, false, "Bearer " + token("ann", joining().build()));

        assertThat(verdict).isInstanceOfSatisfying(ConnectVerdict.Accepted.class, accepted -> {
            assertThat(accepted.request().admission().client().sdk()).isEqualTo("node");
            assertThat(accepted.request().admission().client().clientProtocol()).isEqualTo(2);
            assertThat(accepted.request().admission().autoSubscribe()).isTrue();
            assertThat(accepted.request().tracks()).hasSize(1);
        });
    }

    @Test
    void theHeaderMustBeginWithBearerAndOneSpace() {
        refuses(check(false, false, "bearer x"), 401, "invalid authorization header. Must start with Bearer ");
    }

    @Test
    void withoutATokenNobodyIsLetIn() {
        refuses(check(false, false, null), 401, "no permissions to access the room");
    }

    @Test
    void aTokenOfAnUnknownKeyIsRefused() {
        KeyRing others = KeyRing.of(Map.of("other", "another secret of thirty-two bytes"));
        parameters.put(
                "access_token",
                new TokenIssuer(others)
                        .issue("ann", Grants.builder().video(joining().build()).build(), Duration.ofHours(1), NOW));
        refuses(check(false, false, null), 401, "invalid API key");
    }

    @Test
    void anExpiredTokenIsRefused() {
        String old = new TokenIssuer(KEYS)
                .issue(
                        "ann",
                        Grants.builder().video(joining().build()).build(),
                        Duration.ofHours(1),
                        NOW.minus(Duration.ofHours(2)));
        assertThat(check(false, false, "Bearer " + old))
                .isInstanceOfSatisfying(ConnectVerdict.Refused.class, refused -> {
                    assertThat(refused.status()).isEqualTo(401);
                    assertThat(refused.body()).startsWith("invalid authorization token: ");
                });
    }

    @Test
    void theNewPathNeedsAJoinRequest() {
        refuses(check(true, false, "Bearer " + token("ann", joining().build())), 400, "join_request is required");
    }

    @Test
    void theRightToJoinIsNeeded() {
        VideoGrant grant = VideoGrant.builder().room("lobby").build();
        refuses(check(false, false, "Bearer " + token("ann", grant)), 401, "permissions denied");
    }

    @Test
    void aRoomNameIsNeeded() {
        VideoGrant grant = VideoGrant.builder().roomJoin(true).build();
        refuses(check(false, false, "Bearer " + token("ann", grant)), 400, "no room name");
    }

    @Test
    void attributesNeedTheRightToChangeThem() {
        parameters.put(
                "join_request",
                wrapped(JoinRequest.newBuilder()
                        .putParticipantAttributes("mood", "good")
                        .build()));
        refuses(
                check(true, false, "Bearer " + token("ann", joining().build())),
                401,
                "no permissions to access the room");
    }

    @Test
    void brokenAttributesAreToldOnlyToThoseWhoValidate() {
        parameters.put("attributes", "%%%");
        String authorization = "Bearer " + token("ann", joining().build());

        refuses(check(false, true, authorization), 400, "cannot decode attributes");
        assertThat(check(false, false, authorization)).isInstanceOf(ConnectVerdict.Accepted.class);
    }

    @Test
    void aMissingRoomIsMissedWhereJoiningDoesNotMakeIt() {
        policy = new ConnectPolicy(false, 256, 256, false);
        refuses(check(false, false, "Bearer " + token("ann", joining().build())), 404, "requested room does not exist");
        VideoGrant known = VideoGrant.builder().roomJoin(true).room("known").build();
        assertThat(check(false, false, "Bearer " + token("ann", known))).isInstanceOf(ConnectVerdict.Accepted.class);
    }

    @Test
    void anIdentityIsCountedInBytes() {
        policy = new ConnectPolicy(true, 4, 256, false);
        assertThat(check(false, false, "Bearer " + token("äää", joining().build())))
                .isInstanceOfSatisfying(
                        ConnectVerdict.Refused.class,
                        refused -> assertThat(refused.status()).isEqualTo(400));
    }

    @Test
    void iceLiteIsNotForFirefox() {
        policy = new ConnectPolicy(true, 256, 256, true);
        parameters.put("access_token", token("ann", joining().build()));
        parameters.put("protocol", "16");
        assertThat(check(false, false, null))
                .isInstanceOfSatisfying(
                        ConnectVerdict.Accepted.class,
                        a -> assertThat(a.request().admission().iceLite()).isTrue());

        parameters.put("browser", "Firefox");
        assertThat(check(false, false, null))
                .isInstanceOfSatisfying(
                        ConnectVerdict.Accepted.class,
                        a -> assertThat(a.request().admission().iceLite()).isFalse());
    }
}
