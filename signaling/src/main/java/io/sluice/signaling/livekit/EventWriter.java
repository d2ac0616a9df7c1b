package io.sluice.signaling.livekit;

import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.sfu.control.ParticipantState;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.control.RoomEvent.Left.Action;
import io.sluice.signaling.proto.ConnectionQuality;
import io.sluice.signaling.proto.LeaveRequest;
import io.sluice.signaling.proto.MediaSectionsRequirement;
import io.sluice.signaling.proto.MuteTrackRequest;
import io.sluice.signaling.proto.ParticipantInfo;
import io.sluice.signaling.proto.ParticipantUpdate;
import io.sluice.signaling.proto.RequestResponse;
import io.sluice.signaling.proto.RoomUpdate;
import io.sluice.signaling.proto.SessionDescription;
import io.sluice.signaling.proto.SignalResponse;
import io.sluice.signaling.proto.SubscriptionPermissionUpdate;
import io.sluice.signaling.proto.SubscriptionResponse;
import io.sluice.signaling.proto.TrackPublishedResponse;
import io.sluice.signaling.proto.TrackSubscribed;
import io.sluice.signaling.proto.TrackUnpublishedResponse;
import io.sluice.signaling.sdp.SdpOrigin;
import io.sluice.signaling.sdp.SdpWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Turns a room's events into messages for one client, in the form its protocol version understands. What an old client could not take is
 * left out.
 */
final class EventWriter {
    private final EntryMessages entry;
    private final int protocol;
    private final boolean rust;
    private final long sessionId;
    private final int updateBytes;
    private long descriptions;

    /**
     * @param protocol the client's signalling protocol version
     * @param rust whether the client is built on the Rust SDK, whose old versions break on answers they do not know
     * @param sessionId of the descriptions we write (RFC 8866 §5.2)
     * @param updateBytes of one message about participants, from which on another one is begun
     */
    EventWriter(NodeInfo node, int protocol, boolean rust, long sessionId, int updateBytes) {
        this.updateBytes = updateBytes;
        this.entry = new EntryMessages(node);
        this.protocol = protocol;
        this.rust = rust;
        this.sessionId = sessionId;
    }

    /** The messages that tell the event, in order; often one, sometimes none. */
    List<SignalResponse> write(RoomEvent event) {
        return switch (event) {
            case RoomEvent.Joined e -> List.of(entry.joined(e));
            case RoomEvent.Resumed e -> resumed(e);
            case RoomEvent.Left e -> left(e);
            case RoomEvent.OfferMade e ->
                List.of(response()
                        .setOffer(description("offer", e.description(), e.id(), e.tracks()))
                        .build());
            case RoomEvent.AnswerMade e ->
                List.of(response()
                        .setAnswer(description("answer", e.description(), e.id(), e.tracks()))
                        .build());
            case RoomEvent.SectionsNeeded e ->
                List.of(response()
                        .setMediaSectionsRequirement(MediaSectionsRequirement.newBuilder()
                                .setNumAudios(e.audio())
                                .setNumVideos(e.video()))
                        .build());
            case RoomEvent.ParticipantsChanged e -> participants(e.participants());
            case RoomEvent.TrackPublished e ->
                List.of(response()
                        .setTrackPublished(TrackPublishedResponse.newBuilder()
                                .setCid(e.cid())
                                .setTrack(TrackMessages.write(e.track())))
                        .build());
            case RoomEvent.Moved e -> protocol > 15 ? List.of(EntryMessages.moved(e)) : List.of();
            case RoomEvent.MuteOrdered e ->
                List.of(response()
                        .setMute(MuteTrackRequest.newBuilder().setSid(e.track()).setMuted(e.muted()))
                        .build());
            case RoomEvent.TrackUnpublished e -> List.of(unpublished(e.track()));
            case RoomEvent.DataTrackPublished e -> List.of(DataTrackMessages.published(e.track()));
            case RoomEvent.DataTrackUnpublished e -> List.of(DataTrackMessages.unpublished(e.track()));
            case RoomEvent.DataTrackHandles e -> List.of(DataTrackMessages.handles(e.handles()));
            case RoomEvent.TrackSubscribed e ->
                old(10)
                        ? List.of()
                        : List.of(response()
                                .setTrackSubscribed(TrackSubscribed.newBuilder().setTrackSid(e.track()))
                                .build());
            case RoomEvent.SpeakersChanged e -> protocol > 2 ? List.of(MediaMessages.speakers(e)) : List.of();
            case RoomEvent.RoomChanged e ->
                List.of(response()
                        .setRoomUpdate(RoomUpdate.newBuilder().setRoom(RoomMessages.write(e.room())))
                        .build());
            case RoomEvent.QualityChanged e ->
                protocol > 4 ? List.of(MediaMessages.quality(e, worstQuality())) : List.of();
            case RoomEvent.StreamStatesChanged e -> List.of(MediaMessages.streamStates(e));
            case RoomEvent.LayerDemanded e -> List.of(MediaMessages.demanded(e));
            case RoomEvent.AudioCodecsDemanded e -> List.of(MediaMessages.demanded(e));
            case RoomEvent.SubscriptionPermissionChanged e ->
                List.of(response()
                        .setSubscriptionPermissionUpdate(SubscriptionPermissionUpdate.newBuilder()
                                .setParticipantSid(e.publisher())
                                .setTrackSid(e.track())
                                .setAllowed(e.allowed()))
                        .build());
            case RoomEvent.SubscriptionFailed e ->
                old(10)
                        ? List.of()
                        : List.of(response()
                                .setSubscriptionResponse(SubscriptionResponse.newBuilder()
                                        .setTrackSid(e.track())
                                        .setErrValue(e.failure().ordinal()))
                                .build());
            case RoomEvent.Answered e -> answered(e);
        };
    }

