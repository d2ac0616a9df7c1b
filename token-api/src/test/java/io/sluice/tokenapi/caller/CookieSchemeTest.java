package io.sluice.tokenapi.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.tokenapi.caller.CallerVerdict.Known;
import io.sluice.tokenapi.caller.CallerVerdict.Refused;
import io.sluice.tokenapi.caller.WebSessions.WebSession;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CookieSchemeTest {
    private static final String COOKIE =
            "connect.sid=s%3Aabc." + SignedCookie.sign("abc", "secret").replace("/", "%2F");

    private final CookieScheme scheme = new CookieScheme(
            "connect.sid",
            List.of("secret"),
            (id, now) -> id.equals("abc") ? new WebSession("alice", "1", "c", false) : null,
            Set.of("https://app.example"));

    private CallerVerdict judge(String... headers) {
        return scheme.judge(Calls.with(headers), Instant.EPOCH);
    }

    @Test
    void aSignedCookieOfALivingSessionIsItsUser() {
        assertThat(judge("Cookie", COOKIE)).isEqualTo(new Known(new Caller("alice", "1", "c", Caller.Scheme.COOKIE)));
    }

    @Test
    void otherCookiesAreNone() {
        assertThat(judge()).isEqualTo(CallerVerdict.ABSENT);
        assertThat(judge("Cookie", "connect.sid=s%3Aabc.AAAA")).isEqualTo(CallerVerdict.ABSENT);
        assertThat(judge("Cookie", "connect.sid=s:gone." + SignedCookie.sign("gone", "secret")))
                .isEqualTo(CallerVerdict.ABSENT);
    }

    @Test
    void pagesOfForeignOriginsCannotUseIt() {
        assertThat(judge("Cookie", COOKIE, "Host", "sfu.example:7880", "Origin", "https://evil.example"))
                .isEqualTo(new Refused(Refusal.FOREIGN_ORIGIN));
        assertThat(judge("Cookie", COOKIE, "Host", "sfu.example:7880", "Origin", "null"))
                .isEqualTo(new Refused(Refusal.FOREIGN_ORIGIN));
        assertThat(judge("Cookie", COOKIE, "Host", "sfu.example:7880", "Origin", "https://sfu.example:7880"))
                .isInstanceOf(Known.class);
        assertThat(judge("Cookie", COOKIE, "Host", "sfu.example", "Origin", "https://app.example"))
                .isInstanceOf(Known.class);
    }
}
