package io.sluice.server.node;

import io.sluice.config.SluiceConfig;
import io.sluice.server.hook.OutboxListener;
import io.sluice.server.hook.WebhookOutbox;
import io.sluice.tokenapi.token.KeyRing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes the outbox of webhooks as the configuration says. */
final class Webhooks {
    private Webhooks() {}

    /** Null where nobody may ever be told anything. */
    static @Nullable WebhookOutbox start(
            SluiceConfig config, Clock clock, RandomGenerator random, OutboxListener listener) throws IOException {
        String secret = config.keys().secrets().get(config.webhook().apiKey());
        if (!config.webhook().used() || secret == null) {
            return null;
        }
        Map<String, String> key = Map.of(config.webhook().apiKey(), secret);
        return WebhookOutbox.start(
                config.webhook(),
                config.development() ? KeyRing.allowingShortSecrets(key) : KeyRing.of(key),
                config.dataDirectory().isEmpty() ? null : Path.of(config.dataDirectory()),
                clock,
                random,
                listener);
    }
}
