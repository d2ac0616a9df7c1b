package io.sluice.tokenapi.live;

import io.sluice.tokenapi.access.Access;
import io.sluice.tokenapi.channel.Channel;
import io.sluice.tokenapi.channel.ChannelMember;
import io.sluice.tokenapi.channel.Identities;
import io.sluice.tokenapi.channel.Meeting;
import io.sluice.tokenapi.channel.RoomNames;
import io.sluice.tokenapi.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * Brings running calls in line with rights that change. Before a change one asks for a {@link Watch} on whatever is about to
 * change, and after it tells the watch, which compares: who may not be there any more is sent out, who has other rights gets
 * them at once, and tokens that say more than is true now are revoked. Who is not concerned is not touched, be it somebody
 * whom the application let in by a token of its own.
 */
public final class Enforcement {
    private final Store store;
    private final Access access;
    private final LiveRooms rooms;
    private final TokenRevocation tokens;
    private final Executor secondLook;
    private final Clock clock;

    /** @param secondLook runs what it is given about a second later; see {@link Watch#settle} */
    public Enforcement(
            Store store, Access access, LiveRooms rooms, TokenRevocation tokens, Executor secondLook, Clock clock) {
        this.store = store;
        this.access = access;
        this.rooms = rooms;
        this.tokens = tokens;
        this.secondLook = secondLook;
        this.clock = clock;
    }

    /** Before a membership of a channel begins, changes or ends. */
    public Watch ofMember(String channelId, String userId) {
        return watch(Map.of(RoomNames.ofChannel(channelId), Set.of(userId)));
    }

    /** Before a channel changes. */
    public Watch ofChannel(String channelId) {
        Channel channel = store.channels().find(channelId);
        if (channel == null) {
            return watch(Map.of());
        }
        Set<String> users = new HashSet<>();
        store.members().ofChannel(channelId).forEach(member -> users.add(member.userId()));
        if (channel.owner() != null) {
            users.add(channel.owner());
        }
        return watch(Map.of(RoomNames.ofChannel(channelId), users));
    }

    /** Before a meeting changes. */
    public Watch ofMeeting(String meetingId) {
        Meeting meeting = store.meetings().find(meetingId);
        if (meeting == null) {
            return watch(Map.of());
        }
        Set<String> users = new HashSet<>(meeting.invited());
        users.addAll(meeting.managers());
        if (meeting.createdBy() != null) {
            users.add(meeting.createdBy());
        }
        return watch(Map.of(RoomNames.ofMeeting(meetingId), users));
    }

    /** Before a role changes or is deleted. */
    public Watch ofRole(String roleId) {
        Map<String, Set<String>> users = new HashMap<>();
        for (ChannelMember member : store.members().ofRole(roleId)) {
            add(users, RoomNames.ofChannel(member.channelId()), member.userId());
        }
        for (Channel channel : store.channels().ofDefaultRole(roleId)) {
            for (ChannelMember member : store.members().ofChannel(channel.id())) {
                if (member.roles().isEmpty()) {
                    add(users, RoomNames.ofChannel(channel.id()), member.userId());
                }
            }
        }
        return watch(users);
    }

    /** Before a user is deleted. */
    public Watch ofUser(String userId) {
        Map<String, Set<String>> users = new HashMap<>();
        store.channels().ofUser(userId).forEach(channel -> add(users, RoomNames.ofChannel(channel.id()), userId));
        store.meetings().ofUser(userId).forEach(meeting -> add(users, RoomNames.ofMeeting(meeting.id()), userId));
        return watch(users);
    }

    /** After a meeting was stored: its guests leave if it is not open to them. */
    public void meetingStored(String meetingId) {
        if (sendGuestsOut(meetingId)) {
            secondLook.execute(() -> sendGuestsOut(meetingId));
        }
    }

    /** @return whether there are any who may not be there */
    private boolean sendGuestsOut(String meetingId) {
        Meeting meeting = store.meetings().find(meetingId);
        Instant now = clock.instant();
        if (meeting == null || meeting.isOpenToGuests(now)) {
            return false;
        }
        String room = RoomNames.ofMeeting(meetingId);
        List<String> identities = store.guests().admitted(meetingId, now).stream()
                .map(guest -> Identities.ofGuest(guest.sessionId()))
                .toList();
        identities.forEach(identity -> tokens.revokeOfUser(room, identity));
        for (LiveParticipant participant : rooms.participants(room)) {
            if (identities.contains(participant.identity())) {
                rooms.remove(room, participant.identity());
            }
        }
        return !identities.isEmpty();
    }

    /** After a channel was deleted: its call ends. */
    public void channelDeleted(String channelId) {
        end(RoomNames.ofChannel(channelId), () -> store.channels().find(channelId) == null);
    }

    /** After a meeting was deleted: its call ends. */
    public void meetingDeleted(String meetingId) {
        end(RoomNames.ofMeeting(meetingId), () -> store.meetings().find(meetingId) == null);
    }

    /** @param isGone whether it still is a second later: it may have been stored anew */
    private void end(String room, BooleanSupplier isGone) {
        tokens.revokeOfRoom(room);
        rooms.close(room);
        secondLook.execute(() -> {
            if (isGone.getAsBoolean()) {
                rooms.close(room);
            }
        });
    }

    private Watch watch(Map<String, Set<String>> users) {
        return new Watch(users, access, rooms, tokens, secondLook);
    }

    private static void add(Map<String, Set<String>> users, String room, String user) {
        users.computeIfAbsent(room, _ -> new HashSet<>()).add(user);
    }
}
