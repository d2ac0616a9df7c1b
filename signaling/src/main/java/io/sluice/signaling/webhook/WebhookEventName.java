package io.sluice.signaling.webhook;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The events that are told. The last two are no events of LiveKit. */
public enum WebhookEventName {
    ROOM_STARTED,
    ROOM_FINISHED,
    PARTICIPANT_JOINED,
    PARTICIPANT_LEFT,
    PARTICIPANT_CONNECTION_ABORTED,
    TRACK_PUBLISHED,
    TRACK_UNPUBLISHED,
    /** Somebody publishes without end-to-end encryption in a room that looks at that; only told to those who ask for it by name. */
    TRACK_UNENCRYPTED(true),
    /** Somebody was not let, because the room requires end-to-end encryption. */
    TRACK_REFUSED;

    private final boolean onRequest;

    WebhookEventName() {
        this(false);
    }

    WebhookEventName(boolean onRequest) {
        this.onRequest = onRequest;
    }

    /** Whether it is told only to those who ask for it by name. */
    public boolean onRequest() {
        return onRequest;
    }

    /** As it stands in the payload and in filters. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All of them, as they stand in payloads. */
    public static List<String> all() {
        return Arrays.stream(values()).map(WebhookEventName::wire).toList();
    }
}
