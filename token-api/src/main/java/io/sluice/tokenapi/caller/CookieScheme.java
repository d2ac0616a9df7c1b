package io.sluice.tokenapi.caller;

import io.sluice.tokenapi.caller.CallerVerdict.Known;
import io.sluice.tokenapi.caller.CallerVerdict.Refused;
import io.sluice.tokenapi.caller.WebSessions.WebSession;
import io.sluice.tokenapi.http.ApiCall;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Browsers with a signed session cookie. A browser sends its cookies along with what any page asks of it, so a call that says which page it
 * comes from must come from one of the server's own or a listed one (the Origin header, RFC 6454 §7).
 */
public final class CookieScheme implements CallerScheme {
    private final String name;
    private final SignedCookie signature;
    private final WebSessions sessions;
    private final Set<String> origins;

    /**
     * A scheme.
     *
     * @param name of the cookie, usually {@code connect.sid}
     * @param secrets any of which may have signed it
     * @param origins other origins whose pages may call, such as {@code https://app.example}
     */
    public CookieScheme(String name, List<String> secrets, WebSessions sessions, Set<String> origins) {
        this.name = name;
        this.signature = new SignedCookie(secrets);
        this.sessions = sessions;
        this.origins = Set.copyOf(origins);
    }

    @Override
    public CallerVerdict judge(ApiCall call, Instant now) {
        WebSession session = session(call.header("cookie"), now);
        if (session == null) {
            return CallerVerdict.ABSENT;
        }
        if (!isAllowed(call.header("origin"), call.header("host"))) {
            return new Refused(Refusal.FOREIGN_ORIGIN);
        }
        return new Known(new Caller(session.userId(), session.deviceId(), session.clientId(), Caller.Scheme.COOKIE));
    }

    /**
     * The session that a Cookie header stands for.
     *
     * @return null when no cookie in it is signed and names a session that lives
     */
    public @Nullable WebSession session(@Nullable String cookieHeader, Instant now) {
        for (String value : CookieHeader.values(cookieHeader, name)) {
            String id = signature.sessionId(value);
            WebSession session = id == null ? null : sessions.find(id, now);
            if (session != null) {
                return session;
            }
        }
        return null;
    }

    /**
     * Whether pages of this origin may use the cookie.
     *
     * @param origin null for a caller that is no page, or a page of the same origin that need not say so
     * @param host where the call went
     */
    public boolean isAllowed(@Nullable String origin, @Nullable String host) {
        return origin == null || origins.contains(origin) || isSameHost(origin, host);
    }

    private static boolean isSameHost(String origin, @Nullable String host) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && host != null && authority.equals(host.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
