package io.sluice.sfu.control;

import java.util.List;

/**
 * A room as those see it who run the server.
 *
 * @param room its facts
 * @param participants all of them, also hidden ones and those who are still joining
 */
public record RoomView(RoomSnapshot room, List<ParticipantSnapshot> participants) {
    public RoomView {
        participants = List.copyOf(participants);
    }
}
