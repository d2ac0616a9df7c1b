package io.sluice.signaling.twirp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.signaling.proto.DeleteRoomRequest;
import io.sluice.signaling.proto.DeleteRoomResponse;
import io.sluice.tokenapi.http.ApiAnswer;
import io.sluice.tokenapi.http.ApiCall;
import io.sluice.tokenapi.token.KeyRing;
import io.sluice.tokenapi.token.Revocations;
import io.sluice.tokenapi.token.TokenVerifier;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the protocol does whatever the service is. */
class TwirpHandlerTest {
    private static final KeyRing KEYS = KeyRing.of(Map.of("key", "a secret of more than thirty-two characters"));

    private TwirpMethod<DeleteRoomRequest, DeleteRoomResponse> method =
            (_, _) -> DeleteRoomResponse.getDefaultInstance();

    private ApiAnswer call(String path, Map<String, String> headers, byte[] body) {
        TwirpService service = new TwirpService("test.Service")
                .with(
                        "Do",
                        DeleteRoomRequest.getDefaultInstance(),
                        (caller, request) -> method.answer(caller, request));
        Map<String, List<String>> all = new HashMap<>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        return new TwirpHandler(new TokenVerifier(KEYS), new Revocations(), Clock.systemUTC(), List.of(service))
                .answer(new ApiCall("POST", path, Map.of(), all, body, "127.0.0.1"));
    }

    private ApiAnswer call(Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(Map.of("content-type", "application/json"));
        headers.putAll(more);
        return call("/twirp/test.Service/Do", headers, "{}".getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ApiAnswer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "application/json",
        "APPLICATION/JSON",
        "application/json; charset=utf-8",
        "' application/json '",
    })
    void theFormIsReadFromTheContentTypeWithoutItsParameters(String type) {
        ApiAnswer answer = call(Map.of("content-type", type));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("content-type", "application/json");
        assertThat(text(answer)).isEqualTo("{}");
    }

    @Test
    void aFaultOfOursIsAnInternalErrorWithoutAWordAboutIt() {
        method = (_, _) -> {
            throw new IllegalStateException("a secret detail");
        };
        ApiAnswer answer = call(Map.of());
        assertThat(answer.status()).isEqualTo(500);
        assertThat(text(answer)).isEqualTo("{\"code\":\"internal\",\"msg\":\"Internal service panic\"}");
    }

    @ParameterizedTest
    @EnumSource
    void everyCodeTravelsWithItsStatus(TwirpCode code) {
        method = (_, _) -> {
            throw TwirpException.of(code, "text");
        };
        ApiAnswer answer = call(Map.of());
        assertThat(answer.status()).isEqualTo(code.status());
        assertThat(text(answer)).isEqualTo("{\"code\":\"" + code.text() + "\",\"msg\":\"twirp error unknown: text\"}");
    }

    @ParameterizedTest
    @CsvSource({"250, PT0.25S", "0, PT1M", "-5, PT1M", "99999999, PT1M", "soon, PT1M"})
    void theCallerMaySayHowLongItWaits(String header, Duration patience) {
        method = (caller, _) -> {
            assertThat(caller.patience()).isEqualTo(patience);
            return DeleteRoomResponse.getDefaultInstance();
        };
        assertThat(call(Map.of("x-twirp-timeout-ms", header)).status()).isEqualTo(200);
    }

    @Test
    void anAuthorizationOfAnotherKindIsRefusedInPlainText() {
        ApiAnswer answer = call(Map.of("authorization", "Basic abc"));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(text(answer)).isEqualTo("invalid authorization header. Must start with Bearer ");
    }

    @Test
    void noiseIsMalformedOrAMessageAndNeverAFault() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            byte[] body = new byte[random.nextInt(40)];
            random.nextBytes(body);
            for (String type : List.of("application/json", "application/protobuf")) {
                ApiAnswer answer = call("/twirp/test.Service/Do", Map.of("content-type", type), body);
                assertThat(answer.status()).as("round %d %s", i, type).isIn(200, 400);
            }
        }
    }

    @Test
    void deepNestingIsMalformed() {
        String deep = "{\"room\":".repeat(10_000);
        ApiAnswer answer = call(
                "/twirp/test.Service/Do",
                Map.of("content-type", "application/json"),
                deep.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).isEqualTo(400);
    }
}
