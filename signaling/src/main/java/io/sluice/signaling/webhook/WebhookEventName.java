package io.sluice.signaling.webhook;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The events that are told. */
public enum WebhookEventName {
    ROOM_STARTED,
    ROOM_FINISHED,
    PARTICIPANT_JOINED,
    PARTICIPANT_LEFT,
    PARTICIPANT_CONNECTION_ABORTED,
    TRACK_PUBLISHED,
    TRACK_UNPUBLISHED;

    /** As it stands in the payload and in filters. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All of them, as they stand in payloads. */
    public static List<String> all() {
        return Arrays.stream(values()).map(WebhookEventName::wire).toList();
    }
}
