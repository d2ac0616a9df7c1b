package io.sluice.tokenapi.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Hears what an SFU elsewhere reports by webhook. */
@FunctionalInterface
public interface SfuEvents {
    /** For a server whose rooms are in the same process. */
    SfuEvents NONE = (name, event) -> {};

    /**
     * A genuine event, each once.
     *
     * @param name such as {@code participant_joined}
     * @param event WebhookEvent in proto JSON
     */
    void happened(String name, ObjectNode event);
}
