package io.sluice.tokenapi.manage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.caller.RateLimiter;
import io.sluice.tokenapi.http.ApiAnswer;
import io.sluice.tokenapi.http.ApiCall;
import io.sluice.tokenapi.http.ApiHandler;
import io.sluice.tokenapi.http.PathTemplate;
import io.sluice.tokenapi.live.Enforcement;
import io.sluice.tokenapi.store.Store;
import io.sluice.tokenapi.store.StoreException;
import io.sluice.tokenapi.token.TokenIssuer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers everything beneath {@code /api/manage/}. {@code PUT} stores or replaces and answers 201 or 200 with the thing,
 * {@code GET} shows it, {@code DELETE} answers 204. All but the API's own description wants an administrator's token.
 */
public final class ManagementApi implements ApiHandler {
    static final String DESCRIPTION = "/api/manage/openapi.json";

    private final Map<PathTemplate, Resource> resources = new LinkedHashMap<>();
    private final TokenResource tokens;
    private final Administrators administrators;
    private final RateLimiter limiter;
    private final Consumer<StoreException> failures;
    private final Clock clock;
    private final byte[] description;

    /**
     * @param requestsPerMinute of all callers together; 0 for no limit
     * @param url where the bearer of a token connects, for whoever sent that request
     * @param failures told what the database did, which callers are not
     */
    public ManagementApi(
            Store store,
            Enforcement enforcement,
            TokenIssuer issuer,
            Administrators administrators,
            int requestsPerMinute,
            Function<ApiCall, String> url,
            Consumer<StoreException> failures,
            Clock clock) {
        for (Resource resource : List.of(
                new UserResource(store, enforcement),
                new SessionResource(store),
                new ChannelResource(store, enforcement),
                new MemberResource(store, enforcement),
                new RoleResource(store, enforcement),
                new MeetingResource(store, enforcement))) {
            resources.put(new PathTemplate(resource.template()), resource);
        }
        this.tokens = new TokenResource(store, issuer, url);
        this.administrators = administrators;
        this.limiter = new RateLimiter(requestsPerMinute, Duration.ofMinutes(1), 1);
        this.failures = failures;
        this.clock = clock;
        this.description = description();
    }

    @Override
    public ApiAnswer answer(ApiCall call) {
        if (call.path().equals(DESCRIPTION)) {
            return call.method().equals("GET")
                    ? ApiAnswer.of(200, "application/json", description)
                    : notAllowed(Set.of("GET"));
        }
        ApiAnswer refusal = administrators.refuse(call, clock.instant());
        if (refusal != null) {
            return refusal;
        }
        RateLimiter.Standing standing = limiter.count("", clock.instant());
        ApiAnswer answer = standing.isExceeded() ? tooMany(standing) : answerOf(call);
        return answer.with(standing.headers());
    }

    private ApiAnswer answerOf(ApiCall call) {
        try {
            return serve(call);
        } catch (Problem problem) {
            return problem.answer();
        } catch (StoreException e) {
            failures.accept(e);
            return Problem.of(503, "the database does not answer").answer();
        }
    }

    private ApiAnswer serve(ApiCall call) {
        if (call.path().equals(TokenResource.PATH)) {
            return call.method().equals("POST")
                    ? json(201, tokens.issue(call, clock.instant()))
                    : notAllowed(Set.of("POST"));
        }
        List<String> path = PathTemplate.parts(call.path());
        for (Map.Entry<PathTemplate, Resource> each : resources.entrySet()) {
            Map<String, String> ids = each.getKey().match(path);
            if (ids != null) {
                ids.forEach(Body::checkedId);
                return serve(each.getValue(), List.copyOf(ids.values()), call);
            }
        }
        throw Problem.of(404, "there is no such path");
    }

    private static ApiAnswer serve(Resource resource, List<String> ids, ApiCall call) {
        return switch (call.method()) {
            case "GET" -> json(200, found(resource.get(ids)));
            case "PUT" -> {
                boolean created = resource.put(ids, Body.parse(call.body()));
                yield json(created ? 201 : 200, found(resource.get(ids)));
            }
            case "DELETE" -> {
                if (!resource.delete(ids)) {
                    throw Problem.of(404, "there is nothing of that id");
                }
                yield ApiAnswer.empty(204);
            }
            default -> notAllowed(Set.of("GET", "PUT", "DELETE"));
        };
    }

    /** Paths and methods that are served, for a test to hold against the description. */
    Map<String, Set<String>> routes() {
        Map<String, Set<String>> routes = new TreeMap<>();
        resources.keySet().forEach(template -> routes.put(template.toString(), Set.of("get", "put", "delete")));
        routes.put(TokenResource.PATH, Set.of("post"));
        routes.put(DESCRIPTION, Set.of("get"));
        return routes;
    }

    private static ObjectNode found(@Nullable ObjectNode thing) {
        if (thing == null) {
            throw Problem.of(404, "there is nothing of that id");
        }
        return thing;
    }

    private static ApiAnswer json(int status, ObjectNode body) {
        return ApiAnswer.json(status, body.toString());
    }

    private static ApiAnswer notAllowed(Set<String> methods) {
        return Problem.of(405, "that can not be done here")
                .answer()
                .with("allow", String.join(", ", new TreeSet<>(methods)));
    }

    private static ApiAnswer tooMany(RateLimiter.Standing standing) {
        return Problem.of(
                        429,
                        "all callers of this API together may send " + standing.limit()
                                + " requests a minute; the next window begins in " + standing.resetSeconds() + " s")
                .answer(standing.resetSeconds());
    }

    private static byte[] description() {
        try (InputStream text = ManagementApi.class.getResourceAsStream("openapi.json")) {
            if (text == null) {
                throw new IllegalStateException("openapi.json is missing from the jar");
            }
            return text.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
