package io.sluice.tokenapi.endpoint;

import io.sluice.tokenapi.token.Grants;
import io.sluice.tokenapi.token.TokenIssuer;
import io.sluice.tokenapi.token.VideoGrant;
import java.time.Duration;
import java.time.Instant;

/** The one place where tokens for rooms are made; what has been given out is told to whoever may have to take it back. */
public final class RoomTokens {
    private final TokenIssuer issuer;
    private final Issued issued;

    /** Hears of tokens. */
    @FunctionalInterface
    public interface Issued {
        /** A token that lets this participant into that room has been made. */
        void issued(String room, String identity, String token);
    }

    /**
     * A token and until when it holds.
     *
     * @param text compact JWS
     * @param lifetime from when it was made on
     */
    public record RoomToken(String text, Instant expiresAt, Duration lifetime) {}

    public RoomTokens(TokenIssuer issuer, Issued issued) {
        this.issuer = issuer;
        this.issued = issued;
    }

    /** Makes one. @throws IllegalArgumentException when the grants have no video grant */
    public RoomToken issue(String identity, Grants grants, Duration lifetime, Instant now) {
        VideoGrant video = grants.video();
        if (video == null) {
            throw new IllegalArgumentException("a token for a room needs a video grant");
        }
        String token = issuer.issue(identity, grants, lifetime, now);
        issued.issued(video.room(), identity, token);
        return new RoomToken(token, Instant.ofEpochSecond(now.plus(lifetime).getEpochSecond()), lifetime);
    }
}
