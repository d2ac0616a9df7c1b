package io.sluice.server.hook;

import io.sluice.signaling.webhook.WebhookEventName;
import java.util.Arrays;
import java.util.List;

/**
 * Which events are told.
 *
 * @param include if not empty, only these
 * @param exclude otherwise all but these, and those that are told on request only
 */
record EventFilter(List<String> include, List<String> exclude) {
    /** Events that no filter includes unless it names them. */
    private static final List<String> ON_REQUEST = Arrays.stream(WebhookEventName.values())
            .filter(WebhookEventName::onRequest)
            .map(WebhookEventName::wire)
            .toList();

    EventFilter {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    boolean passes(String event) {
        return include.isEmpty() ? !exclude.contains(event) && !ON_REQUEST.contains(event) : include.contains(event);
    }
}
