package io.sluice.sfu.control;

import java.util.List;

/**
 * A room as its participants are told of it.
 *
 * @param sid {@code RM_…}
 * @param name people join by it
 * @param metadata free text
 * @param createdAtMillis of the epoch
 * @param policy its rules
 * @param participants without agents and egress
 * @param publishers of them, those who publish
 * @param recording whether a recorder is present
 * @param enabledCodecs mime types
 */
public record RoomSnapshot(
        String sid,
        String name,
        String metadata,
        long createdAtMillis,
        RoomPolicy policy,
        int participants,
        int publishers,
        boolean recording,
        List<String> enabledCodecs) {
    public RoomSnapshot {
        enabledCodecs = List.copyOf(enabledCodecs);
    }
}
