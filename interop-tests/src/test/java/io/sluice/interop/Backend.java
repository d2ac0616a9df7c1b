package io.sluice.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Map;

/** Calls the server API. */
final class Backend {
    private final Driver driver;
    private final ServerUnderTest server;
    private final String secret;

    Backend(Driver driver, ServerUnderTest server, String secret) {
        this.driver = driver;
        this.server = server;
        this.secret = secret;
    }

    /** What the SDK's method gives. */
    JsonNode call(String method, Object... arguments) {
        JsonNode result = ask(method, arguments);
        if (result.has("refusal")) {
            throw new AssertionError(method + " was refused: " + result);
        }
        return result.path("answer");
    }

    /** How the SDK's method fails: {@code status}, {@code code} and {@code message}. */
    JsonNode refusal(String method, Object... arguments) {
        JsonNode result = ask(method, arguments);
        if (!result.has("refusal")) {
            throw new AssertionError(method + " was not refused: " + result);
        }
        return result.path("refusal");
    }

    private JsonNode ask(String method, Object... arguments) {
        return driver.ask(
                "serverApi",
                Map.of(
                        "url",
                        server.url.toString(),
                        "key",
                        server.key,
                        "secret",
                        secret,
                        "method",
                        method,
                        "args",
                        Arrays.asList(arguments)));
    }
}
