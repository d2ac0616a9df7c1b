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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

    /** As {@link #toRoom} for many at once, with few questions to the database. */
    public Map<String, Decision> toRoom(Collection<String> userIds, String room) {
        Map<String, Decision> decisions = new HashMap<>();
        String channelId = RoomNames.channelOf(room);
        Channel channel = channelId == null ? null : store.channels().find(channelId);
        Meeting meeting = channelId == null ? store.meetings().find(room) : null;
        if (channel != null) {
            decideAll(userIds, channel, decisions);
        } else {
            for (String user : userIds) {
                decisions.put(user, meeting == null ? Decision.Refused.UNKNOWN : MeetingRules.decide(meeting, user));
            }
        }
        return decisions;
    }

    private void decideAll(Collection<String> userIds, Channel channel, Map<String, Decision> decisions) {
        Map<String, ChannelMember> members = new HashMap<>();
        Set<String> held = new HashSet<>();
        if (channel.defaultRole() != null) {
            held.add(channel.defaultRole());
        }
        for (ChannelMember member : store.members().ofChannel(channel.id())) {
            members.put(member.userId(), member);
            held.addAll(member.roles());
        }
        Map<String, Role> roles = new HashMap<>();
        store.roles().findAll(held).forEach(role -> roles.put(role.id(), role));
        for (String user : userIds) {
            ChannelMember member = members.get(user);
            List<Role> counting = new ArrayList<>();
            for (String id : counting(channel, member)) {
                Role role = roles.get(id);
                if (role != null) {
                    counting.add(role);
                }
            }
            decisions.put(user, ChannelRules.decide(channel, user, member, counting, mode));
        }
    }

    private List<Role> roles(Channel channel, @Nullable ChannelMember member) {
        return store.roles().findAll(counting(channel, member));
    }

    /** Ids of the roles that count for a member, none for somebody else. */
    private static Set<String> counting(Channel channel, @Nullable ChannelMember member) {
        if (member == null) {
            return Set.of();
        }
        if (!member.roles().isEmpty()) {
            return member.roles();
        }
        return channel.defaultRole() == null ? Set.of() : Set.of(channel.defaultRole());
    }
}
