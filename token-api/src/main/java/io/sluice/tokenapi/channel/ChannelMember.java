package io.sluice.tokenapi.channel;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * That a user belongs to a channel, and as what.
 *
 * @param roles ids of the roles held in this channel; none means the channel's default role
 * @param channelWebRtc overrides what the roles say about taking part in calls; null where there is no override
 */
public record ChannelMember(
        String channelId,
        String userId,
        Set<String> roles,
        @Nullable Boolean channelWebRtc) {
    /** Name of the override in JSON. */
    public static final String CHANNEL_WEBRTC = "channelWebRtc";

    public ChannelMember {
        roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
    }
}
