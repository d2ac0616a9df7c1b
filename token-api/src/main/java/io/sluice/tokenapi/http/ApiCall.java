package io.sluice.tokenapi.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request.
 *
 * @param method in capitals
 * @param path decoded, without the query
 * @param query parameters, decoded, in their order
 * @param headers names in lower case
 * @param body as sent; not copied
 * @param remoteAddress the caller's, or that of a proxy in front
 * @param rawPath as the caller wrote it, still percent-encoded, without the query; what signatures cover
 */
public record ApiCall(
        String method,
        String path,
        Map<String, List<String>> query,
        Map<String, List<String>> headers,
        byte[] body,
        String remoteAddress,
        String rawPath) {

    /** A request whose path needs no encoding. */
    public ApiCall(
            String method,
            String path,
            Map<String, List<String>> query,
            Map<String, List<String>> headers,
            byte[] body,
            String remoteAddress) {
        this(method, path, query, headers, body, remoteAddress, path);
    }

    /** The first value of a header, by its name in lower case; null if it is not there. */
    public @Nullable String header(String name) {
        return first(headers, name);
    }

    /** The first value of a query parameter; null if it is not there. */
    public @Nullable String parameter(String name) {
        return first(query, name);
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The token of {@code Authorization: Bearer …} (RFC 6750 §2.1); null if there is none. */
    public @Nullable String bearer() {
        String authorization = header("authorization");
        String scheme = "Bearer ";
        return authorization != null && authorization.regionMatches(true, 0, scheme, 0, scheme.length())
                ? authorization.substring(scheme.length()).strip()
                : null;
    }

    private static @Nullable String first(Map<String, List<String>> values, String name) {
        List<String> all = values.get(name);
        return all == null || all.isEmpty() ? null : all.getFirst();
    }
}
