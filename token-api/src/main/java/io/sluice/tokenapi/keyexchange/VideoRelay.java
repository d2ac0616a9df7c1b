package io.sluice.tokenapi.keyexchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.caller.Caller;
import io.sluice.tokenapi.channel.Decision;
import io.sluice.tokenapi.keyexchange.RelayCounters.Result;
import io.sluice.tokenapi.keyexchange.SocketAuthenticator.Verdict;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The main namespace: users sign in with {@code authenticate}, look who is in a call, register for it and hand each other keys. The events are
 * described in docs/reference/key-exchange.md.
 */
final class VideoRelay implements SocketNamespace {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MOST_FAILURES = 10;

    private final SocketAuthenticator authenticator;
    private final CallAccess access;
    private final Devices devices;
    private final MeetingRelay meetings;
    private final GuestRelay guests;
    private final RelayCounters counters;
    private final Calls calls;
    private final KeyRelay keys;

    VideoRelay(
            SocketAuthenticator authenticator,
            CallAccess access,
            Devices devices,
            MeetingRelay meetings,
            GuestRelay guests,
            RelayCounters counters,
            Clock clock) {
        this.authenticator = authenticator;
        this.access = access;
        this.devices = devices;
        this.meetings = meetings;
        this.guests = guests;
        this.counters = counters;
        this.calls = new Calls(devices, access, clock);
        this.keys = new KeyRelay(calls, devices, access, counters, clock);
    }

    @Override
    public SocketListener connected(SocketPeer peer, SocketHandshake handshake) {
        return new User(peer, handshake);
    }

    int participants() {
        return calls.participants();
    }

    void mediaJoined(String callId, String userId, String session) {
        calls.mediaJoined(callId, userId, session);
    }

    void mediaLeft(String callId, String userId, String session, LeaveReason reason) {
        calls.mediaLeft(callId, userId, session, reason);
    }

    /** Somebody at a socket. */
    private final class User implements SocketListener {
        private final SocketPeer peer;
        private final SocketHandshake handshake;
        private @Nullable Device device;
        private int failures;

        User(SocketPeer peer, SocketHandshake handshake) {
            this.peer = peer;
            this.handshake = handshake;
        }

        @Override
        public void received(String event, List<JsonNode> arguments) {
            JsonNode message = arguments.isEmpty() ? JSON.objectNode() : arguments.getFirst();
            try {
                counters.count(event, handle(event, message));
            } catch (RuntimeException e) {
                counters.count(event, Result.FAILED);
                failed(event, message);
                throw e;
            }
        }

        private Result handle(String event, JsonNode message) {
            return switch (event) {
                case "authenticate" -> authenticate(message);
                case "video:check-participants" -> check(message);
                case "clientReady" -> Result.OK;
                default -> device == null ? Result.DENIED : handle(device, event, message);
            };
        }

        private Result handle(Device known, String event, JsonNode message) {
            return switch (event) {
                case "video:register-participant" -> register(known, message);
                case "video:confirm-e2ee-key" -> confirm(known, message);
                case "video:leave-channel" -> leave(known, message);
                case "video:key-request" -> keys.keyRequest(known, message);
                case "video:key-response" -> keys.keyResponse(known, message);
                case "video:request-e2ee-key" -> keys.requestE2eeKey(known, message);
                case "video:e2ee-key" -> keys.e2eeKey(known, message);
                case "sendItem" -> keys.item(known, message);
                case "sendGroupItem" -> keys.groupItem(known, message);
                case "meeting:join-room" -> meetings.join(known, message);
                case "meeting:leave", "meeting:leave-room" -> meetings.leave(known, message);
                case "call:notify" -> meetings.ring(known, message);
                case "call:accept" -> meetings.answer(known, message, "call:accepted");
                case "call:decline" -> meetings.answer(known, message, "call:declined");
                case "participant:meeting_e2ee_key_response" ->
                    guests.fromUser(known, message, access, event, List.of(event));
                case "participant:signal_message_to_guest" ->
                    guests.fromUser(known, message, access, event, List.of(event, "participant:signal_message"));
                default -> Result.REFUSED;
            };
        }

