package io.sluice.config;

import java.util.Map;

/** Reads {@code token_api}. */
final class TokenApiReader {
    private final Settings settings;
    private final Map<String, String> environment;
    private final Findings findings;

    /** @param environment may name the URL as LiveKit's tools do, in {@code LIVEKIT_URL} */
    TokenApiReader(Settings settings, Map<String, String> environment, Findings findings) {
        this.settings = settings;
        this.environment = environment;
        this.findings = findings;
    }

    TokenApiConfig read() {
        return new TokenApiConfig(
                settings.flag("token_api.enabled"),
                settings.text("token_api.compat").equals("peerwave"),
                url(),
                settings.texts("token_api.hosts"),
                settings.text("token_api.e2ee"),
                database(),
                settings.flag("token_api.management"),
                settings.number("token_api.management_requests_per_minute"));
    }

    private String url() {
        String set = settings.text("token_api.url");
        String url = set.isEmpty() ? environment.getOrDefault("LIVEKIT_URL", "") : set;
        if (!url.isEmpty() && !url.startsWith("ws://") && !url.startsWith("wss://")) {
            findings.problem(
                    ProblemCode.WRONG_TYPE,
                    set.isEmpty() ? "environment variable LIVEKIT_URL" : settings.where("token_api.url"),
                    "token_api.url",
                    "expected a URL that begins with ws:// or wss://");
        }
        return url;
    }

    private DatabaseConfig database() {
        DatabaseConfig database = new DatabaseConfig(
                settings.text("token_api.database.url"),
                settings.text("token_api.database.user"),
                settings.text("token_api.database.password"));
        String url = database.url();
        if (!url.isEmpty() && !url.startsWith("jdbc:postgresql:") && !url.startsWith("jdbc:h2:")) {
            findings.problem(
                    ProblemCode.WRONG_TYPE,
                    settings.where("token_api.database.url"),
                    "token_api.database.url",
                    "expected a URL that begins with jdbc:postgresql: or jdbc:h2:");
        }
        return database;
    }
}
