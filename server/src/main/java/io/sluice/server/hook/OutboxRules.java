package io.sluice.server.hook;

import io.sluice.config.WebhookConfig;

/**
 * How the outbox is emptied.
 *
 * @param parallel letters on their way to one receiver at a time
 * @param maxAgeMillis after which a letter is dropped
 * @param maxDepth letters about one room that wait for one receiver
 * @param capacity letters that wait at all
 * @param firstRetryMillis pause after the first failure, doubled from failure to failure
 * @param longestRetryMillis longest pause
 */
record OutboxRules(
        int parallel, long maxAgeMillis, int maxDepth, int capacity, long firstRetryMillis, long longestRetryMillis) {
    static OutboxRules of(WebhookConfig config) {
        return new OutboxRules(
                config.parallel(),
                config.maxAge().toMillis(),
                config.maxDepth(),
                config.capacity(),
                config.firstRetry().toMillis(),
                config.longestRetry().toMillis());
    }
}