        private void failed(String event, JsonNode message) {
            if (event.equals("video:check-participants")) {
                unknown(message, "Internal server error");
            } else if (event.equals("authenticate")) {
                peer.emit(
                        "authenticated",
                        JSON.objectNode().put("authenticated", false).put("error", "auth_error"));
            }
        }

        private Result authenticate(JsonNode credentials) {
            switch (authenticator.authenticate(credentials, handshake)) {
                case Verdict.Known(Caller caller) -> {
                    if (device == null) {
                        device = new Device(peer, caller.userId(), caller.deviceId(), caller.clientId());
                        devices.add(device);
                    } else if (!device.userId.equals(caller.userId())) {
                        return refuse("already_authenticated");
                    }
                    peer.emit(
                            "authenticated",
                            JSON.objectNode()
                                    .put("authenticated", true)
                                    .put("uuid", device.userId)
                                    .put("deviceId", device.deviceId)
                                    .put("clientId", device.clientId));
                    return Result.OK;
                }
                case Verdict.Refused(String error) -> {
                    return refuse(error);
                }
            }
        }

        private Result refuse(String error) {
            peer.emit(
                    "authenticated",
                    JSON.objectNode().put("authenticated", false).put("error", error));
            failures++;
            if (failures >= MOST_FAILURES) {
                peer.disconnect();
            }
            return Result.DENIED;
        }

        private Result check(JsonNode message) {
            String channel = Payload.id(message, "channelId");
            if (device == null) {
                return unknown(message, "Not authenticated");
            }
            if (channel == null) {
                return unknown(message, "Missing channelId");
            }
            if (access.decide(device.userId, channel) instanceof Decision.Refused refused) {
                calls.remove(device.userId, channel);
                return unknown(message, words(channel, refused));
            }
            peer.emit("video:participants-info", calls.info(device.userId, channel));
            return Result.OK;
        }

        private static String words(String callId, Decision.Refused refused) {
            if (CallAccess.isMeeting(callId)) {
                return refused == Decision.Refused.UNKNOWN ? "Meeting not found" : "Not authorized for this meeting";
            }
            return switch (refused) {
                case UNKNOWN, NOT_A_MEMBER -> "Not a member of this channel";
                case NO_WEBRTC, NO_CALLS -> "No WebRTC permission";
            };
        }

        private Result unknown(JsonNode message, String why) {
            ObjectNode answer = JSON.objectNode().put("error", why);
            String channel = Payload.id(message, "channelId");
            if (channel != null) {
                answer.put("channelId", channel);
            }
            peer.emit("video:participants-info", answer);
            return Result.DENIED;
        }

        private Result register(Device known, JsonNode message) {
            String channel = Payload.id(message, "channelId");
            if (channel == null) {
                return Result.REFUSED;
            }
            if (!calls.admits(known.userId, channel)) {
                return Result.DENIED;
            }
            calls.register(known, channel);
            return Result.OK;
        }

        private Result confirm(Device known, JsonNode message) {
            String channel = Payload.id(message, "channelId");
            if (channel == null) {
                return Result.REFUSED;
            }
            if (!calls.admits(known.userId, channel)) {
                return Result.DENIED;
            }
            return calls.confirmKey(known.userId, channel) ? Result.OK : Result.REFUSED;
        }

        private Result leave(Device known, JsonNode message) {
            String channel = Payload.id(message, "channelId");
            if (channel == null) {
                return Result.REFUSED;
            }
            calls.leave(known, channel);
            return Result.OK;
        }

        @Override
        public void closed() {
            if (device != null) {
                devices.remove(device);
                calls.disconnected(device);
                meetings.disconnected(device);
            }
        }
    }
}
