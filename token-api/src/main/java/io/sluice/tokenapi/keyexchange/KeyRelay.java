package io.sluice.tokenapi.keyexchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.keyexchange.RelayCounters.Result;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Passes messages between people in one call. Each time both ends are looked up: the sender must be in the call and still be allowed to, so
 * must the receiver. Whoever may not be there sends into the void, and learns nothing by it. Nothing is kept.
 */
final class KeyRelay {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String CHANNEL = "channelId";
    private static final String OFFLINE = "Participant not online";
    private static final String NOT_IN_CALL = "Register for the call first";

    private final Calls calls;
    private final Devices devices;
    private final CallAccess access;
    private final RelayCounters counters;
    private final Clock clock;

    KeyRelay(Calls calls, Devices devices, CallAccess access, RelayCounters counters, Clock clock) {
        this.calls = calls;
        this.devices = devices;
        this.access = access;
        this.counters = counters;
        this.clock = clock;
    }

    /** Somebody wants something of a member, who need not be in the call yet: {@code video:key-request}. */
    Result keyRequest(Device from, JsonNode message) {
        String event = "video:key-request";
        String channel = Payload.id(message, CHANNEL);
        String target = Payload.id(message, "targetUserId");
        JsonNode content = message.path("signalMessage");
        if (channel == null || target == null) {
            return refuse(from, event, message, "Missing channelId or targetUserId");
        }
        Result may = maySend(from, channel, event, message, content);
        if (may != Result.OK) {
            return may;
        }
        ObjectNode passed = JSON.objectNode().put("fromUserId", from.userId).put(CHANNEL, channel);
        copy(message, passed, "signalMessage");
        if (access.isGranted(target, channel) && send(from, devices.of(target), event, passed)) {
            return Result.OK;
        }
        from.peer.emit(
                "video:key-response",
                JSON.objectNode()
                        .put("fromUserId", target)
                        .put(CHANNEL, channel)
                        .put("error", OFFLINE));
        return Result.UNDELIVERED;
    }

    /** Somebody answers: {@code video:key-response}. */
    Result keyResponse(Device from, JsonNode message) {
        String event = "video:key-response";
        String channel = Payload.id(message, CHANNEL);
        String target = Payload.id(message, "targetUserId");
        if (channel == null || target == null) {
            return refuse(from, event, message, "Missing channelId or targetUserId");
        }
        Result may = maySend(from, channel, event, message, message.path("signalMessage"), message.path("error"));
        if (may != Result.OK) {
            return may;
        }
        ObjectNode passed = JSON.objectNode().put("fromUserId", from.userId).put(CHANNEL, channel);
        copy(message, passed, "signalMessage");
        copy(message, passed, "error");
        return toParticipant(from, target, channel, event, message, passed);
    }

    /** The same in other words, which some clients use: {@code video:request-e2ee-key}. */
    Result requestE2eeKey(Device from, JsonNode message) {
        String event = "video:request-e2ee-key";
        String channel = Payload.id(message, CHANNEL);
        String target = Payload.id(message, "recipientUserId");
        if (channel == null || target == null) {
            return refuse(from, event, message, "Missing channelId or recipientUserId");
        }
        Result may = maySend(from, channel, event, message);
        if (may != Result.OK) {
            return may;
        }
        ObjectNode passed = JSON.objectNode()
                .put(CHANNEL, channel)
                .put("senderUserId", from.userId)
                .put("requesterUserId", from.userId)
                .put("requesterDeviceId", from.deviceId);
        if (access.isGranted(target, channel) && send(from, devices.of(target), event, passed)) {
            return Result.OK;
        }
        error(from, event, message, OFFLINE);
        return Result.UNDELIVERED;
    }

    /** A key for one participant: {@code video:e2ee-key}. */
    Result e2eeKey(Device from, JsonNode message) {
        String event = "video:e2ee-key";
        String channel = Payload.id(message, CHANNEL);
        String target = Payload.id(message, "recipientUserId");
        if (channel == null || target == null) {
            return refuse(from, event, message, "Missing channelId or recipientUserId");
        }
        Result may = maySend(from, channel, event, message, message.path("encryptedKey"));
        if (may != Result.OK) {
            return may;
        }
        ObjectNode passed = JSON.objectNode().put(CHANNEL, channel).put("senderUserId", from.userId);
        copy(message, passed, "encryptedKey");
        return toParticipant(from, target, channel, event, message, passed);
    }

