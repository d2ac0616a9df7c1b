package io.sluice.config;

import java.time.Duration;
import java.util.List;

/**
 * Where events are told, and how long that is tried.
 *
 * @param urls http or https; every receiver gets every event
 * @param apiKey signs; empty exactly when there are no URLs and no room may name any
 * @param includeEvents if not empty, only these events
 * @param excludeEvents otherwise not these
 * @param fullRooms whether events about tracks carry the whole room
 * @param roomUrls beginnings of URLs that rooms may name as receivers of their own
 * @param parallel deliveries to one receiver at a time
 * @param maxAge after which an event is dropped
 * @param maxDepth events of one room that may wait for one receiver
 * @param capacity events that may wait at all
 * @param firstRetry pause before the second try
 * @param longestRetry longest pause between tries
 */
public record WebhookConfig(
        List<String> urls,
        String apiKey,
        List<String> includeEvents,
        List<String> excludeEvents,
        boolean fullRooms,
        List<String> roomUrls,
        int parallel,
        Duration maxAge,
        int maxDepth,
        int capacity,
        Duration firstRetry,
        Duration longestRetry) {
    public WebhookConfig {
        urls = List.copyOf(urls);
        includeEvents = List.copyOf(includeEvents);
        excludeEvents = List.copyOf(excludeEvents);
        roomUrls = List.copyOf(roomUrls);
    }

    /** Whether anybody may ever be told anything. */
    public boolean used() {
        return !urls.isEmpty() || !roomUrls.isEmpty();
    }
}
