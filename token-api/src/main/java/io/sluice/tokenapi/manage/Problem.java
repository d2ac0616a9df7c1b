package io.sluice.tokenapi.manage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.http.ApiAnswer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was not done, as problem details (RFC 9457). Thrown from wherever that turns out.
 */
final class Problem extends RuntimeException {
    static final String CONTENT_TYPE = "application/problem+json";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<Integer, String> TITLES = Map.of(
            400, "Bad Request",
            401, "Unauthorized",
            403, "Forbidden",
            404, "Not Found",
            405, "Method Not Allowed",
            409, "Conflict",
            429, "Too Many Requests",
            500, "Internal Server Error",
            503, "Service Unavailable");

    private final int status;
    private final @Nullable String field;

    private Problem(int status, @Nullable String field, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.field = field;
    }

    /** @param field path of what is wrong in the body, or the name of a path parameter */
    static Problem badField(String field, String detail) {
        return new Problem(400, field, field + ": " + detail);
    }

    static Problem badRequest(String detail) {
        return new Problem(400, null, detail);
    }

    /** @param field path of the reference that leads nowhere, or of the name that is taken */
    static Problem conflict(String field, String detail) {
        return new Problem(409, field, field + ": " + detail);
    }

    static Problem of(int status, String detail) {
        return new Problem(status, null, detail);
    }

    int status() {
        return status;
    }

    /** The answer that says it. */
    ApiAnswer answer() {
        return answer(body());
    }

    /** The same for somebody who may come again after so many seconds. */
    ApiAnswer answer(int retryAfter) {
        return answer(body().put("retryAfter", retryAfter)).with("retry-after", String.valueOf(retryAfter));
    }

    private ObjectNode body() {
        ObjectNode body = JSON.createObjectNode();
        body.put("type", "about:blank");
        body.put("title", TITLES.getOrDefault(status, "Error"));
        body.put("status", status);
        body.put("detail", getMessage());
        if (field != null) {
            body.put("field", field);
        }
        return body;
    }

    private ApiAnswer answer(ObjectNode body) {
        return ApiAnswer.of(status, CONTENT_TYPE, body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
