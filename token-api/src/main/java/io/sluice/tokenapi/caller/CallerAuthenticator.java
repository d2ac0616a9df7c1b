package io.sluice.tokenapi.caller;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.caller.CallerCheck.Anonymous;
import io.sluice.tokenapi.caller.CallerCheck.Denied;
import io.sluice.tokenapi.caller.CallerCheck.Passed;
import io.sluice.tokenapi.caller.CallerVerdict.Known;
import io.sluice.tokenapi.caller.CallerVerdict.Refused;
import io.sluice.tokenapi.caller.RateLimiter.Standing;
import io.sluice.tokenapi.http.ApiAnswer;
import io.sluice.tokenapi.http.ApiCall;
import java.time.Instant;
import java.util.List;

/**
 * The door in front of the endpoints. Who proves to be a user is counted as that user, wherever the call comes from, for many people share
 * one address; all others are counted by address.
 */
public final class CallerAuthenticator {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<CallerScheme> schemes;
    private final RateLimiter users;
    private final RateLimiter addresses;
    private final ClientAddress clientAddress;

    /**
     * A door.
     *
     * @param schemes asked in this order; the first that finds credentials of its kind decides
     * @param users how often a user may call
     * @param addresses how often those may call who are no users, by address
     */
    public CallerAuthenticator(
            List<CallerScheme> schemes, RateLimiter users, RateLimiter addresses, ClientAddress clientAddress) {
        this.schemes = List.copyOf(schemes);
        this.users = users;
        this.addresses = addresses;
        this.clientAddress = clientAddress;
    }

    /** Lets users in, never an {@link Anonymous}. May block. */
    public CallerCheck check(ApiCall call, Instant now) throws InterruptedException {
        CallerVerdict verdict = CallerVerdict.ABSENT;
        for (CallerScheme scheme : schemes) {
            verdict = scheme.judge(call, now);
            if (!(verdict instanceof CallerVerdict.Absent)) {
                break;
            }
        }
        return switch (verdict) {
            case Known(Caller caller) -> {
                Standing standing = users.count(caller.userId(), now);
                yield standing.isExceeded() ? new Denied(tooMany(standing)) : new Passed(caller, standing.headers());
            }
            case Refused(Refusal why) -> new Denied(refused(call, why, now));
            case CallerVerdict.Absent absent -> new Denied(refused(call, Refusal.UNAUTHORIZED, now));
        };
    }

    /** Lets anybody in who does not call too often; for endpoints that are meant for people without an account. */
    public CallerCheck checkAnybody(ApiCall call, Instant now) {
        Standing standing = addresses.count(clientAddress.of(call), now);
        return standing.isExceeded() ? new Denied(tooMany(standing)) : new Anonymous(standing.headers());
    }

    /** What somebody hears whose credentials do not hold: the reason, or that it was once too often. */
    public ApiAnswer refused(ApiCall call, Refusal why, Instant now) {
        Standing standing = addresses.count(clientAddress.of(call), now);
        if (standing.isExceeded()) {
            return tooMany(standing);
        }
        return ApiAnswer.json(why.status(), error(why.error(), why.message()).toString())
                .with(standing.headers());
    }

    private static ApiAnswer tooMany(Standing standing) {
        String body = error("Too many requests", "Try again in " + standing.resetSeconds() + " seconds")
                .put("retryAfter", standing.resetSeconds())
                .toString();
        return ApiAnswer.json(429, body)
                .with(standing.headers())
                .with("retry-after", Integer.toString(standing.resetSeconds()));
    }

    private static ObjectNode error(String error, String message) {
        return JSON.createObjectNode().put("error", error).put("message", message);
    }
}
