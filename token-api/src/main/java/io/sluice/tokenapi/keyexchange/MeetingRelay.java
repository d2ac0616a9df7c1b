package io.sluice.tokenapi.keyexchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.channel.Decision;
import io.sluice.tokenapi.keyexchange.RelayCounters.Result;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What users tell each other about meetings: who looks at one, who rings whom, who answers; and what they send to guests. Everything goes only
 * to those who may be in the meeting, which is looked up each time.
 */
final class MeetingRelay {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String MEETING = "meeting_id";
    private static final int MOST_RUNG = 256;

    private final Map<String, Set<Device>> rooms = new ConcurrentHashMap<>();
    private final Devices devices;
    private final CallAccess access;
    private final UnaryOperator<String> names;
    private final RelayCounters counters;
    private final Clock clock;

    /** @param names what to call a user, by id */
    MeetingRelay(Devices devices, CallAccess access, UnaryOperator<String> names, RelayCounters counters, Clock clock) {
        this.devices = devices;
        this.access = access;
        this.names = names;
        this.counters = counters;
        this.clock = clock;
    }

    /** {@code meeting:join-room}. */
    Result join(Device from, JsonNode message) {
        String meeting = Payload.id(message, MEETING);
        if (meeting == null || !access.isGranted(from.userId, meeting)) {
            return Result.DENIED;
        }
        if (enter(from, meeting)) {
            tell(meeting, from, "meeting:participant_joined", about(meeting, from));
        }
        return Result.OK;
    }

    /** {@code meeting:leave-room}. */
    Result leave(Device from, JsonNode message) {
        String meeting = Payload.id(message, MEETING);
        if (meeting == null) {
            return Result.REFUSED;
        }
        exit(from, meeting);
        return Result.OK;
    }

    void disconnected(Device device) {
        rooms.forEach((meeting, room) -> {
            if (room.contains(device)) {
                exit(device, meeting);
            }
        });
    }

    private boolean enter(Device device, String meeting) {
        boolean[] isNew = {false};
        rooms.compute(meeting, (_, room) -> {
            Set<Device> members = room == null ? new LinkedHashSet<>() : new LinkedHashSet<>(room);
            isNew[0] = members.add(device);
            return members;
        });
        return isNew[0];
    }

    private void exit(Device device, String meeting) {
        boolean[] wasThere = {false};
        rooms.computeIfPresent(meeting, (_, room) -> {
            Set<Device> members = new LinkedHashSet<>(room);
            wasThere[0] = members.remove(device);
            return members.isEmpty() ? null : members;
        });
        if (wasThere[0]) {
            tell(meeting, device, "meeting:participant_left", about(meeting, device));
        }
    }

    private static ObjectNode about(String meeting, Device device) {
        return JSON.objectNode().put(MEETING, meeting).put("user_id", device.userId);
    }

    private void tell(String meeting, Device but, String event, JsonNode payload) {
        tell(meeting, event, payload, device -> !device.userId.equals(but.userId));
    }

    private int tell(String meeting, String event, JsonNode payload, Predicate<Device> whom) {
        int told = 0;
        for (Device device : rooms.getOrDefault(meeting, Set.of())) {
            if (whom.test(device) && access.isGranted(device.userId, meeting)) {
                device.peer.emit(event, payload);
                told++;
            }
        }
        return told;
    }

    /** {@code call:notify}: rings those who may come. */
    Result ring(Device from, JsonNode message) {
        String meeting = Payload.id(message, MEETING);
        JsonNode recipients = message.path("recipient_ids");
        if (meeting == null || !recipients.isArray() || recipients.size() > MOST_RUNG || Payload.isTooLong(message)) {
            return Result.REFUSED;
        }
        if (!access.isGranted(from.userId, meeting)) {
            return Result.DENIED;
        }
        enter(from, meeting);
        ObjectNode call = JSON.objectNode()
                .put("callerId", from.userId)
                .put("callerName", names.apply(from.userId))
                .put("meetingId", meeting);
        for (String field : List.of("callType", "channelId", "channelName")) {
            call.set(field, message.path(field).isValueNode() ? message.path(field) : JSON.nullNode());
        }
        call.put("timestamp", clock.millis());
        for (JsonNode recipient : recipients) {
            String user = recipient.asText();
            List<Device> reached = access.isGranted(user, meeting) ? devices.of(user) : List.of();
            for (Device device : reached) {
                device.peer.emit("receiveItem", ringing(from, user, call));
            }
            if (!reached.isEmpty()) {
                from.peer.emit(
                        "call:ringing", JSON.objectNode().put(MEETING, meeting).put("user_id", user));
            }
        }
        return Result.OK;
    }

    private static ObjectNode ringing(Device from, String to, ObjectNode call) {
        ObjectNode item = JSON.objectNode()
                .put("sender", from.userId)
                .put("senderDeviceId", from.deviceId)
                .put("recipient", to)
                .put("type", "call_notification")
                .put("cipherType", 0);
        item.set("payload", call);
        return item;
    }

    /** {@code call:accept} and {@code call:decline}. */
    Result answer(Device from, JsonNode message, String event) {
        String meeting = Payload.id(message, MEETING);
        if (meeting == null || !access.isGranted(from.userId, meeting)) {
            return Result.DENIED;
        }
        ObjectNode answer = about(meeting, from);
        JsonNode reason = message.path("reason");
        if (reason.isTextual() && !Payload.isTooLong(reason)) {
            answer.set("reason", reason);
        }
        tell(meeting, from, event, answer);
        return Result.OK;
    }

    /** Somebody answered by the HTTP endpoint. */
    void answered(String userId, String meeting, String event) {
        tell(
                meeting,
                event,
                JSON.objectNode().put(MEETING, meeting).put("user_id", userId),
                device -> !device.userId.equals(userId));
    }

    /** From a guest to a user, or to all at the meeting where it names nobody. Returns whether anybody was there. */
    boolean fromGuest(String meeting, @Nullable String userId, String event, JsonNode payload) {
        if (userId == null) {
            return tell(meeting, event, payload, _ -> true) > 0;
        }
        List<Device> reached = access.isGranted(userId, meeting) ? devices.of(userId) : List.of();
        reached.forEach(device -> {
            device.peer.emit(event, payload);
            counters.countKey();
        });
        return !reached.isEmpty();
    }

    /** To those at the meeting who decide about guests. */
    void toManagers(String meeting, String event, JsonNode payload) {
        tell(
                meeting,
                event,
                payload,
                device -> access.decide(device.userId, meeting) instanceof Decision.Granted(var rights)
                        && rights.roomAdmin());
    }
}
