package io.sluice.tokenapi.endpoint;

import io.sluice.tokenapi.caller.Caller;
import io.sluice.tokenapi.caller.CallerAuthenticator;
import io.sluice.tokenapi.caller.CallerCheck;
import io.sluice.tokenapi.http.ApiAnswer;
import io.sluice.tokenapi.http.ApiCall;
import io.sluice.tokenapi.http.ApiHandler;
import io.sluice.tokenapi.http.PathTemplate;
import io.sluice.tokenapi.token.TokenVerdict;
import io.sluice.tokenapi.token.TokenVerifier;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The door of all endpoints: finds the one that is meant, lets in whom it names, and turns what goes wrong into an answer. */
public final class EndpointRouter implements ApiHandler {
    /** Bytes; nothing that is asked here is long, but for the events of an SFU. */
    private static final int LARGEST_BODY = 128 * 1024;

    private final List<Endpoint> endpoints;
    private final CallerAuthenticator callers;
    private final TokenVerifier administrators;
    private final Set<String> origins;
    private final Watcher watcher;
    private final Clock clock;

    /** Hears how requests end; from any thread. */
    @FunctionalInterface
    public interface Watcher {
        /**
         * Something went wrong inside.
         *
         * @param template path of the endpoint; ids are not in it
         */
        void failed(String template, RuntimeException failure);

        /**
         * A request was answered, or turned away.
         *
         * @param template as above
         * @param status of HTTP
         * @param nanos how long that took
         */
        default void answered(String template, int status, long nanos) {}
    }

    /**
     * A door.
     *
     * @param administrators reads the tokens of those who may do what users may
     * @param origins whose pages may use a signed-in browser's cookie
     */
    public EndpointRouter(
            List<Endpoint> endpoints,
            CallerAuthenticator callers,
            TokenVerifier administrators,
            Set<String> origins,
            Watcher watcher,
            Clock clock) {
        this.endpoints = List.copyOf(endpoints);
        this.callers = callers;
        this.administrators = administrators;
        this.origins = Set.copyOf(origins);
        this.watcher = watcher;
        this.clock = clock;
    }

    /** All that can be asked for. */
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    @Override
    public ApiAnswer answer(ApiCall call) throws InterruptedException {
        if (call.body().length > LARGEST_BODY) {
            return Refusal.of(413, "Body too large").answer();
        }
        List<String> path = PathTemplate.parts(call.path());
        Set<String> methods = new TreeSet<>();
        for (Endpoint endpoint : endpoints) {
            Map<String, String> ids = endpoint.path().match(path);
            if (ids != null && endpoint.method().equals(call.method())) {
                long began = System.nanoTime();
                ApiAnswer answer = answer(endpoint, call, ids);
                watcher.answered(endpoint.template(), answer.status(), System.nanoTime() - began);
                return shared(call, answer);
            }
            if (ids != null) {
                methods.add(endpoint.method());
            }
        }
        return methods.isEmpty()
                ? Refusal.of(404, "Not found").answer()
                : Refusal.of(405, "Method not allowed").answer().with("allow", String.join(", ", methods));
    }

    private ApiAnswer answer(Endpoint endpoint, ApiCall call, Map<String, String> ids) throws InterruptedException {
        Instant now = clock.instant();
        try {
            return switch (endpoint.access()) {
                case OWN_PROOF -> act(endpoint, new Asked(call, ids, null, now));
                case ANYBODY -> let(endpoint, call, ids, callers.checkAnybody(call, now), now);
                case USER -> let(endpoint, call, ids, callers.check(call, now), now);
                case USER_OR_ADMINISTRATOR ->
                    isAdministrator(call, now)
                            ? act(endpoint, new Asked(call, ids, null, now))
                            : let(endpoint, call, ids, callers.check(call, now), now);
            };
        } catch (Refusal e) {
            return e.answer();
        } catch (RuntimeException e) {
            // Nobody could be told apart before: the database of sessions fails, for one.
            watcher.failed(endpoint.template(), e);
            return Refusal.of(500, "auth_error").answer();
        }
    }

    private ApiAnswer let(Endpoint endpoint, ApiCall call, Map<String, String> ids, CallerCheck check, Instant now)
            throws InterruptedException {
        return switch (check) {
            case CallerCheck.Denied(ApiAnswer answer) -> answer;
            case CallerCheck.Anonymous(Map<String, String> headers) ->
                act(endpoint, new Asked(call, ids, null, now)).with(headers);
            case CallerCheck.Passed(Caller caller, Map<String, String> headers) ->
                act(endpoint, new Asked(call, ids, caller, now)).with(headers);
        };
    }

    private ApiAnswer act(Endpoint endpoint, Asked asked) throws InterruptedException {
        try {
            return endpoint.action().answer(asked);
        } catch (Refusal e) {
            return e.answer();
        } catch (RuntimeException e) {
            watcher.failed(endpoint.template(), e);
            return Refusal.of(500, endpoint.failure()).answer();
        }
    }

    /** @throws Refusal for a token of ours that does not grant enough */
    private boolean isAdministrator(ApiCall call, Instant now) {
        String bearer = call.bearer();
        if (bearer == null || !(administrators.verify(bearer, now) instanceof TokenVerdict.Verified(var token))) {
            return false;
        }
        if (!token.isAdministrators()) {
            throw Refusal.of(403, "Forbidden", "The token must grant roomCreate and roomAdmin");
        }
        return true;
    }

    /** Pages of listed origins may read what they ask for with a cookie (Fetch standard, CORS protocol). */
    private ApiAnswer shared(ApiCall call, ApiAnswer answer) {
        String origin = call.header("origin");
        return origin == null || !origins.contains(origin)
                ? answer
                : answer.with("access-control-allow-origin", origin)
                        .with("access-control-allow-credentials", "true")
                        .with("vary", "origin");
    }
}
