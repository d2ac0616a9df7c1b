package io.sluice.tokenapi.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.access.Access;
import io.sluice.tokenapi.caller.Caller;
import io.sluice.tokenapi.channel.Admission;
import io.sluice.tokenapi.channel.Channel;
import io.sluice.tokenapi.channel.Decision;
import io.sluice.tokenapi.channel.Guest;
import io.sluice.tokenapi.channel.Identities;
import io.sluice.tokenapi.channel.Meeting;
import io.sluice.tokenapi.channel.Rights;
import io.sluice.tokenapi.channel.RoomNames;
import io.sluice.tokenapi.channel.User;
import io.sluice.tokenapi.store.Store;
import java.time.Instant;

/** Finds the place of a caller in the room of a channel or meeting, by the words of PeerWave where there is none. Blocks. */
final class Places {
    private final Store store;
    private final Access access;

    Places(Store store, Access access) {
        this.store = store;
        this.access = access;
    }

    /**
     * In the calls of a channel.
     *
     * @param withDevice whether several devices of the user may be there at once
     * @throws Refusal when the caller has no place there
     */
    Place inChannel(Caller caller, String channelId, boolean withDevice) {
        Channel channel = channel(channelId);
        Rights rights = channelRights(caller.userId(), channel);
        String name = nameOf(caller.userId());
        ObjectNode metadata = JsonBody.JSON
                .createObjectNode()
                .put("userId", caller.userId())
                .put("username", name)
                .put("channelId", channel.id())
                .put("channelName", channel.name());
        String identity = withDevice
                ? Identities.ofDevice(caller.userId(), deviceOf(caller))
                : Identities.ofUser(caller.userId());
        return new Place(RoomNames.ofChannel(channel.id()), identity, name, metadata, rights, channel.e2ee());
    }

    /** What a user may do in the calls of a channel. @throws Refusal when that is nothing */
    Rights channelRights(String userId, Channel channel) {
        return switch (access.toChannel(userId, channel)) {
            case Decision.Granted(Rights rights) -> rights;
            case Decision.Refused.UNKNOWN -> throw Refusal.of(404, "Channel not found");
            case Decision.Refused.NOT_A_MEMBER -> throw Refusal.of(403, "Not a channel member");
            case Decision.Refused.NO_WEBRTC -> throw Refusal.of(403, "No WebRTC permission");
            case Decision.Refused.NO_CALLS -> throw Refusal.of(403, "Not a WebRTC channel");
        };
    }

    /** In a meeting, with the caller's device. @throws Refusal when the caller has no place there */
    Place inMeeting(Caller caller, String meetingId) {
        Meeting meeting = meeting(meetingId);
        if (!(access.toMeeting(caller.userId(), meetingId) instanceof Decision.Granted(Rights rights))) {
            throw Refusal.of(403, "Not authorized for this meeting");
        }
        String device = deviceOf(caller);
        String name = nameOf(caller.userId());
        ObjectNode metadata = JsonBody.JSON
                .createObjectNode()
                .put("userId", caller.userId())
                .put("deviceId", device)
                .put("username", name)
                .put("meetingId", meeting.id())
                .put("meetingTitle", meeting.title())
                .put("isOwner", rights.isOwner());
        return new Place(
                RoomNames.ofMeeting(meeting.id()),
                Identities.ofDevice(caller.userId(), device),
                name,
                metadata,
                rights,
                null);
    }

    /** A guest's in a meeting. @throws Refusal when the guest has no place there, or not yet */
    Place ofGuest(String meetingId, String sessionId, Instant now) {
        Guest guest = store.guests().find(sessionId);
        if (guest == null || !guest.meetingId().equals(meetingId)) {
            throw Refusal.of(403, "Invalid guest session");
        }
        if (guest.isExpired(now)) {
            throw Refusal.of(403, "Guest session expired");
        }
        if (guest.admission() != Admission.ADMITTED) {
            throw Refusal.of(403, "Guest not admitted to meeting");
        }
        Meeting meeting = meeting(meetingId);
        checkOpenToGuests(meeting, now);
        String name = guest.displayName().isEmpty() ? "Guest" : guest.displayName();
        ObjectNode metadata = JsonBody.JSON
                .createObjectNode()
                .put("sessionId", sessionId)
                .put("displayName", name)
                .put("meetingId", meeting.id())
                .put("meetingTitle", meeting.title())
                .put("isGuest", true);
        return new Place(
                RoomNames.ofMeeting(meeting.id()),
                Identities.ofGuest(sessionId),
                name,
                metadata,
                Rights.PARTICIPANT,
                null);
    }

    /** @throws Refusal when guests may not be there now */
    static void checkOpenToGuests(Meeting meeting, Instant now) {
        if (!meeting.allowExternal()) {
            throw Refusal.of(403, "External participants are not allowed");
        }
        if (!meeting.isNear(now)) {
            throw Refusal.of(403, "Outside time window");
        }
    }

    /** @throws Refusal when there is none */
    Channel channel(String channelId) {
        Channel channel = store.channels().find(channelId);
        if (channel == null) {
            throw Refusal.of(404, "Channel not found");
        }
        return channel;
    }

    /** The one that a path names. @throws Refusal when there is none, or others manage it than the caller */
    Meeting managedMeeting(Asked asked) {
        Meeting meeting = meeting(JsonBody.checkedId("meetingId", asked.id("meetingId")));
        if (!meeting.isManagedBy(asked.caller().userId())) {
            throw Refusal.of(403, "Not authorized for this meeting");
        }
        return meeting;
    }

    /** @throws Refusal when there is none */
    Meeting meeting(String meetingId) {
        Meeting meeting = store.meetings().find(meetingId);
        if (meeting == null) {
            throw Refusal.of(404, "Meeting not found");
        }
        return meeting;
    }

    /** Somebody whom another issuer vouches for need not be stored here. Nobody is shown an e-mail address. */
    private String nameOf(String userId) {
        User user = store.users().find(userId);
        return user == null || user.name().isEmpty() ? userId : user.name();
    }

    private static String deviceOf(Caller caller) {
        String device = caller.deviceId();
        if (device == null || device.isEmpty()) {
            throw Refusal.of(400, "Device not registered", "The session of this client names no device");
        }
        return device;
    }
}
