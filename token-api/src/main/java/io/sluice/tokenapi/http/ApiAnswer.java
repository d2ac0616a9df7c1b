package io.sluice.tokenapi.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An HTTP answer.
 *
 * @param status of HTTP
 * @param headers besides length and connection; one value each
 * @param body not copied
 */
public record ApiAnswer(int status, Map<String, String> headers, byte[] body) {
    public ApiAnswer {
        headers = Map.copyOf(headers);
    }

    /** A body of some type. */
    public static ApiAnswer of(int status, String contentType, byte[] body) {
        return new ApiAnswer(status, Map.of("content-type", contentType), body);
    }

    /** JSON text. */
    public static ApiAnswer json(int status, String body) {
        return of(status, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    /** Plain text. */
    public static ApiAnswer text(int status, String body) {
        return of(status, "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    /** Nothing but a status. */
    public static ApiAnswer empty(int status) {
        return new ApiAnswer(status, Map.of(), new byte[0]);
    }

    /** The same with one header more. */
    public ApiAnswer with(String name, String value) {
        return with(Map.of(name, value));
    }

    /** The same with more headers. */
    public ApiAnswer with(Map<String, String> others) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.putAll(others);
        return new ApiAnswer(status, more, body);
    }
}
