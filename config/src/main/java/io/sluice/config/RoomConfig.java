package io.sluice.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What rooms are like unless something else is asked for.
 *
 * @param autoCreate whether joining creates a room
 * @param maxParticipants 0 for any number
 * @param emptyTimeout how long a room nobody joined is kept
 * @param departureTimeout how long a room is kept after the last participant left
 * @param updateBatchTargetSize bytes of participant updates sent at once
 * @param configurations settings that can be asked for by name, each a {@code RoomConfiguration} in proto JSON
 */
public record RoomConfig(
        boolean autoCreate,
        List<CodecSpec> enabledCodecs,
        int maxParticipants,
        Duration emptyTimeout,
        Duration departureTimeout,
        boolean enableRemoteUnmute,
        PlayoutDelay playoutDelay,
        boolean syncStreams,
        int updateBatchTargetSize,
        Map<String, String> configurations) {
    public RoomConfig {
        enabledCodecs = List.copyOf(enabledCodecs);
        configurations = Map.copyOf(configurations);
    }
}
