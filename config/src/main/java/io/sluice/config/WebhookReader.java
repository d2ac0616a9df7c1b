package io.sluice.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;

/** Reads {@code webhook} and what Sluice adds to it. */
final class WebhookReader {
    private final Settings settings;
    private final Findings findings;

    WebhookReader(Settings settings, Findings findings) {
        this.settings = settings;
        this.findings = findings;
    }

    WebhookConfig read(ApiKeys keys) {
        WebhookConfig config = new WebhookConfig(
                settings.texts("webhook.urls"),
                settings.text("webhook.api_key"),
                settings.texts("webhook.filter_params.include_events"),
                settings.texts("webhook.filter_params.exclude_events"),
                settings.flag("room.enable_full_room_in_webhooks"),
                settings.texts("sluice.webhook_room_urls"),
                atLeastOne("webhook.url_notifier.num_workers"),
                positive("webhook.resource_url_notifier.max_age"),
                atLeastOne("webhook.resource_url_notifier.max_depth"),
                atLeastOne("sluice.webhook_capacity"),
                positive("sluice.webhook_first_retry"),
                positive("sluice.webhook_longest_retry"));
        config.urls().forEach(url -> checkUrl("webhook.urls", url));
        config.roomUrls().forEach(url -> checkUrl("sluice.webhook_room_urls", url));
        if (config.used() && !keys.secrets().containsKey(config.apiKey())) {
            String key = config.urls().isEmpty() ? "sluice.webhook_room_urls" : "webhook.urls";
            findings.problem(
                    ProblemCode.INCOMPLETE,
                    settings.where(key),
                    "webhook.api_key",
                    "api_key is required to use webhooks, and must be one of keys");
        }
        return config;
    }

    private int atLeastOne(String key) {
        int value = settings.number(key);
        if (value < 1) {
            findings.problem(ProblemCode.OUT_OF_RANGE, settings.where(key), key, "expected 1 or more, got " + value);
        }
        return value;
    }

    private Duration positive(String key) {
        Duration value = settings.duration(key);
        if (value.isNegative() || value.isZero()) {
            findings.problem(ProblemCode.OUT_OF_RANGE, settings.where(key), key, "expected a time longer than none");
        }
        return value;
    }

    /** A URL may hold a password, so it is not repeated. */
    private void checkUrl(String key, String url) {
        try {
            URI parsed = new URI(url);
            if (List.of("http", "https").contains(String.valueOf(parsed.getScheme())) && parsed.getHost() != null) {
                return;
            }
        } catch (URISyntaxException e) {
            // Told below, without the text.
        }
        findings.problem(
                ProblemCode.WRONG_TYPE,
                settings.where(key),
                key,
                "expected URLs that begin with http:// or https:// and name a host");
    }
}
