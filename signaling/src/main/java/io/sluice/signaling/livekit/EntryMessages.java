package io.sluice.signaling.livekit;

import com.google.protobuf.ByteString;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.signaling.proto.JoinResponse;
import io.sluice.signaling.proto.ReconnectResponse;
import io.sluice.signaling.proto.RoomMovedResponse;
import io.sluice.signaling.proto.SignalResponse;
import java.util.ArrayList;
import java.util.List;

/** The first words to a client that comes into a room, comes back to it, or is sent on to another, with what it must know of this node. */
final class EntryMessages {
    private static final int PING_INTERVAL_SECONDS = 5;
    private static final int PING_TIMEOUT_SECONDS = 15;

    private final NodeInfo node;

    EntryMessages(NodeInfo node) {
        this.node = node;
    }

    SignalResponse joined(RoomEvent.Joined e) {
        JoinResponse.Builder m = JoinResponse.newBuilder()
                .setRoom(RoomMessages.write(e.room()))
                .setParticipant(RoomMessages.write(e.self()))
                .setServerVersion(NodeInfo.VERSION)
                .addAllIceServers(node.iceServers().apply(e.self().sid()))
                .setSubscriberPrimary(e.subscriberPrimary())
                .setServerRegion(node.region())
                .setPingTimeout(PING_TIMEOUT_SECONDS)
                .setPingInterval(PING_INTERVAL_SECONDS)
                .setServerInfo(node.serverInfo())
                .setSifTrailer(ByteString.copyFrom(e.trailer()))
                .addAllEnabledPublishCodecs(RoomMessages.codecs(publishOrder(e.publishCodecs())))
                .setFastPublish(e.self().permissions().canPublish());
        e.others().forEach(p -> m.addOtherParticipants(RoomMessages.write(p)));
        return SignalResponse.newBuilder().setJoin(m).build();
    }

    /** Clients take the first video codec as the fallback: VP8, H264, other video, then audio; never rtx. */
    private static List<String> publishOrder(List<String> enabled) {
        List<String> ordered = new ArrayList<>();
        for (String first : List.of("video/VP8", "video/H264")) {
            enabled.stream().filter(first::equalsIgnoreCase).forEach(ordered::add);
        }
        enabled.stream()
                .filter(m -> m.startsWith("video/") && !m.equalsIgnoreCase("video/rtx") && !ordered.contains(m))
                .forEach(ordered::add);
        enabled.stream().filter(m -> m.startsWith("audio/")).forEach(ordered::add);
        return ordered;
    }

    /** Comes before all else that a resume repeats. */
    SignalResponse resumed(RoomEvent.Resumed e) {
        return SignalResponse.newBuilder()
                .setReconnect(ReconnectResponse.newBuilder()
                        .addAllIceServers(node.iceServers().apply(e.self()))
                        .setServerInfo(node.serverInfo())
                        .setLastMessageSeq((int) e.lastMessageSequence()))
                .build();
    }

    /** Without the token, which only the session can make. */
    static SignalResponse moved(RoomEvent.Moved e) {
        RoomMovedResponse.Builder m = RoomMovedResponse.newBuilder()
                .setRoom(RoomMessages.write(e.room()))
                .setParticipant(RoomMessages.write(e.self()));
        e.others().forEach(other -> m.addOtherParticipants(RoomMessages.write(other)));
        return SignalResponse.newBuilder().setRoomMoved(m).build();
    }
}
