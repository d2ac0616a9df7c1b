package io.sluice.signaling.livekit;

import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.sfu.control.Permissions;
import io.sluice.sfu.control.RoomSnapshot;
import io.sluice.sfu.publish.TrackSource;
import io.sluice.signaling.proto.ClientInfo;
import io.sluice.signaling.proto.Codec;
import io.sluice.signaling.proto.ParticipantInfo;
import io.sluice.signaling.proto.ParticipantPermission;
import io.sluice.signaling.proto.Room;
import java.util.List;
import java.util.Set;

/** Rooms and participants in the words of the wire. */
public final class RoomMessages {
    private RoomMessages() {}

    /** The room as clients, backends and receivers of events are told of it. */
    public static Room write(RoomSnapshot r) {
        return Room.newBuilder()
                .setSid(r.sid())
                .setName(r.name())
                .setEmptyTimeout(r.policy().emptyTimeoutSeconds())
                .setDepartureTimeout(r.policy().departureTimeoutSeconds())
                .setMaxParticipants(r.policy().maxParticipants())
                .setCreationTime(r.createdAtMillis() / 1_000)
                .setCreationTimeMs(r.createdAtMillis())
                .addAllEnabledCodecs(codecs(r.enabledCodecs()))
                .setMetadata(r.metadata())
                .setNumParticipants(r.participants())
                .setNumPublishers(r.publishers())
                .setActiveRecording(r.recording())
                .build();
    }

    static List<Codec> codecs(List<String> mimes) {
        return mimes.stream()
                .map(mime -> Codec.newBuilder().setMime(mime).build())
                .toList();
    }

    /** The participant likewise. */
    public static ParticipantInfo write(ParticipantSnapshot p) {
        ParticipantInfo.Builder m = ParticipantInfo.newBuilder()
                .setSid(p.sid())
                .setIdentity(p.identity())
                .setStateValue(p.state().ordinal())
                .setMetadata(p.metadata())
                .setJoinedAt(p.joinedAtMillis() / 1_000)
                .setJoinedAtMs(p.joinedAtMillis())
                .setName(p.name())
                .setVersion(p.version())
                .setPermission(permission(p.permissions()))
                .setIsPublisher(p.publisher())
                .setKind(kind(p))
                .putAllAttributes(p.attributes())
                .setDisconnectReasonValue(p.disconnectReason().ordinal())
                .setClientProtocol(p.clientProtocol());
        p.tracks().forEach(t -> m.addTracks(TrackMessages.write(t)));
        p.kindDetails().forEach(m::addKindDetailsValue);
        for (int capability : p.capabilities()) {
            ClientInfo.Capability known = ClientInfo.Capability.forNumber(capability);
            if (known != null) {
                m.addCapabilities(known);
            }
        }
        return m.build();
    }

    /** The wire's numbers have a gap after agents, so names are compared. */
    private static ParticipantInfo.Kind kind(ParticipantSnapshot p) {
        return ParticipantInfo.Kind.valueOf(p.kind().name());
    }

    private static ParticipantPermission permission(Permissions p) {
        ParticipantPermission.Builder m = ParticipantPermission.newBuilder()
                .setCanSubscribe(p.canSubscribe())
                .setCanPublish(p.canPublish())
                .setCanPublishData(p.canPublishData())
                .setHidden(p.hidden())
                .setRecorder(p.recorder())
                .setCanUpdateMetadata(p.canUpdateMetadata())
                .setAgent(p.agent())
                .setCanSubscribeMetrics(p.canSubscribeMetrics())
                .setCanManageAgentSession(p.canManageAgentSession());
        p.publishSources().stream().map(Enum::ordinal).sorted().forEach(m::addCanPublishSourcesValue);
        return m.build();
    }

    /** What somebody may do, as a backend says it: what it leaves out is forbidden. */
    public static Permissions read(ParticipantPermission m) {
        return new Permissions(
                m.getCanSubscribe(),
                m.getCanPublish(),
                m.getCanPublishData(),
                Set.copyOf(Enums.fromWire(TrackSource.values(), m.getCanPublishSourcesValueList())),
                m.getHidden(),
                m.getRecorder(),
                m.getAgent(),
                m.getCanUpdateMetadata(),
                m.getCanSubscribeMetrics(),
                m.getCanManageAgentSession());
    }
}