    private static SignalResponse.Builder response() {
        return SignalResponse.newBuilder();
    }

    private boolean old(int rustProtocol) {
        return rust && protocol < rustProtocol;
    }

    private ConnectionQuality worstQuality() {
        return protocol > 10 ? ConnectionQuality.LOST : ConnectionQuality.POOR;
    }

    /** The order in which clients expect what a resume repeats. */
    private List<SignalResponse> resumed(RoomEvent.Resumed e) {
        List<SignalResponse> messages = new ArrayList<>();
        messages.add(entry.resumed(e));
        messages.addAll(participants(e.everybody()));
        messages.add(response()
                .setRoomUpdate(RoomUpdate.newBuilder().setRoom(RoomMessages.write(e.room())))
                .build());
        return messages;
    }

    private List<SignalResponse> left(RoomEvent.Left e) {
        LeaveRequest.Builder m =
                LeaveRequest.newBuilder().setReasonValue(e.reason().ordinal());
        if (protocol > 12) {
            m.setActionValue(e.action().ordinal());
        } else if (e.action() == Action.RESUME) {
            // Old clients know no such word; they resume when the connection is gone.
            return List.of();
        } else {
            m.setCanReconnect(e.action() == Action.RECONNECT);
        }
        return List.of(response().setLeave(m).build());
    }

    private SessionDescription description(
            String type, io.sluice.sfu.negotiate.SessionDescription description, long id, Map<String, String> tracks) {
        return SessionDescription.newBuilder()
                .setType(type)
                .setSdp(SdpWriter.write(description, new SdpOrigin(sessionId, ++descriptions)))
                .setId((int) id)
                .putAllMidToTrackId(tracks)
                .build();
    }

    /** A session that gave way to a newer one of the same identity is not worth a word to clients that go by identity. */
    private List<SignalResponse> participants(List<ParticipantSnapshot> snapshots) {
        List<SignalResponse> messages = new ArrayList<>(1);
        ParticipantUpdate.Builder m = ParticipantUpdate.newBuilder();
        int bytes = 0;
        for (ParticipantSnapshot p : snapshots) {
            boolean replaced = p.state() == ParticipantState.DISCONNECTED
                    && p.disconnectReason() == DisconnectReason.DUPLICATE_IDENTITY;
            if (replaced && protocol > 11) {
                continue;
            }
            ParticipantInfo info = RoomMessages.write(p);
            bytes += info.getSerializedSize();
            m.addParticipants(info);
            if (bytes >= updateBytes) {
                messages.add(response().setUpdate(m).build());
                m = ParticipantUpdate.newBuilder();
                bytes = 0;
            }
        }
        if (m.getParticipantsCount() > 0) {
            messages.add(response().setUpdate(m).build());
        }
        return messages;
    }

    private SignalResponse unpublished(String track) {
        return protocol > 6
                ? response()
                        .setTrackUnpublished(
                                TrackUnpublishedResponse.newBuilder().setTrackSid(track))
                        .build()
                : response()
                        .setMute(MuteTrackRequest.newBuilder().setSid(track).setMuted(true))
                        .build();
    }

    private List<SignalResponse> answered(RoomEvent.Answered e) {
        boolean ok = e.refusal() == RoomEvent.Refusal.OK;
        if (old(10) || (ok && protocol <= 14)) {
            return List.of();
        }
        RequestResponse.Builder m = RequestResponse.newBuilder()
                .setReason(RequestResponse.Reason.valueOf(e.refusal().name()))
                .setMessage(e.message());
        RequestEcho.quote(e.command(), m);
        return List.of(response().setRequestResponse(m).build());
    }
}
