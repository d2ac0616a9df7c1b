package io.sluice.tokenapi.keyexchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.keyexchange.Call.Participant;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who is in which call, and telling the others of every change. What happens in one call happens one after the other, so that all in it hear
 * of it in the same order; calls do not wait for each other. Nothing is told to somebody who may not be there any more, as of a second ago.
 */
final class Calls {
    static final long ALLOWED_MILLIS = 1_000;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, Call> calls = new ConcurrentHashMap<>();
    private final Devices devices;
    private final CallAccess access;
    private final Clock clock;

    Calls(Devices devices, CallAccess access, Clock clock) {
        this.devices = devices;
        this.access = access;
        this.clock = clock;
    }

    /** How many people are in calls. */
    int participants() {
        return calls.values().stream().mapToInt(this::size).sum();
    }

    private int size(Call call) {
        synchronized (call) {
            return call.participants().size();
        }
    }

    /** Does something with the call of this id, which begins by it where there is none, and ends when nobody is in it then. */
    private <T extends @Nullable Object> T in(String callId, Function<Call, T> action) {
        while (true) {
            Call call = calls.computeIfAbsent(callId, Call::new);
            synchronized (call) {
                if (!call.isOver()) {
                    try {
                        return action.apply(call);
                    } finally {
                        if (call.endIfEmpty()) {
                            calls.remove(callId, call);
                        }
                    }
                }
            }
        }
    }

    /** A device of a user is in the call from now on. */
    void register(Device device, String callId) {
        in(callId, call -> {
            sweep(call);
            device.calls.add(callId);
            Participant participant = call.find(device.userId);
            boolean isNew = participant == null;
            if (participant == null) {
                participant = call.enter(device.userId, clock.millis());
            }
            participant.heardAt = clock.millis();
            participant.devices.add(device);
            if (isNew) {
                tellJoined(call, participant);
            }
            return null;
        });
    }

    /** What {@code video:participants-info} says to this user. */
    ObjectNode info(String userId, String callId) {
        return in(callId, call -> {
            sweep(call);
            expel(call);
            ArrayNode list = JSON.arrayNode();
            for (Participant other : call.others(userId)) {
                list.addObject()
                        .put("userId", other.userId)
                        .put("joinedAt", other.joinedAt)
                        .put("hasE2EEKey", other.hasKey);
            }
            ObjectNode info = JSON.objectNode()
                    .put("channelId", callId)
                    .put("participantCount", list.size())
                    .put("isFirstParticipant", call.isFirst(userId));
            info.set("participants", list);
            return info;
        });
    }

    /** The user has the call's key now. Returns false for somebody who is not in the call. */
    boolean confirmKey(String userId, String callId) {
        return in(callId, call -> {
            Participant participant = call.find(userId);
            if (participant == null) {
                return false;
            }
            participant.heardAt = clock.millis();
            participant.hasKey = true;
            tell(
                    call,
                    userId,
                    "video:participant-key-confirmed",
                    JSON.objectNode().put("userId", userId));
            return true;
        });
    }

    /** Whether the user is in the call; it counts as a sign of life. */
    boolean isIn(String userId, String callId) {
        return in(callId, call -> {
            Participant participant = call.find(userId);
            if (participant != null) {
                participant.heardAt = clock.millis();
            }
            return participant != null;
        });
    }

    /** The devices by which people are in the call, but those of one user. */
    Map<String, List<Device>> devicesBeside(String userId, String callId) {
        return in(callId, call -> {
            Map<String, List<Device>> others = new HashMap<>();
            call.others(userId).forEach(other -> others.put(other.userId, List.copyOf(other.devices)));
            return others;
        });
    }

    /** The user leaves with this device; the others stay in by those that are left. */
    void leave(Device device, String callId) {
        if (!device.calls.remove(callId)) {
            return;
        }
        in(callId, call -> {
            Participant participant = call.find(device.userId);
            if (participant != null && participant.devices.remove(device) && participant.devices.isEmpty()) {
                end(call, participant, LeaveReason.LEFT);
            }
            return null;
        });
    }

    /** Whether the user may be in the call; whoever may not any more is taken out by asking. */
    boolean admits(String userId, String callId) {
        boolean granted = access.isGranted(userId, callId);
        if (!granted) {
            remove(userId, callId);
        }
        return granted;
    }

    /** The user may not be in the call any more. */
    void remove(String userId, String callId) {
        in(callId, call -> {
            Participant participant = call.find(userId);
            if (participant != null) {
                end(call, participant, LeaveReason.REMOVED);
            }
            return null;
        });
    }

