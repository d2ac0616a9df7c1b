package io.sluice.tokenapi.access;

import io.sluice.tokenapi.channel.Channel;
import io.sluice.tokenapi.channel.ChannelMember;
import io.sluice.tokenapi.channel.ChannelRules;
import io.sluice.tokenapi.channel.Decision;
import io.sluice.tokenapi.channel.Meeting;
import io.sluice.tokenapi.channel.MeetingRules;
import io.sluice.tokenapi.channel.Mode;
import io.sluice.tokenapi.channel.Role;
import io.sluice.tokenapi.channel.RoomNames;
import io.sluice.tokenapi.store.Store;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers who may join what. Nothing is remembered: what has been changed counts from the next question on. Blocks. */
public final class Access {
    private final Store store;
    private final Mode mode;

    public Access(Store store, Mode mode) {
        this.store = store;
        this.mode = mode;
    }

    /** What the rules are read as. */
    public Mode mode() {
        return mode;
    }

    /** Whether this user may join the calls of that channel. */
    public Decision toChannel(String userId, String channelId) {
        Channel channel = store.channels().find(channelId);
        return channel == null ? Decision.Refused.UNKNOWN : toChannel(userId, channel);
    }

    /** The same for a channel at hand. */
    public Decision toChannel(String userId, Channel channel) {
        ChannelMember member = store.members().find(channel.id(), userId);
        return ChannelRules.decide(channel, userId, member, roles(channel, member), mode);
    }

    /** Whether this user may join that meeting. */
    public Decision toMeeting(String userId, String meetingId) {
        Meeting meeting = store.meetings().find(meetingId);
        return meeting == null ? Decision.Refused.UNKNOWN : MeetingRules.decide(meeting, userId);
    }

    /** Whether this user may join the channel's calls or the meeting that take place in this room. */
    public Decision toRoom(String userId, String room) {
        String channelId = RoomNames.channelOf(room);
        return channelId == null ? toMeeting(userId, room) : toChannel(userId, channelId);
    }

    private List<Role> roles(Channel channel, @Nullable ChannelMember member) {
        if (member == null) {
            return List.of();
        }
        if (!member.roles().isEmpty()) {
            return store.roles().findAll(member.roles());
        }
        return channel.defaultRole() == null ? List.of() : store.roles().findAll(Set.of(channel.defaultRole()));
    }
}
