package io.sluice.tokenapi.endpoint;

import io.sluice.tokenapi.caller.Caller;
import io.sluice.tokenapi.http.ApiCall;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that was let in.
 *
 * @param ids from the path, by name
 * @param user who asks; null where that need not be known
 * @param now when it came
 */
public record Asked(
        ApiCall call, Map<String, String> ids, @Nullable Caller user, Instant now) {
    /** Who asks, at an endpoint that only users may ask. */
    public Caller caller() {
        if (user == null) {
            throw new IllegalStateException("an endpoint without callers asks for its caller");
        }
        return user;
    }

    /** An id from the path. */
    public String id(String name) {
        String id = ids.get(name);
        if (id == null) {
            throw new IllegalStateException("the path has no " + name);
        }
        return id;
    }

    /** The body, a JSON object. */
    public JsonBody body() {
        return JsonBody.parse(call.body());
    }

    /** The same where no body at all is as good as an empty object. */
    JsonBody optionalBody() {
        return call.body().length == 0 ? JsonBody.of(JsonBody.JSON.createObjectNode()) : body();
    }
}