    /**
     * A connection has ended. The same device may be there by another one already, which then is in its place; and whom the media server still
     * sees is in the call until it does not.
     */
    void disconnected(Device device) {
        RuntimeException failure = null;
        for (String callId : List.copyOf(device.calls)) {
            device.calls.remove(callId);
            try {
                disconnected(device, callId);
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void disconnected(Device device, String callId) {
        in(callId, call -> {
            Participant participant = call.find(device.userId);
            if (participant == null || !participant.devices.remove(device)) {
                return null;
            }
            for (Device other : devices.of(device.userId)) {
                if (other != device && other.isSameDevice(device)) {
                    other.calls.add(callId);
                    participant.devices.add(other);
                }
            }
            if (participant.devices.isEmpty() && participant.sessions.isEmpty()) {
                end(call, participant, LeaveReason.DISCONNECTED);
            }
            return null;
        });
    }

    /** The media server has let somebody into the call's room. */
    void mediaJoined(String callId, String userId, String session) {
        boolean known = access.isGranted(userId, callId);
        in(callId, call -> {
            if (!known) {
                call.strangerCame(session);
                return null;
            }
            Participant participant = call.find(userId);
            if (participant != null) {
                participant.sessions.add(session);
                return null;
            }
            Participant entered = call.enter(userId, clock.millis());
            entered.sessions.add(session);
            for (Device device : devices.of(userId)) {
                if (device.calls.contains(callId)) {
                    entered.devices.add(device);
                }
            }
            tellJoined(call, entered);
            return null;
        });
    }

    /** A session of the media server has ended. */
    void mediaLeft(String callId, String userId, String session, LeaveReason reason) {
        in(callId, call -> {
            if (call.strangerWent(session)) {
                if (reason == LeaveReason.REPLACED) {
                    return null;
                }
                tellRekey(call, userId, reason);
                return null;
            }
            Participant participant = call.find(userId);
            if (participant != null
                    && participant.sessions.remove(session)
                    && participant.sessions.isEmpty()
                    && reason != LeaveReason.REPLACED) {
                end(call, participant, reason);
            }
            return null;
        });
    }

    private void end(Call call, Participant participant, LeaveReason reason) {
        call.leave(participant);
        try {
            tell(
                    call,
                    participant.userId,
                    "video:participant-left",
                    JSON.objectNode().put("userId", participant.userId));
        } finally {
            tellRekey(call, participant.userId, reason);
        }
    }

    private void tellJoined(Call call, Participant participant) {
        tell(
                call,
                participant.userId,
                "video:participant-joined",
                JSON.objectNode().put("userId", participant.userId).put("joinedAt", participant.joinedAt));
    }

    private void tellRekey(Call call, String userId, LeaveReason reason) {
        tell(
                call,
                userId,
                "video:rekey-required",
                JSON.objectNode()
                        .put("channelId", call.id)
                        .put("userId", userId)
                        .put("reason", reason.word()));
    }

    /**
     * Tells all in the call but one user. Whoever may not be there any more hears nothing, and is taken out; whoever cannot be looked up hears
     * nothing either, but the others do.
     */
    private void tell(Call call, String but, String event, JsonNode payload) {
        RuntimeException failure = null;
        for (Participant other : call.others(but)) {
            try {
                if (mayHear(other, call)) {
                    other.devices.forEach(device -> device.peer.emit(event, payload));
                } else if (call.find(other.userId) == other) {
                    end(call, other, LeaveReason.REMOVED);
                }
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * Whether somebody may hear who else is in the call. A yes counts for a second: when many come at once, each of them would otherwise be
     * looked up for each. What carries keys is not told here, and looked up each time.
     */
    private boolean mayHear(Participant participant, Call call) {
        long now = clock.millis();
        if (now < participant.allowedUntil && now >= participant.allowedUntil - ALLOWED_MILLIS) {
            return true;
        }
        boolean granted = access.isGranted(participant.userId, call.id);
        participant.allowedUntil = granted ? now + ALLOWED_MILLIS : 0;
        return granted;
    }

    /** Takes out who has not been heard of. */
    private void sweep(Call call) {
        for (Participant participant : call.idle(clock.millis())) {
            end(call, participant, LeaveReason.EXPIRED);
        }
    }

    /** Takes out who may not be there any more. */
    private void expel(Call call) {
        for (Participant participant : call.participants()) {
            if (call.find(participant.userId) == participant && !mayHear(participant, call)) {
                end(call, participant, LeaveReason.REMOVED);
            }
        }
    }
}