    /** One message of the applications' own encryption, for one device: {@code sendItem}. Both must be in some call together. */
    Result item(Device from, JsonNode message) {
        String event = "sendItem";
        String target = Payload.id(message, "recipient");
        String device = deviceId(message.path("recipientDeviceId"));
        if (target == null || !isText(message, "type", "meeting_e2ee_key_request", "meeting_e2ee_key_response")) {
            return refuse(from, event, message, "Only key exchanges are passed on");
        }
        if (Payload.isTooLong(message)) {
            return tooLong(from, event, message);
        }
        boolean together = from.calls.stream()
                .anyMatch(call -> calls.isIn(from.userId, call)
                        && access.isGranted(from.userId, call)
                        && access.isGranted(target, call));
        if (!together) {
            return Result.DENIED;
        }
        ObjectNode passed = JSON.objectNode().put("sender", from.userId).put("senderDeviceId", from.deviceId);
        for (String field : List.of("recipient", "type", "payload", "cipherType", "itemId", "originalRecipient")) {
            copy(message, passed, field);
        }
        List<Device> receivers = devices.of(target).stream()
                .filter(each -> device == null || device.equals(each.deviceId))
                .toList();
        if (!send(from, receivers, "receiveItem", passed)) {
            error(from, event, message, OFFLINE);
            return Result.UNDELIVERED;
        }
        ObjectNode receipt = JSON.objectNode();
        copy(message, receipt, "itemId");
        receipt.put("recipientUserId", target);
        copy(message, receipt, "recipientDeviceId");
        from.peer.emit("deliveryReceipt", receipt.put("deliveredAt", clock.millis()));
        return Result.OK;
    }

    /** The same for all others in a call: {@code sendGroupItem}. */
    Result groupItem(Device from, JsonNode message) {
        String event = "sendGroupItem";
        String channel = Payload.id(message, CHANNEL);
        if (channel == null
                || !isText(message, "type", "video_e2ee_key_request", "video_e2ee_key_response", "video_key_request")) {
            return refuse(from, event, message, "Only key exchanges are passed on");
        }
        Result may = maySend(from, channel, event, message, message);
        if (may != Result.OK) {
            if (may != Result.DENIED) {
                from.peer.emit("groupItemError", itemOf(message).put("error", "Not passed on"));
            }
            return may;
        }
        ObjectNode passed =
                itemOf(message).put(CHANNEL, channel).put("sender", from.userId).put("senderDeviceId", from.deviceId);
        for (String field : List.of("type", "payload", "cipherType", "timestamp")) {
            copy(message, passed, field);
        }
        for (Map.Entry<String, List<Device>> other :
                calls.devicesBeside(from.userId, channel).entrySet()) {
            if (access.isGranted(other.getKey(), channel)) {
                send(from, other.getValue(), "groupItem", passed);
            }
        }
        from.peer.emit("groupItemDelivered", itemOf(message).put(CHANNEL, channel));
        return Result.OK;
    }

    private static ObjectNode itemOf(JsonNode message) {
        ObjectNode item = JSON.objectNode();
        copy(message, item, "itemId");
        return item;
    }

    private static boolean isText(JsonNode message, String field, String... words) {
        JsonNode value = message.path(field);
        return value.isTextual() && List.of(words).contains(value.textValue());
    }

    private static @Nullable String deviceId(JsonNode value) {
        return value.isTextual() || value.isIntegralNumber() ? value.asText() : null;
    }

    /** Whether this device may speak to others in the call; whoever was thrown out is taken off the list by trying. */
    private Result maySend(Device from, String channel, String event, JsonNode message, JsonNode... contents) {
        if (!calls.admits(from.userId, channel)) {
            return Result.DENIED;
        }
        if (!calls.isIn(from.userId, channel)) {
            return refuse(from, event, message, NOT_IN_CALL);
        }
        for (JsonNode content : contents) {
            if (Payload.isTooLong(content)) {
                return tooLong(from, event, message);
            }
        }
        return Result.OK;
    }

    private Result toParticipant(
            Device from, String target, String channel, String event, JsonNode message, ObjectNode passed) {
        if (access.isGranted(target, channel)
                && calls.isIn(target, channel)
                && send(from, devices.of(target), event, passed)) {
            return Result.OK;
        }
        error(from, event, message, OFFLINE);
        return Result.UNDELIVERED;
    }

    /** Returns whether there was anybody to send to. */
    private boolean send(Device from, List<Device> to, String event, JsonNode payload) {
        boolean sent = false;
        for (Device device : to) {
            if (device != from) {
                device.peer.emit(event, payload);
                counters.countKey();
                sent = true;
            }
        }
        return sent;
    }

    private static void copy(JsonNode from, ObjectNode to, String field) {
        JsonNode value = from.get(field);
        if (value != null) {
            to.set(field, value);
        }
    }

    private static Result refuse(Device from, String event, JsonNode message, String why) {
        error(from, event, message, why);
        return Result.REFUSED;
    }

    private static Result tooLong(Device from, String event, JsonNode message) {
        return refuse(from, event, message, "Payload too large");
    }

    private static void error(Device from, String event, JsonNode message, String why) {
        ObjectNode error = JSON.objectNode().put("message", why).put("event", event);
        String channel = Payload.id(message, CHANNEL);
        if (channel != null) {
            error.put(CHANNEL, channel);
        }
        from.peer.emit("error", error);
    }
}
