package io.sluice.tokenapi.caller;

import io.sluice.tokenapi.caller.CallerVerdict.Known;
import io.sluice.tokenapi.caller.CallerVerdict.Refused;
import io.sluice.tokenapi.channel.Session;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides whether a signed request holds. A nonce is used up by a signature that holds and by nothing else, so that whoever has no secret can
 * neither fill the table nor spoil the nonce of another. Usable from any thread.
 */
public final class SignedRequests {
    /** How far the clocks of client and server may differ. */
    static final Duration LEEWAY = Duration.ofMinutes(5);

    private static final Duration LIFETIME = Duration.ofDays(90);
    private static final Duration RENEWED_BEFORE_END = Duration.ofDays(7);
    /** At 300 calls a minute and user, enough for some hundred users who never pause. */
    private static final int NONCES = 1 << 19;

    private final SignedSessions sessions;
    private final NonceTable nonces;

    /** Requests of the clients that have a session there. */
    public SignedRequests(SignedSessions sessions) {
        this(sessions, NONCES);
    }

    SignedRequests(SignedSessions sessions, int nonces) {
        this.sessions = sessions;
        this.nonces = new NonceTable(nonces);
    }

    /** Judges a request; one that holds prolongs a session of which less than a week is left. */
    public CallerVerdict judge(SignedRequest request, Instant now) {
        if (Math.abs((double) request.timestampMillis() - now.toEpochMilli()) > LEEWAY.toMillis()) {
            return new Refused(Refusal.REQUEST_EXPIRED);
        }
        if (nonces.isUsed(request.clientId(), request.nonce(), now)) {
            return new Refused(Refusal.DUPLICATE_REQUEST);
        }
        Session session = sessions.find(request.clientId());
        if (session == null) {
            return new Refused(Refusal.NO_SESSION);
        }
        Instant expiresAt = session.expiresAt();
        if (session.isExpired(now)) {
            return new Refused(Refusal.SESSION_EXPIRED);
        }
        if (!request.isSignedWith(session.secret())) {
            return new Refused(Refusal.INVALID_SIGNATURE);
        }
        return switch (nonces.use(request.clientId(), request.nonce(), now)) {
            case AGAIN -> new Refused(Refusal.DUPLICATE_REQUEST);
            case FULL -> new Refused(Refusal.UNAVAILABLE);
            case FIRST -> {
                if (expiresAt != null && now.isAfter(expiresAt.minus(RENEWED_BEFORE_END))) {
                    sessions.renew(session.clientId(), now.plus(LIFETIME));
                }
                yield new Known(new Caller(
                        session.userId(), session.deviceId(), session.clientId(), Caller.Scheme.SIGNED_HEADERS));
            }
        };
    }
}
