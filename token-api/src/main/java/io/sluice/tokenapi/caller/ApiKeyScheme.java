package io.sluice.tokenapi.caller;

import io.sluice.tokenapi.caller.CallerVerdict.Known;
import io.sluice.tokenapi.caller.CallerVerdict.Refused;
import io.sluice.tokenapi.http.ApiCall;
import io.sluice.tokenapi.token.Digests;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Programs with a key in {@code X-Api-Key} that stands for one user. */
public final class ApiKeyScheme implements CallerScheme {
    private static final String HEADER = "x-api-key";

    private final Map<String, String> keys;

    /** @param keys user id to key */
    public ApiKeyScheme(Map<String, String> keys) {
        this.keys = new LinkedHashMap<>(keys);
    }

    @Override
    public CallerVerdict judge(ApiCall call, Instant now) {
        String given = call.header(HEADER);
        if (given == null) {
            return CallerVerdict.ABSENT;
        }
        String user = userOf(given);
        return user == null
                ? new Refused(Refusal.UNAUTHORIZED)
                : new Known(new Caller(user, null, null, Caller.Scheme.API_KEY));
    }

    /** Looks at all of them, so that time does not tell which one is near. */
    private @Nullable String userOf(String given) {
        String found = null;
        for (Map.Entry<String, String> key : keys.entrySet()) {
            if (Digests.same(key.getValue(), given)) {
                found = key.getKey();
            }
        }
        return found;
    }
}
