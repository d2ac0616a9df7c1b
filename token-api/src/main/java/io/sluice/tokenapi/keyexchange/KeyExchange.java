package io.sluice.tokenapi.keyexchange;

import io.sluice.tokenapi.access.Access;
import io.sluice.tokenapi.channel.Identities;
import io.sluice.tokenapi.channel.Mode;
import io.sluice.tokenapi.channel.RoomNames;
import io.sluice.tokenapi.channel.User;
import io.sluice.tokenapi.store.Store;
import java.time.Clock;
import java.util.Map;

/** All that clients find at their sockets, put together. */
public final class KeyExchange {
    private final RelayCounters counters = new RelayCounters();
    private final VideoRelay users;
    private final GuestRelay guests;
    private final MeetingRelay meetings;

    /**
     * A key exchange that nobody is connected to.
     *
     * @param authenticator finds out who is at a socket
     * @param store knows guests, and what people are called
     * @param access decides who may be in which call
     */
    public KeyExchange(SocketAuthenticator authenticator, Store store, Access access, Clock clock) {
        CallAccess calls = CallAccess.of(access);
        Devices devices = new Devices();
        meetings = new MeetingRelay(devices, calls, userId -> name(store, userId), counters, clock);
        guests = new GuestRelay(
                new GuestAccess(store.guests(), store.meetings(), access.mode() == Mode.PEERWAVE, clock),
                meetings,
                counters,
                clock);
        users = new VideoRelay(authenticator, calls, devices, meetings, guests, counters, clock);
    }

    private static String name(Store store, String userId) {
        User user = store.users().find(userId);
        return user == null ? userId : user.name();
    }

    /** Who listens in which namespace. */
    public Map<String, SocketNamespace> namespaces() {
        return Map.of("/", users, "/external", guests);
    }

    /** Where to tell of guests who come by other ways. */
    public GuestRelay guests() {
        return guests;
    }

    /** Somebody who is called answered by another way than a socket: those at the meeting hear of it. */
    public void answered(String meetingId, String userId, boolean accepted) {
        meetings.answered(userId, meetingId, accepted ? "call:accepted" : "call:declined");
    }

    /** What became of all events so far. */
    public RelayCounters counters() {
        return counters;
    }

    /** How many people are in calls. */
    public int participants() {
        return users.participants();
    }

    /**
     * The media server has let somebody into a room. Blocks.
     *
     * @param session unique among all sessions, also of the same identity
     */
    public void mediaJoined(String room, String identity, String session) {
        users.mediaJoined(callOf(room), Identities.userOf(identity), session);
    }

    /** A session in a room has ended. Blocks. */
    public void mediaLeft(String room, String identity, String session, LeaveReason reason) {
        users.mediaLeft(callOf(room), Identities.userOf(identity), session, reason);
    }

    private static String callOf(String room) {
        String channel = RoomNames.channelOf(room);
        return channel == null ? room : channel;
    }
}
