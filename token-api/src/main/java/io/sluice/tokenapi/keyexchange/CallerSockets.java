package io.sluice.tokenapi.keyexchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.tokenapi.caller.Caller;
import io.sluice.tokenapi.caller.CallerVerdict;
import io.sluice.tokenapi.caller.CookieScheme;
import io.sluice.tokenapi.caller.RateLimiter;
import io.sluice.tokenapi.caller.Refusal;
import io.sluice.tokenapi.caller.SignedRequest;
import io.sluice.tokenapi.caller.SignedRequests;
import io.sluice.tokenapi.caller.WebSessions.WebSession;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The same users as at the endpoints: signed requests in the place of headers, and the cookies of browsers. */
public final class CallerSockets implements SocketAuthenticator {
    private static final byte[] NO_BODY = {};

    private final SignedRequests signed;
    private final @Nullable CookieScheme cookies;
    private final RateLimiter failures;
    private final Clock clock;

    /**
     * An authenticator.
     *
     * @param signed shared with the endpoints, so that no nonce holds twice
     * @param cookies null where browsers are not known by cookies
     * @param failures how often those may fail who are no users, by address
     */
    public CallerSockets(SignedRequests signed, @Nullable CookieScheme cookies, RateLimiter failures, Clock clock) {
        this.signed = signed;
        this.cookies = cookies;
        this.failures = failures;
        this.clock = clock;
    }

    @Override
    public Verdict authenticate(JsonNode credentials, SocketHandshake handshake) {
        Instant now = clock.instant();
        Verdict verdict = SignedRequest.isAttempted(name -> text(credentials, name))
                ? signed(credentials, now)
                : cookie(handshake, now);
        if (verdict instanceof Verdict.Refused
                && failures.count(handshake.remoteAddress(), now).isExceeded()) {
            return new Verdict.Refused("too_many_requests");
        }
        return verdict;
    }

    private static @Nullable String text(JsonNode credentials, String name) {
        JsonNode value = credentials.path(name);
        if (value.isMissingNode()) {
            value = credentials.path(name.toLowerCase(Locale.ROOT));
        }
        return value.isTextual() || value.isIntegralNumber() ? value.asText() : null;
    }

    private Verdict signed(JsonNode credentials, Instant now) {
        SignedRequest request = SignedRequest.read(name -> text(credentials, name), SignedRequest.SOCKET_PATH, NO_BODY);
        if (request == null) {
            return new Verdict.Refused(Refusal.MISSING_AUTH_HEADERS.error());
        }
        return switch (signed.judge(request, now)) {
            case CallerVerdict.Known(Caller caller) -> new Verdict.Known(caller);
            case CallerVerdict.Refused(Refusal why) -> new Verdict.Refused(word(why));
            case CallerVerdict.Absent absent -> new Verdict.Refused(Refusal.UNAUTHORIZED.error());
        };
    }

    /** Sockets have words of their own for two of the reasons. */
    private static String word(Refusal why) {
        return switch (why) {
            case REQUEST_EXPIRED -> "timestamp_expired";
            case DUPLICATE_REQUEST -> "duplicate_nonce";
            default -> why.error();
        };
    }

    /** WebSockets are open to pages of every origin: a cookie counts only for pages that may use it. */
    private Verdict cookie(SocketHandshake handshake, Instant now) {
        WebSession session = cookies == null ? null : cookies.session(handshake.cookie(), now);
        if (cookies == null || session == null || !session.authenticated()) {
            return new Verdict.Refused(Refusal.UNAUTHORIZED.error());
        }
        if (!cookies.isAllowed(handshake.origin(), handshake.host())) {
            return new Verdict.Refused(Refusal.FOREIGN_ORIGIN.error());
        }
        return new Verdict.Known(
                new Caller(session.userId(), session.deviceId(), session.clientId(), Caller.Scheme.COOKIE));
    }
}
