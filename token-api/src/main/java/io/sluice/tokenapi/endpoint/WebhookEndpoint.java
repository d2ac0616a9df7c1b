package io.sluice.tokenapi.endpoint;

import static io.sluice.tokenapi.caller.Refusal.UNAUTHORIZED;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.caller.CallerAuthenticator;
import io.sluice.tokenapi.endpoint.Endpoint.Access;
import io.sluice.tokenapi.http.ApiAnswer;
import io.sluice.tokenapi.http.ApiCall;
import io.sluice.tokenapi.token.Digests;
import io.sluice.tokenapi.token.TokenVerdict;
import io.sluice.tokenapi.token.TokenVerifier;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Receives webhooks of an SFU: genuine is what comes with a token of one of the server's keys that holds the hash of the body. Each event
 * counts once, as far as can be remembered.
 */
final class WebhookEndpoint {
    private static final int REMEMBERED = 10_000;

    private final TokenVerifier verifier;
    private final CallerAuthenticator callers;
    private final SfuEvents events;
    private final Map<String, Boolean> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    WebhookEndpoint(TokenVerifier verifier, CallerAuthenticator callers, SfuEvents events) {
        this.verifier = verifier;
        this.callers = callers;
        this.events = events;
    }

    Endpoint endpoint() {
        return new Endpoint(
                "POST", "/api/livekit/webhook", Access.OWN_PROOF, "Webhook processing failed", this::receive);
    }

    private ApiAnswer receive(Asked asked) {
        String hash = hash(asked.call().body());
        if (!isGenuine(asked.call(), hash, asked.now())) {
            return callers.refused(asked.call(), UNAUTHORIZED, asked.now());
        }
        ObjectNode event = JsonBody.object(asked.call().body());
        if (event == null) {
            throw Refusal.of(400, "Malformed JSON");
        }
        String id = event.path("id").asText("");
        if (isFirst(id.isEmpty() ? hash : id)) {
            events.happened(event.path("event").asText(""), event);
        }
        return ApiAnswer.text(200, "OK");
    }

    /** LiveKit sends the token alone; the word Bearer before it does no harm. */
    private boolean isGenuine(ApiCall call, String hash, Instant now) {
        String bearer = call.bearer();
        String token = bearer == null ? call.header("authorization") : bearer;
        return token != null
                && verifier.verify(token, now) instanceof TokenVerdict.Verified(var verified)
                && Digests.same(hash, verified.grants().sha256());
    }

    private boolean isFirst(String id) {
        synchronized (seen) {
            return seen.put(id, true) == null;
        }
    }

    static String hash(byte[] body) {
        return Base64.getEncoder().encodeToString(Digests.sha256(body));
    }
}
