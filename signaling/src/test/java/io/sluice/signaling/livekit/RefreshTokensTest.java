package io.sluice.signaling.livekit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.ParticipantKind;
import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.sfu.control.ParticipantState;
import io.sluice.sfu.control.Permissions;
import io.sluice.sfu.control.Permissions.RoomGrants;
import io.sluice.sfu.publish.TrackSource;
import io.sluice.tokenapi.token.AccessToken;
import io.sluice.tokenapi.token.Grants;
import io.sluice.tokenapi.token.KeyRing;
import io.sluice.tokenapi.token.TokenIssuer;
import io.sluice.tokenapi.token.TokenVerdict;
import io.sluice.tokenapi.token.TokenVerifier;
import io.sluice.tokenapi.token.VideoGrant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RefreshTokensTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final KeyRing KEYS = KeyRing.of(Map.of("key", "a secret of at least thirty-two bytes"));
    private static final Permissions ALL =
            new Permissions(true, true, true, Set.of(), false, false, false, true, false, false);

    private static final Optional<RoomGrants> ABOUT_NOTHING = Optional.of(new RoomGrants(false, false));

    private final TokenIssuer issuer = new TokenIssuer(KEYS);
    private final AccessToken joinedWith = read(issuer.issue(
            "anna",
            Grants.builder()
                    .name("Anna")
                    .video(VideoGrant.builder()
                            .roomJoin(true)
                            .room("lobby")
                            .canUpdateOwnMetadata(true)
                            .build())
                    .build(),
            Duration.ofHours(1),
            NOW));
    private final RefreshTokens tokens = new RefreshTokens(issuer, joinedWith, _ -> {});

    private static AccessToken read(String text) {
        if (new TokenVerifier(KEYS).verify(text, NOW) instanceof TokenVerdict.Verified(AccessToken token)) {
            return token;
        }
        throw new AssertionError(text);
    }

    private static ParticipantSnapshot anna(int version, String name, Permissions permissions) {
        return new ParticipantSnapshot(
                "PA_anna",
                "anna",
                name,
                "",
                Map.of(),
                ParticipantState.ACTIVE,
                0,
                version,
                permissions,
                false,
                ParticipantKind.STANDARD,
                List.of(),
                List.of(),
                List.of(),
                DisconnectReason.UNKNOWN_REASON,
                0,
                List.of());
    }

    private VideoGrant granted() {
        return video(tokens);
    }

    private static VideoGrant video(RefreshTokens from) {
        return Objects.requireNonNull(read(from.next(NOW)).grants().video());
    }

    @Test
    void theFirstSnapshotAndAnEqualOneSayNothingNew() {
        assertThat(tokens.outdatedBy(anna(1, "Anna", ALL))).isFalse();
        assertThat(tokens.outdatedBy(anna(2, "Anna", ALL))).isFalse();
        assertThat(granted()).isEqualTo(joinedWith.grants().video());
    }

    @Test
    void aNewNameIsTakenOverAndLeavesTheGrantAsItWas() {
        tokens.outdatedBy(anna(1, "Anna", ALL));

        assertThat(tokens.outdatedBy(anna(2, "Anna the second", ALL))).isTrue();
        assertThat(read(tokens.next(NOW)).grants().name()).isEqualTo("Anna the second");
        assertThat(granted()).isEqualTo(joinedWith.grants().video());
    }

    @Test
    void whatWasTakenAwayDoesNotComeBackWithTheNextConnection() {
        tokens.outdatedBy(anna(1, "Anna", ALL));
        Permissions less = new Permissions(
                false,
                true,
                false,
                Set.of(TrackSource.SCREEN_SHARE, TrackSource.MICROPHONE),
                true,
                false,
                false,
                false,
                true,
                false);

        assertThat(tokens.outdatedBy(anna(2, "Anna", less))).isTrue();
        VideoGrant grant = granted();
        assertThat(grant.room()).isEqualTo("lobby");
        assertThat(grant.roomJoin()).isTrue();
        assertThat(Grantees.permissions(grant, false)).isEqualTo(less.with(ABOUT_NOTHING));
    }

    @Test
    void whoModeratesNoMoreIsNotMadeAModeratorByTheNextToken() {
        AccessToken moderator = read(issuer.issue(
                "anna",
                Grants.builder()
                        .video(VideoGrant.builder()
                                .roomJoin(true)
                                .room("lobby")
                                .roomAdmin(true)
                                .roomList(true)
                                .build())
                        .build(),
                Duration.ofHours(1),
                NOW));
        RefreshTokens theirs = new RefreshTokens(issuer, moderator, _ -> {});
        Permissions before =
                Grantees.permissions(Objects.requireNonNull(moderator.grants().video()), false);
        theirs.outdatedBy(anna(1, "", before));
        assertThat(video(theirs).roomAdmin()).isTrue();

        assertThat(theirs.outdatedBy(anna(2, "", before.with(ABOUT_NOTHING)))).isTrue();
        assertThat(video(theirs).roomAdmin()).isFalse();
        assertThat(video(theirs).roomList()).isFalse();
        assertThat(video(theirs).mayPublish()).isTrue();
    }
}
