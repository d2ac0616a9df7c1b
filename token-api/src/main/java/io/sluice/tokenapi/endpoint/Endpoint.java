package io.sluice.tokenapi.endpoint;

import io.sluice.tokenapi.http.ApiAnswer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be asked for.
 *
 * @param method of HTTP
 * @param template path, with names of ids in braces
 * @param access who may ask; there is no default, so that nothing is open by accident
 * @param failure what the caller is told when the server fails
 * @param action answers
 */
public record Endpoint(String method, String template, Access access, String failure, Action action) {
    /** Who may ask. */
    public enum Access {
        /** Users that {@link io.sluice.tokenapi.caller.CallerAuthenticator} knows. */
        USER,
        /** Those, and bearers of an access token of the server's keys that grants {@code roomCreate} and {@code roomAdmin}. */
        USER_OR_ADMINISTRATOR,
        /** Anybody who does not ask too often: people without an account, who bring a secret of their own. */
        ANYBODY,
        /** Whoever proves it in a way of this endpoint's own; who does not is counted like those without credentials. */
        OWN_PROOF
    }

    /** Answers a request of somebody who may ask. */
    @FunctionalInterface
    public interface Action {
        /** @throws Refusal instead of an answer */
        ApiAnswer answer(Asked asked) throws InterruptedException;
    }

    /** The ids in a path of this shape; null where it has another. */
    @Nullable
    Map<String, String> match(List<String> path) {
        List<String> expected = split(template);
        if (expected.size() != path.size()) {
            return null;
        }
        Map<String, String> ids = new LinkedHashMap<>();
        for (int i = 0; i < expected.size(); i++) {
            String part = expected.get(i);
            if (part.startsWith("{")) {
                ids.put(part.substring(1, part.length() - 1), path.get(i));
            } else if (!part.equals(path.get(i))) {
                return null;
            }
        }
        return ids;
    }

    static List<String> split(String path) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', start)) {
            parts.add(path.substring(start, slash));
            start = slash + 1;
        }
        parts.add(path.substring(start));
        return parts;
    }
}
