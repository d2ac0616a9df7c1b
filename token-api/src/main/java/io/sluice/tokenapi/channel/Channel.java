package io.sluice.tokenapi.channel;

import org.jspecify.annotations.Nullable;

/**
 * A lasting place to meet, whose calls take place in the room {@link RoomNames#ofChannel}.
 *
 * @param owner user who may do everything in it; null once that user has been deleted
 * @param defaultRole role of members who have none of their own; null for none
 * @param e2ee null for what the server does with rooms in general
 */
public record Channel(
        String id,
        String name,
        ChannelType type,
        @Nullable String owner,
        @Nullable String defaultRole,
        @Nullable E2eePolicy e2ee) {

    /** Whether this user owns the channel. */
    public boolean isOwnedBy(String userId) {
        return userId.equals(owner);
    }
}
