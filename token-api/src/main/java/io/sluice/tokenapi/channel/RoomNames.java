package io.sluice.tokenapi.channel;

import org.jspecify.annotations.Nullable;

/** Which room belongs to which channel or meeting. */
public final class RoomNames {
    private static final String CHANNEL = "channel-";

    private RoomNames() {}

    /** Room of a channel's calls. */
    public static String ofChannel(String channelId) {
        return CHANNEL + channelId;
    }

    /** Channel whose calls take place in this room, or null. */
    public static @Nullable String channelOf(String room) {
        return room.startsWith(CHANNEL) ? room.substring(CHANNEL.length()) : null;
    }

    /** Room of a meeting, which bears its id. */
    public static String ofMeeting(String meetingId) {
        return meetingId;
    }
}
