package io.sluice.signaling.agent;

import io.sluice.signaling.livekit.PresentedToken;
import io.sluice.tokenapi.token.TokenVerdict;
import io.sluice.tokenapi.token.TokenVerifier;
import io.sluice.tokenapi.token.VideoGrant;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Decides whether a worker may connect: its token must say that it is one. */
public final class AgentGate {
    private static final String DENIED = "no permissions to access the room";

    private final TokenVerifier verifier;
    private final Clock clock;

    /** A gate that judges tokens by that clock. */
    public AgentGate(TokenVerifier verifier, Clock clock) {
        this.verifier = verifier;
        this.clock = clock;
    }

    /** What becomes of a connection. */
    public sealed interface Verdict {
        /** It may speak, in the name of that API key. */
        record Accepted(String apiKey) implements Verdict {}

        /** It is answered 401 with that text, word for word LiveKit's. */
        record Refused(String body) implements Verdict {}
    }

    /**
     * Decides.
     *
     * @param authorization the header of that name, or null
     * @param accessToken the parameter of that name, or empty; the header goes before it
     */
    public Verdict check(@Nullable String authorization, String accessToken) {
        return switch (PresentedToken.check(verifier, authorization, accessToken, clock.instant())) {
            case null -> new Verdict.Refused(DENIED);
            case TokenVerdict.Refused refused -> new Verdict.Refused(refused.text());
            case TokenVerdict.Verified verified -> {
                VideoGrant video = verified.token().grants().video();
                yield video != null && video.agent()
                        ? new Verdict.Accepted(verified.token().apiKey())
                        : new Verdict.Refused(DENIED);
            }
        };
    }
}
