package io.sluice.config;

import io.sluice.config.CallersConfig.Bearer;
import io.sluice.config.CallersConfig.Cookie;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what {@code token_api} says about endpoints and those who call them. */
final class CallersReader {
    private static final int LEAST_SECRET_BYTES = 32;
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final Duration LIFETIME_OF_PEERWAVE = Duration.ofHours(6);
    private static final Set<String> BY_SECRET = Set.of("HS256", "HS384", "HS512");
    private static final Set<String> BY_KEY =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA");
    private static final List<String> USUAL_BY_KEY = List.of("RS256", "PS256", "ES256", "EdDSA");
    private static final Pattern PATH = Pattern.compile("(?:/[A-Za-z0-9._-]+)+");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(?:\\.\\d{1,3}){3}|\\[::1]");
    private static final Pattern TABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

    private final Settings settings;
    private final Findings findings;

    CallersReader(Settings settings, Findings findings) {
        this.settings = settings;
        this.findings = findings;
    }

    CallersConfig read() {
        Map<String, String> homeservers = settings.textMap("token_api.matrix.homeservers");
        homeservers.values().forEach(url -> checkUrl("token_api.matrix.homeservers", url));
        Map<String, String> apiKeys = settings.textMap("token_api.api_keys");
        apiKeys.forEach((user, key) -> checkSecret("token_api.api_keys", key));
        return new CallersConfig(
                settings.flag("token_api.peerwave.enabled"),
                tokenSourcePath(),
                settings.text("token_api.token_source.default_room"),
                homeservers,
                lifetime(),
                settings.flag("token_api.signed_headers"),
                cookie(),
                bearer(),
                apiKeys,
                settings.number("token_api.limits.user_per_minute"),
                settings.number("token_api.limits.anonymous_per_minute"),
                settings.networks("token_api.trusted_proxies"),
                settings.texts("token_api.origins"),
                settings.flag("token_api.external_sfu"));
    }

    private String tokenSourcePath() {
        String key = "token_api.token_source.path";
        String path = settings.text(key);
        if (!PATH.matcher(path).matches()) {
            findings.problem(ProblemCode.WRONG_TYPE, settings.where(key), key, "expected a path such as /api/token");
        }
        return settings.flag("token_api.token_source.enabled") ? path : "";
    }

    private Duration lifetime() {
        String key = "token_api.token_ttl";
        Duration set = settings.duration(key);
        if (set.isNegative() || (!set.isZero() && set.compareTo(Duration.ofSeconds(10)) < 0)) {
            findings.problem(ProblemCode.OUT_OF_RANGE, settings.where(key), key, "expected at least 10s");
        }
        if (!set.isZero()) {
            return set;
        }
        return settings.text("token_api.compat").equals("peerwave") ? LIFETIME_OF_PEERWAVE : LIFETIME;
    }

    private Cookie cookie() {
        List<String> secrets = new ArrayList<>();
        for (String key : List.of("token_api.cookie.secret", "token_api.cookie.old_secret")) {
            String secret = settings.text(key);
            if (!secret.isEmpty()) {
                checkSecret(key, secret);
                secrets.add(secret);
            }
        }
        String key = "token_api.cookie.table";
        String table = settings.text(key);
        if (!TABLE.matcher(table).matches()) {
            findings.problem(ProblemCode.WRONG_TYPE, settings.where(key), key, "expected the name of a table");
        }
        return new Cookie(settings.text("token_api.cookie.name"), secrets, table);
    }

    private Bearer bearer() {
        String secret = settings.text("token_api.bearer.secret");
        String keysUrl = settings.text("token_api.bearer.jwks_url");
        String issuer = settings.text("token_api.bearer.issuer");
        String audience = settings.text("token_api.bearer.audience");
        if (!secret.isEmpty()) {
            checkSecret("token_api.bearer.secret", secret);
            if (!keysUrl.isEmpty()) {
                String key = "token_api.bearer.secret";
                findings.problem(ProblemCode.CONFLICT, settings.where(key), key, "excludes token_api.bearer.jwks_url");
            }
        } else if (!keysUrl.isEmpty()) {
            checkUrl("token_api.bearer.jwks_url", keysUrl);
        } else if (!issuer.isEmpty()) {
            checkUrl("token_api.bearer.issuer", issuer);
        }
        boolean on = !secret.isEmpty() || !keysUrl.isEmpty() || !issuer.isEmpty();
        if (on && audience.isEmpty()) {
            findings.warn("token_api.bearer.audience is not set, so tokens that the issuer made for others count too");
        }
        List<String> algorithms = algorithms(!secret.isEmpty());
        return new Bearer(
                secret,
                keysUrl,
                issuer,
                audience,
                on ? algorithms : List.of(),
                settings.text("token_api.bearer.user_claim"),
                settings.text("token_api.bearer.device_claim"));
    }

    private List<String> algorithms(boolean bySecret) {
        String key = "token_api.bearer.algorithms";
        List<String> named = settings.texts(key);
        Set<String> possible = bySecret ? BY_SECRET : BY_KEY;
        for (String name : named) {
            if (!possible.contains(name)) {
                findings.problem(
                        ProblemCode.OUT_OF_RANGE,
                        settings.where(key),
                        key,
                        name + " does not go with " + (bySecret ? "a shared secret" : "published keys"));
            }
        }
        if (!named.isEmpty()) {
            return named;
        }
        return bySecret ? List.of("HS256") : USUAL_BY_KEY;
    }

    private void checkSecret(String key, String secret) {
        if (secret.getBytes(StandardCharsets.UTF_8).length < LEAST_SECRET_BYTES) {
            findings.problem(
                    ProblemCode.SHORT_SECRET,
                    settings.where(key),
                    key,
                    "a secret has fewer than " + LEAST_SECRET_BYTES + " bytes");
        }
    }

    /** Plain HTTP is for this machine only: what is fetched decides who somebody is. */
    private void checkUrl(String key, String url) {
        String problem = "expected an https URL, or http on a loopback address";
        try {
            URI uri = URI.create(url);
            String host = uri.getHost();
            boolean local = host != null && LOOPBACK.matcher(host).matches();
            if (host != null && ("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && local))) {
                return;
            }
        } catch (IllegalArgumentException e) {
            problem = "not a URL";
        }
        findings.problem(ProblemCode.WRONG_TYPE, settings.where(key), key, problem);
    }
}
