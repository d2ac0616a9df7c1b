package io.sluice.tokenapi.caller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CookieWireTest {
    private static final String ID = "QbXy7-0_session.id";
    private static final String SIGNED = "s:" + ID + ".kpdtKiPBgBsVtyFYWW7MxiGQP2yoRZSW9x7iDd5ipwk";

    @Test
    void theSignatureIsUnpaddedBase64OfTheHmacOfTheId() {
        assertThat(new SignedCookie(List.of("keyboard cat")).sessionId(SIGNED)).isEqualTo(ID);
        assertThat(new SignedCookie(List.of("new secret", "keyboard cat")).sessionId(SIGNED))
                .isEqualTo(ID);
        assertThat(new SignedCookie(List.of("new secret")).sessionId(SIGNED)).isNull();
        assertThat(new SignedCookie(List.of()).sessionId(SIGNED)).isNull();
    }

    @Test
    void onlyAWholeSignedValueCounts() {
        SignedCookie cookie = new SignedCookie(List.of("keyboard cat"));
        for (int length = 0; length < SIGNED.length(); length++) {
            assertThat(cookie.sessionId(SIGNED.substring(0, length))).isNull();
        }
        assertThat(cookie.sessionId(SIGNED + "=")).isNull();
        assertThat(cookie.sessionId("j" + SIGNED.substring(1))).isNull();
    }

    @Test
    void aCookieIsFoundAmongOthers() {
        assertThat(CookieHeader.values("a=1; connect.sid=s%3Ax%2By.z%2F; b=2", "connect.sid"))
                .containsExactly("s:x+y.z/");
        assertThat(CookieHeader.values("connect.sid=\"q\";connect.sid=r+s ; Connect.sid=t", "connect.sid"))
                .containsExactly("q", "r+s");
        assertThat(CookieHeader.values("xconnect.sid=1; connect.sid; =2", "connect.sid"))
                .isEmpty();
        assertThat(CookieHeader.values(null, "connect.sid")).isEmpty();
        assertThat(CookieHeader.values("a=%zz; a=%4; a=%; a=%C3%A4", "a")).containsExactly("%zz", "%4", "%", "ä");
    }

    @Test
    void noMoreThanAFewValuesAreTried() {
        assertThat(CookieHeader.values("a=1;".repeat(1000), "a")).hasSize(4);
    }
}
