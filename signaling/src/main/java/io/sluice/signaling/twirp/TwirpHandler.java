package io.sluice.signaling.twirp;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.signaling.livekit.PresentedToken;
import io.sluice.tokenapi.http.ApiAnswer;
import io.sluice.tokenapi.http.ApiCall;
import io.sluice.tokenapi.http.ApiHandler;
import io.sluice.tokenapi.token.AccessToken;
import io.sluice.tokenapi.token.Revocations;
import io.sluice.tokenapi.token.TokenVerdict;
import io.sluice.tokenapi.token.TokenVerifier;
import io.sluice.tokenapi.token.VideoGrant;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves Twirp services (Twirp wire protocol v7): {@code POST /twirp/<package>.<Service>/<Method>} with a message in protobuf or JSON,
 * answered by one in the same form, or by an error in JSON. A token that does not hold is answered in plain text before any of that, as
 * LiveKit answers; a missing token is the method's business.
 */
public final class TwirpHandler implements ApiHandler {
    /** What all paths begin with. */
    public static final String PREFIX = "/twirp/";

    private static final Logger log = LoggerFactory.getLogger(TwirpHandler.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_MESSAGE = 1_000_000;

    private final TokenVerifier verifier;
    private final Revocations revocations;
    private final Clock clock;
    private final Map<String, TwirpService> services = new TreeMap<>();

    /**
     * @param revocations of participants' tokens: who lost its place in a room moderates it no more
     * @param services one of each name
     */
    public TwirpHandler(TokenVerifier verifier, Revocations revocations, Clock clock, List<TwirpService> services) {
        this.verifier = verifier;
        this.revocations = revocations;
        this.clock = clock;
        services.forEach(service -> this.services.put(service.name(), service));
    }

    @Override
    public ApiAnswer answer(ApiCall call) {
        TokenVerdict verdict = PresentedToken.check(
                verifier, call.header("authorization"), call.parameter("access_token"), clock.instant());
        return switch (verdict) {
            case null -> answer(call, null);
            case TokenVerdict.Refused refused -> ApiAnswer.text(401, refused.text());
            case TokenVerdict.Verified verified
            when isRevoked(verified.token()) -> ApiAnswer.text(401, "token has been revoked");
            case TokenVerdict.Verified verified -> answer(call, verified.token());
        };
    }

    /** Only participants have a place that can be taken from them; a token without an identity is a backend's. */
    private boolean isRevoked(AccessToken token) {
        VideoGrant video = token.grants().video();
        return video != null && !token.identity().isEmpty() && revocations.revoked(video.room(), token);
    }

    private ApiAnswer answer(ApiCall call, @Nullable AccessToken token) {
        String route = call.path().startsWith(PREFIX) ? call.path().substring(PREFIX.length()) : "";
        int slash = route.indexOf('/');
        TwirpService service = services.get(slash < 0 ? route : route.substring(0, slash));
        if (service == null) {
            return ApiAnswer.text(404, "404 page not found\n");
        }
        try {
            return call(service, slash < 0 ? "" : route.substring(slash + 1), call, token);
        } catch (TwirpException e) {
            return refused(e);
        } catch (RuntimeException e) {
            log.error("api_failed path={}", call.path(), e);
            return refused(TwirpException.plain(TwirpCode.INTERNAL, "Internal service panic"));
        }
    }

    private static ApiAnswer call(TwirpService service, String method, ApiCall call, @Nullable AccessToken token) {
        String path = PREFIX + service.name() + "/" + method;
        if (!call.method().equals("POST")) {
            throw TwirpException.badRoute(
                    "unsupported method \"" + call.method() + "\" (only POST is allowed)", call.method(), path);
        }
        TwirpService.Entry<?, ?> entry = service.method(method);
        if (entry == null) {
            throw TwirpException.badRoute("no handler for path \"" + path + "\"", call.method(), path);
        }
        String contentType = call.header("content-type");
        TwirpBody body = TwirpBody.of(contentType == null ? "" : contentType);
        if (body == null) {
            throw TwirpException.badRoute(
                    "unexpected Content-Type: \"" + (contentType == null ? "" : contentType) + "\"",
                    call.method(),
                    path);
        }
        Caller caller = new Caller(token, patience(call.header("x-twirp-timeout-ms")));
        return ApiAnswer.of(200, body.contentType(), body.write(entry.call(caller, body, call.body())));
    }

    private static Duration patience(@Nullable String header) {
        if (header != null) {
            try {
                long millis = Long.parseLong(header.strip());
                if (millis > 0 && millis < Caller.LONGEST_PATIENCE.toMillis()) {
                    return Duration.ofMillis(millis);
                }
            } catch (NumberFormatException e) {
                return Caller.LONGEST_PATIENCE;
            }
        }
        return Caller.LONGEST_PATIENCE;
    }

    private static ApiAnswer refused(TwirpException e) {
        String text = e.text();
        ObjectNode body = JSON.createObjectNode();
        body.put("code", e.code().text());
        body.put("msg", text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) : text);
        if (!e.meta().isEmpty()) {
            ObjectNode meta = body.putObject("meta");
            e.meta().forEach(meta::put);
        }
        return ApiAnswer.json(e.code().status(), body.toString());
    }
}
