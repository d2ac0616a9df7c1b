package io.sluice.sfu.explain;

import java.util.List;

/**
 * A room at one moment.
 *
 * @param name people join by it
 * @param sid of this life of the room
 * @param participants everybody in it, the hidden too
 */
public record RoomExplanation(String name, String sid, List<ParticipantExplanation> participants) {
    public RoomExplanation {
        participants = List.copyOf(participants);
    }
}
