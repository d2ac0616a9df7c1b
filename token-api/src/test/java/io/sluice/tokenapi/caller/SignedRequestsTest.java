package io.sluice.tokenapi.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.tokenapi.caller.CallerVerdict.Known;
import io.sluice.tokenapi.caller.CallerVerdict.Refused;
import io.sluice.tokenapi.channel.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedRequestsTest {
    private static final Instant NOW = Instant.ofEpochMilli(SignedRequestWireTest.TIME);

    private final Map<String, Session> sessions = new HashMap<>();
    private final SignedRequests requests = new SignedRequests(new InMemory(), 100);

    private final class InMemory implements SignedSessions {
        @Override
        public @Nullable Session find(String clientId) {
            return sessions.get(clientId);
        }

        @Override
        public void renew(String clientId, Instant expiresAt) {
            Session old = Objects.requireNonNull(sessions.get(clientId));
            sessions.put(clientId, new Session(old.userId(), clientId, old.deviceId(), old.secret(), expiresAt));
        }
    }

    private void session(@Nullable Instant expiresAt) {
        sessions.put(
                SignedRequestWireTest.CLIENT,
                new Session("alice", SignedRequestWireTest.CLIENT, "1", SignedRequestWireTest.SECRET, expiresAt));
    }

    private @Nullable Instant expiry() {
        return Objects.requireNonNull(sessions.get(SignedRequestWireTest.CLIENT))
                .expiresAt();
    }

    private static SignedRequest vector() {
        return Objects.requireNonNull(SignedRequest.read(
                SignedRequestWireTest.headers()::get, SignedRequestWireTest.PATH, SignedRequestWireTest.BODY));
    }

    private static SignedRequest unsigned(String nonce, Instant time) {
        return new SignedRequest(
                SignedRequestWireTest.CLIENT, time.toEpochMilli(), nonce, "0".repeat(64), "/x", new byte[0]);
    }

    private static SignedRequest signed(String nonce, Instant time) {
        SignedRequest request = unsigned(nonce, time);
        return new SignedRequest(
                request.clientId(),
                request.timestampMillis(),
                nonce,
                request.sign(SignedRequestWireTest.SECRET),
                "/x",
                new byte[0]);
    }

    @Test
    void aRequestHoldsOnce() {
        session(null);
        assertThat(requests.judge(vector(), NOW))
                .isEqualTo(new Known(
                        new Caller("alice", "1", SignedRequestWireTest.CLIENT, Caller.Scheme.SIGNED_HEADERS)));
        assertThat(requests.judge(vector(), NOW)).isEqualTo(new Refused(Refusal.DUPLICATE_REQUEST));
    }

    @Test
    void aWrongSignatureLeavesTheNonceGood() {
        session(null);
        assertThat(requests.judge(unsigned("n", NOW), NOW)).isEqualTo(new Refused(Refusal.INVALID_SIGNATURE));
        assertThat(requests.judge(signed("n", NOW), NOW)).isInstanceOf(Known.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301})
    void clocksMayDifferByFiveMinutes(long seconds) {
        session(null);
        Instant theirs = NOW.plusSeconds(seconds);
        assertThat(requests.judge(signed("n", theirs), NOW)).isEqualTo(new Refused(Refusal.REQUEST_EXPIRED));
        Instant nearer = NOW.plusSeconds(seconds - Long.signum(seconds));
        assertThat(requests.judge(signed("n", nearer), NOW)).isInstanceOf(Known.class);
    }

    @Test
    void aNonceIsRememberedForAsLongAsItsRequestCouldBeRepeated() {
        session(null);
        SignedRequest early = signed("n", NOW.plus(Duration.ofMinutes(5)));
        assertThat(requests.judge(early, NOW)).isInstanceOf(Known.class);
        Instant last = NOW.plus(Duration.ofMinutes(10)).minusMillis(1);
        assertThat(requests.judge(early, last)).isEqualTo(new Refused(Refusal.DUPLICATE_REQUEST));
        assertThat(requests.judge(early, NOW.plus(Duration.ofMinutes(10)).plusMillis(1)))
                .isEqualTo(new Refused(Refusal.REQUEST_EXPIRED));
    }

    @Test
    void withoutASessionNothingHolds() {
        assertThat(requests.judge(vector(), NOW)).isEqualTo(new Refused(Refusal.NO_SESSION));
        session(NOW);
        assertThat(requests.judge(vector(), NOW)).isEqualTo(new Refused(Refusal.SESSION_EXPIRED));
    }

    @Test
    void aSessionThatIsUsedInItsLastWeekLivesNinetyDaysMore() {
        session(NOW.plus(Duration.ofDays(8)));
        assertThat(requests.judge(signed("1", NOW), NOW)).isInstanceOf(Known.class);
        assertThat(expiry()).isEqualTo(NOW.plus(Duration.ofDays(8)));

        session(NOW.plus(Duration.ofDays(3)));
        assertThat(requests.judge(unsigned("2", NOW), NOW)).isInstanceOf(Refused.class);
        assertThat(expiry()).isEqualTo(NOW.plus(Duration.ofDays(3)));
        assertThat(requests.judge(signed("3", NOW), NOW)).isInstanceOf(Known.class);
        assertThat(expiry()).isEqualTo(NOW.plus(Duration.ofDays(90)));
    }

    @Test
    void whenNoMoreNoncesCanBeRememberedNobodyIsLetInUnseen() {
        session(null);
        for (int i = 0; i < 100; i++) {
            assertThat(requests.judge(signed("n" + i, NOW), NOW)).isInstanceOf(Known.class);
        }
        assertThat(requests.judge(signed("more", NOW), NOW)).isEqualTo(new Refused(Refusal.UNAVAILABLE));
        assertThat(requests.judge(signed("n0", NOW), NOW)).isEqualTo(new Refused(Refusal.DUPLICATE_REQUEST));
        Instant later = NOW.plus(NonceTable.KEPT);
        assertThat(requests.judge(signed("more", later), later)).isInstanceOf(Known.class);
    }
}
