package io.sluice.tokenapi.caller;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedRequestWireTest {
    static final String CLIENT = "3f6b2c1e-0000-4000-8000-000000000001";
    static final String NONCE = "9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d";
    static final long TIME = 1_762_000_000_000L;
    static final String SECRET = "0123456789abcdef".repeat(4);
    static final String PATH = "/api/livekit/token";
    static final byte[] BODY =
            "{\"channelId\":\"c0ffee00-0000-4000-8000-00000000c001\"}".getBytes(StandardCharsets.UTF_8);
    static final String SIGNATURE = "b71fee380291302e4afc7aa74b82ff039e6b2c8d199800b64014de69e134d466";

    static Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        headers.put("X-Client-ID", CLIENT);
        headers.put("X-Timestamp", Long.toString(TIME));
        headers.put("X-Nonce", NONCE);
        headers.put("X-Signature", SIGNATURE);
        return headers;
    }

    @Test
    void aCallIsSignedOverItsBody() {
        SignedRequest request = Objects.requireNonNull(SignedRequest.read(headers()::get, PATH, BODY));
        assertThat(request.sign(SECRET)).isEqualTo(SIGNATURE);
        assertThat(request.isSignedWith(SECRET)).isTrue();
        assertThat(request.isSignedWith(SECRET + '0')).isFalse();
    }

    @Test
    void aSocketIsSignedOverAFixedPath() {
        SignedRequest request = new SignedRequest(CLIENT, TIME, NONCE, "", SignedRequest.SOCKET_PATH, new byte[0]);
        assertThat(request.sign(SECRET)).isEqualTo("d15c23c7ff42d99cae63a38d5329bc4e03b3dd0c3948ad7bb406e04ac21fd4f6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Client-ID", "X-Timestamp", "X-Nonce", "X-Signature"})
    void oneHeaderIsAnAttemptAndThreeAreTooFew(String name) {
        Map<String, String> headers = headers();
        assertThat(SignedRequest.isAttempted(Map.of(name, "x")::get)).isTrue();
        headers.remove(name);
        assertThat(SignedRequest.read(headers::get, PATH, BODY)).isNull();
        headers.put(name, "");
        assertThat(SignedRequest.read(headers::get, PATH, BODY)).isNull();
        headers.put(name, "1".repeat(129));
        assertThat(SignedRequest.read(headers::get, PATH, BODY)).isNull();
    }

    @Test
    void withoutAnyHeaderThereIsNoAttempt() {
        assertThat(SignedRequest.isAttempted(Map.of("X-Other", "x")::get)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"NaN", "-1", "1e3", "1762000000000ms", "' 1762000000000'", "9999999999999999999", "１２３"})
    void aTimestampIsDecimalDigits(String timestamp) {
        Map<String, String> headers = headers();
        headers.put("X-Timestamp", timestamp);
        assertThat(SignedRequest.read(headers::get, PATH, BODY)).isNull();
    }
}
