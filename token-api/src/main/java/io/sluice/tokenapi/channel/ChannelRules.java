package io.sluice.tokenapi.channel;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a user may do in the calls of a channel. Pure: everything it goes by is handed in. */
public final class ChannelRules {
    private ChannelRules() {}

    /**
     * Decides.
     *
     * @param member the user's membership, null where there is none
     * @param roles roles that count for the member: its own, or the channel's default role if it has none
     */
    public static Decision decide(
            Channel channel, String userId, @Nullable ChannelMember member, Collection<Role> roles, Mode mode) {
        boolean owner = channel.isOwnedBy(userId);
        if (!owner && member == null) {
            return Decision.Refused.NOT_A_MEMBER;
        }
        if (channel.type() != ChannelType.WEBRTC && mode == Mode.STRICT) {
            return Decision.Refused.NO_CALLS;
        }
        if (owner || member == null) {
            return new Decision.Granted(Rights.OWNER);
        }
        Boolean override = member.channelWebRtc();
        if (override != null && !override) {
            return Decision.Refused.NO_WEBRTC;
        }
        List<Role> counting = roles.stream()
                .filter(role -> role.scope() == RoleScope.CHANNEL_WEBRTC)
                .toList();
        Rights rights = ofRoles(counting);
        if (rights.canSubscribe() || rights.canPublish()) {
            return new Decision.Granted(rights);
        }
        boolean forgiven = counting.isEmpty() && mode == Mode.PEERWAVE;
        if (forgiven || override != null) {
            return new Decision.Granted(rights.roomAdmin() ? Rights.MODERATOR : Rights.PARTICIPANT);
        }
        return Decision.Refused.NO_WEBRTC;
    }

    private static Rights ofRoles(List<Role> roles) {
        return new Rights(
                any(roles, Permission.STREAM_VIEW),
                any(roles, Permission.STREAM_SEND),
                any(roles, Permission.CHAT_SEND),
                any(roles, Permission.STREAM_MANAGE)
                        || any(roles, Permission.USER_KICK)
                        || any(roles, Permission.USER_MUTE),
                false);
    }

    private static boolean any(List<Role> roles, String permission) {
        return roles.stream().anyMatch(role -> role.permits(permission));
    }
}
