package io.sluice.tokenapi.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RevocationsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.700Z");
    private static final KeyRing KEYS = KeyRing.of(Map.of("key", "a secret of more than thirty-two characters"));

    private final Revocations revocations = new Revocations();

    private static AccessToken issued(String identity, Instant at, String name) {
        Grants grants = Grants.builder()
                .name(name)
                .video(VideoGrant.builder().roomJoin(true).room("room").build())
                .build();
        String text = new TokenIssuer(KEYS).issue(identity, grants, Duration.ofHours(1), at);
        return switch (new TokenVerifier(KEYS).verify(text, NOW)) {
            case TokenVerdict.Verified verified -> verified.token();
            case TokenVerdict.Refused refused -> throw new AssertionError(refused.text());
        };
    }

    @Test
    void tokensOfAnEarlierSecondAreTakenBackWhetherTheyWereSeenOrNot() {
        AccessToken old = issued("anna", NOW.minusSeconds(1), "");
        assertThat(revocations.revoked("room", old)).isFalse();

        revocations.revoke("room", "anna", NOW);

        assertThat(revocations.revoked("room", old)).isTrue();
    }

    @Test
    void ofTheTokensOfTheSameSecondOnlyThoseSeenAreTakenBack() {
        AccessToken seen = issued("anna", NOW, "seen");
        AccessToken fresh = issued("anna", NOW, "fresh");
        revocations.seen("room", "anna", seen.id());

        revocations.revoke("room", "anna", NOW);

        assertThat(revocations.revoked("room", seen)).isTrue();
        assertThat(revocations.revoked("room", fresh)).isFalse();
    }

    @Test
    void whatSomebodyWasGivenWhileBeingRemovedIsTakenBackByTheSecondCall() {
        AccessToken late = issued("anna", NOW, "late");
        revocations.revoke("room", "anna", NOW);
        revocations.seen("room", "anna", late.id());

        revocations.revoke("room", "anna", NOW);

        assertThat(revocations.revoked("room", late)).isTrue();
    }

    @Test
    void othersAndOtherRoomsAreNotTouched() {
        revocations.revoke("room", "anna", NOW);

        assertThat(revocations.revoked("room", issued("bert", NOW.minusSeconds(9), "")))
                .isFalse();
        assertThat(revocations.revoked("hall", issued("anna", NOW.minusSeconds(9), "")))
                .isFalse();
    }

    @Test
    void anEarlierTimeDoesNotBringTokensBack() {
        revocations.revoke("room", "anna", NOW);
        revocations.revoke("room", "anna", NOW.minusSeconds(100));

        assertThat(revocations.revoked("room", issued("anna", NOW.minusSeconds(9), "")))
                .isTrue();
    }

    @Test
    void aTokenThatKnowsNoTimeIsTakenBackOnlyWhereItWasSeen() {
        AccessToken timed = issued("anna", NOW, "");
        AccessToken timeless = new AccessToken("key", "anna", timed.grants(), timed.expiresAt(), null, "an id");
        revocations.revoke("room", "anna", NOW);
        assertThat(revocations.revoked("room", timeless)).isFalse();

        revocations.seen("room", "anna", "an id");
        revocations.revoke("room", "anna", NOW);
        assertThat(revocations.revoked("room", timeless)).isTrue();
    }

    @Test
    void aUserIsTakenBackWithAllDevices() {
        AccessToken phone = issued("anna:phone", NOW, "phone");
        AccessToken unseen = issued("anna:laptop", NOW.minusSeconds(1), "laptop");
        AccessToken other = issued("annabel:1", NOW.minusSeconds(1), "other");
        revocations.seen("room", "anna:phone", phone.id());
        revocations.seen("room", "annabel:1", other.id());

        revocations.revokeUser("room", "anna", NOW);

        assertThat(revocations.revoked("room", phone)).isTrue();
        assertThat(revocations.revoked("room", unseen)).isTrue();
        assertThat(revocations.revoked("room", issued("anna", NOW.minusSeconds(1), "")))
                .isTrue();
        assertThat(revocations.revoked("room", issued("anna:phone", NOW, "fresh")))
                .isFalse();
        assertThat(revocations.revoked("room", other)).isFalse();
        assertThat(revocations.revoked("elsewhere", unseen)).isFalse();
    }

    @Test
    void aRoomIsTakenBackForEverybody() {
        AccessToken seen = issued("anna", NOW, "seen");
        revocations.seen("room", "anna", seen.id());

        revocations.revokeRoom("room", NOW);

        assertThat(revocations.revoked("room", seen)).isTrue();
        assertThat(revocations.revoked("room", issued("ben:1", NOW.minusSeconds(1), "")))
                .isTrue();
        assertThat(revocations.revoked("room", issued("ben:1", NOW, ""))).isFalse();
        assertThat(revocations.revoked("elsewhere", seen)).isFalse();
    }
}
