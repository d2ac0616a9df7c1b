package io.sluice.tokenapi.token;

/** What came of checking a token. */
public sealed interface TokenVerdict {
    /** The token holds: its bearer may do what the grants say. */
    record Verified(AccessToken token) implements TokenVerdict {}

    /**
     * The token does not hold. Belongs in an HTTP 401 answer of type {@code text/plain}.
     *
     * @param text the body, word for word what LiveKit clients are used to; holds nothing of the token
     */
    record Refused(Reason reason, String text) implements TokenVerdict {}

    /** Why a token was refused; for counters and for tests, never needed by a client. */
    enum Reason {
        /** Not a token this server can read, or longer than it is willing to read. */
        MALFORMED,
        /** {@code iss} names no key of this server. */
        UNKNOWN_KEY,
        /** Any algorithm but HS256, {@code none} included. */
        WRONG_ALGORITHM,
        /** Not signed with the secret of the key it names, or changed since. */
        BAD_SIGNATURE,
        /** {@code exp} is more than the leeway ago. */
        EXPIRED,
        /** {@code nbf} is more than the leeway ahead. */
        NOT_YET_VALID,
        /** No {@code exp}: such a token would be valid for ever. */
        NO_EXPIRY,
        /** Properly signed, yet a grant in it has the wrong JSON type. */
        BAD_GRANTS
    }
}
