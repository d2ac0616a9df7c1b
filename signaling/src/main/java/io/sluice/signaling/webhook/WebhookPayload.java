package io.sluice.signaling.webhook;

import java.nio.charset.StandardCharsets;

/**
 * An event, ready to be told to any number of receivers.
 *
 * @param event such as {@code room_started}
 * @param id {@code EV_…}, the same for every receiver and every try
 * @param room name of the room: events of one name are told in order
 * @param roomSid this life of the room
 * @param json the event in the words of LiveKit, without a sequence number
 */
public record WebhookPayload(String event, String id, String room, String roomSid, String json) {
    /**
     * What is posted. The number is a field that LiveKit does not have and its receivers pass over; it is in the body because only the body
     * is signed.
     *
     * @param sequence of the event among those that a receiver is told of this life of the room, from 1
     */
    public byte[] body(long sequence) {
        // The event has an id, hence is not empty, hence a comma is right.
        return (json.substring(0, json.length() - 1) + ",\"sequence\":" + sequence + "}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
