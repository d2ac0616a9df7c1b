package io.sluice.tokenapi.keyexchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.caller.RateLimiter;
import io.sluice.tokenapi.channel.Guest;
import io.sluice.tokenapi.keyexchange.RelayCounters.Result;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The namespace of guests. They say who they are as they connect, hear whether they are let in, and then may talk to the people inside. */
public final class GuestRelay implements SocketNamespace {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MESSAGES_A_MINUTE = 100;
    private static final int GUESTS = 10_000;

    private final GuestAccess access;
    private final MeetingRelay meetings;
    private final RelayCounters counters;
    private final Clock clock;
    private final RateLimiter limit = new RateLimiter(MESSAGES_A_MINUTE, Duration.ofMinutes(1), GUESTS);
    private final Set<Visitor> visitors = ConcurrentHashMap.newKeySet();

    GuestRelay(GuestAccess access, MeetingRelay meetings, RelayCounters counters, Clock clock) {
        this.access = access;
        this.meetings = meetings;
        this.counters = counters;
        this.clock = clock;
    }

    @Override
    public SocketListener connected(SocketPeer peer, SocketHandshake handshake) {
        JsonNode auth = handshake.auth();
        String session = Payload.id(auth, "session_id");
        String meeting = Payload.id(auth, "meeting_id");
        String token = auth.path("token").isTextual() ? auth.path("token").textValue() : "";
        String refusal = session == null || meeting == null || token.isEmpty()
                ? "Missing session_id, token, or meeting_id"
                : access.refusal(session, token, meeting);
        if (session == null || meeting == null || refusal != null) {
            peer.emit("error", JSON.objectNode().put("message", refusal));
            peer.disconnect();
            counters.count("connect", Result.DENIED);
            return new Rejected();
        }
        Visitor visitor = new Visitor(peer, session, meeting);
        visitors.add(visitor);
        peer.emit(
                "authenticated",
                JSON.objectNode()
                        .put("success", true)
                        .put("session_id", session)
                        .put("meeting_id", meeting)
                        .put("display_name", access.name(session)));
        return visitor;
    }

    /** A guest asks to be let in: those at the meeting who decide are told. Blocks. */
    public void requested(Guest guest) {
        meetings.toManagers(guest.meetingId(), "meeting:guest_admission_request", about(guest));
    }

    /** The answer, for the guest and those who decide. Blocks. */
    public void decided(Guest guest, boolean admitted) {
        toGuest(guest.sessionId(), admitted ? "meeting:admission_granted" : "meeting:admission_denied", about(guest));
        meetings.toManagers(
                guest.meetingId(), admitted ? "meeting:guest_admitted" : "meeting:guest_declined", about(guest));
    }

    private static ObjectNode about(Guest guest) {
        return JSON.objectNode()
                .put("session_id", guest.sessionId())
                .put("meeting_id", guest.meetingId())
                .put("display_name", guest.displayName());
    }

    private boolean toGuest(String session, String event, JsonNode payload) {
        boolean told = false;
        for (Visitor visitor : visitors) {
            if (visitor.session.equals(session)) {
                visitor.peer.emit(event, payload);
                told = true;
            }
        }
        return told;
    }

    /** From a user at a meeting to a guest of the same: {@code participant:meeting_e2ee_key_response} and the like. */
    Result fromUser(Device from, JsonNode message, CallAccess users, String event, List<String> names) {
        String session = Payload.id(message, "guest_session_id");
        Guest guest = session == null ? null : access.admitted(session);
        if (guest == null || !users.isGranted(from.userId, guest.meetingId())) {
            return Result.DENIED;
        }
        if (Payload.isTooLong(message)) {
            from.peer.emit(
                    "error",
                    JSON.objectNode().put("message", "Payload too large").put("event", event));
            return Result.REFUSED;
        }
        ObjectNode passed = copy(message)
                .put("meeting_id", guest.meetingId())
                .put("participant_user_id", from.userId)
                .put("participant_device_id", from.deviceId)
                .put("timestamp", clock.millis());
        boolean told = false;
        for (String name : names) {
            told |= toGuest(guest.sessionId(), name, passed);
        }
        counters.countKey();
        return told ? Result.OK : Result.UNDELIVERED;
    }

    private static ObjectNode copy(JsonNode message) {
        return message instanceof ObjectNode object ? object.deepCopy() : JSON.objectNode();
    }

    private static final class Rejected implements SocketListener {
        @Override
        public void received(String event, List<JsonNode> arguments) {
            // It was on its way when the answer was.
        }

        @Override
        public void closed() {
            // Nobody knew of it.
        }
    }

    /** A guest at a socket. */
    private final class Visitor implements SocketListener {
        private final SocketPeer peer;
        private final String session;
        private final String meeting;

        Visitor(SocketPeer peer, String session, String meeting) {
            this.peer = peer;
            this.session = session;
            this.meeting = meeting;
        }

        @Override
        public void received(String event, List<JsonNode> arguments) {
            JsonNode message = arguments.isEmpty() ? JSON.objectNode() : arguments.getFirst();
            counters.count(event, handle(event, message));
        }

        private Result handle(String event, JsonNode message) {
            if (limit.count(session, clock.instant()).isExceeded()) {
                return Result.REFUSED;
            }
            return switch (event) {
                case "guest:meeting_e2ee_key_request" ->
                    pass(event, Payload.id(message, "participant_user_id"), message);
                case "guest:signal_message" -> {
                    String recipient = Payload.id(message, "recipient_user_id");
                    yield pass(event, recipient == null ? Payload.id(message, "target_user_id") : recipient, message);
                }
                default -> Result.REFUSED;
            };
        }

        private Result pass(String event, @Nullable String userId, JsonNode message) {
            Guest guest = access.admitted(session);
            if (guest == null) {
                return Result.DENIED;
            }
            if (Payload.isTooLong(message)) {
                peer.emit(
                        "error",
                        JSON.objectNode().put("message", "Payload too large").put("event", event));
                return Result.REFUSED;
            }
            ObjectNode passed = copy(message)
                    .put("guest_session_id", session)
                    .put("guest_display_name", guest.displayName())
                    .put("meeting_id", meeting)
                    .put("timestamp", clock.millis());
            return meetings.fromGuest(meeting, userId, event, passed) ? Result.OK : Result.UNDELIVERED;
        }

        @Override
        public void closed() {
            visitors.remove(this);
        }
    }
}
