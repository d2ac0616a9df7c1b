package io.sluice.signaling.livekit;

import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomCommand.Scenario;
import io.sluice.sfu.control.SubscriptionPermissions;
import io.sluice.sfu.publish.AudioFeature;
import io.sluice.sfu.subscribe.Demand;
import io.sluice.sfu.track.VideoQuality;
import io.sluice.signaling.proto.LeaveRequest;
import io.sluice.signaling.proto.PublishDataTrackResponse;
import io.sluice.signaling.proto.SessionDescription;
import io.sluice.signaling.proto.SignalRequest;
import io.sluice.signaling.proto.SignalTarget;
import io.sluice.signaling.proto.SimulateScenario;
import io.sluice.signaling.proto.SubscriptionPermission;
import io.sluice.signaling.proto.SyncState;
import io.sluice.signaling.proto.TrackPublishedResponse;
import io.sluice.signaling.proto.UpdateSubscription;
import io.sluice.signaling.proto.UpdateTrackSettings;
import io.sluice.signaling.sdp.SdpException;
import io.sluice.signaling.sdp.SdpReader;
import io.sluice.transport.ice.IceCandidate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns a client's message into a command for the room. */
final class RequestReader {
    private RequestReader() {}

    /** Null for messages that ask nothing of a room: unknown ones, and those the session answers itself. */
    static @Nullable RoomCommand read(String participant, SignalRequest request) {
        return switch (request.getMessageCase()) {
            case OFFER -> description(participant, request.getOffer(), true);
            case ANSWER -> description(participant, request.getAnswer(), false);
            case TRICKLE -> {
                IceCandidate candidate = candidate(request.getTrickle().getCandidateInit());
                yield candidate == null
                        ? null
                        : new RoomCommand.Trickle(
                                participant, request.getTrickle().getTarget() == SignalTarget.SUBSCRIBER, candidate);
            }
            case ADD_TRACK -> new RoomCommand.AddTrack(participant, TrackMessages.read(request.getAddTrack()));
            case MUTE ->
                new RoomCommand.Mute(
                        participant,
                        request.getMute().getSid(),
                        request.getMute().getMuted());
            case SUBSCRIPTION -> {
                UpdateSubscription m = request.getSubscription();
                yield new RoomCommand.Subscribe(participant, tracks(m), m.getSubscribe());
            }
            case TRACK_SETTING -> settings(participant, request.getTrackSetting());
            case LEAVE -> new RoomCommand.Leave(participant, leaveReason(request.getLeave()));
            case SUBSCRIPTION_PERMISSION ->
                new RoomCommand.PermitSubscriptions(participant, permissions(request.getSubscriptionPermission()));
            case SYNC_STATE -> sync(participant, request.getSyncState());
            case SIMULATE -> simulate(participant, request.getSimulate());
            case UPDATE_METADATA ->
                new RoomCommand.UpdateSelf(
                        participant,
                        request.getUpdateMetadata().getName(),
                        request.getUpdateMetadata().getMetadata(),
                        request.getUpdateMetadata().getAttributesMap(),
                        Integer.toUnsignedLong(request.getUpdateMetadata().getRequestId()));
            case UPDATE_AUDIO_TRACK ->
                new RoomCommand.UpdateAudioTrack(
                        participant,
                        request.getUpdateAudioTrack().getTrackSid(),
                        Enums.fromWire(
                                AudioFeature.values(),
                                request.getUpdateAudioTrack().getFeaturesValueList()));
            case UPDATE_VIDEO_TRACK ->
                new RoomCommand.UpdateVideoTrack(
                        participant,
                        request.getUpdateVideoTrack().getTrackSid(),
                        request.getUpdateVideoTrack().getWidth(),
                        request.getUpdateVideoTrack().getHeight());
            case PUBLISH_DATA_TRACK_REQUEST ->
                new RoomCommand.PublishDataTrack(
                        participant, DataTrackMessages.read(request.getPublishDataTrackRequest()));
            case UNPUBLISH_DATA_TRACK_REQUEST ->
                new RoomCommand.UnpublishDataTrack(
                        participant,
                        Integer.toUnsignedLong(
                                request.getUnpublishDataTrackRequest().getPubHandle()));
            case UPDATE_DATA_SUBSCRIPTION -> {
                Map<String, Boolean> tracks = new HashMap<>();
                request.getUpdateDataSubscription()
                        .getUpdatesList()
                        .forEach(u -> tracks.put(u.getTrackSid(), u.getSubscribe()));
                yield new RoomCommand.SubscribeData(participant, tracks);
            }
            // UPDATE_LAYERS is deprecated, and layers are measured here anyway.
            default -> null;
        };
    }

    /** An SDP that cannot be read ends the session's negotiation, which the room must know. */
    static RoomCommand description(String participant, SessionDescription message, boolean offer) {
        long id = Integer.toUnsignedLong(message.getId());
        if (!message.getType().equals(offer ? "offer" : "answer")) {
            return new RoomCommand.BadDescription(participant, "description of type " + message.getType());
        }
        try {
            io.sluice.sfu.negotiate.SessionDescription description =
                    offer ? SdpReader.readOffer(message.getSdp()) : SdpReader.readAnswer(message.getSdp());
            return offer
                    ? new RoomCommand.Offer(participant, description, id)
                    : new RoomCommand.Answer(participant, description, id);
        } catch (SdpException e) {
            return new RoomCommand.BadDescription(participant, String.valueOf(e.getMessage()));
        }
    }

    /** Null for the end of candidates, and for those that cannot be used, such as host names hidden by mDNS. */
    private static @Nullable IceCandidate candidate(String candidateInit) {
        return SignalCodec.decodeCandidate(candidateInit) instanceof Decoded.Read<CandidateInit>(CandidateInit init)
                ? init.candidate()
                : null;
    }

    private static Set<String> tracks(UpdateSubscription m) {
        Set<String> tracks = new HashSet<>(m.getTrackSidsList());
        m.getParticipantTracksList().forEach(p -> tracks.addAll(p.getTrackSidsList()));
        return tracks;
    }

    private static RoomCommand settings(String participant, UpdateTrackSettings m) {
        VideoQuality quality = Enums.fromWire(VideoQuality.values(), m.getQualityValue());
        Demand demand = new Demand(
                !m.getDisabled() && quality != VideoQuality.OFF,
                quality,
                m.getWidth(),
                m.getHeight(),
                m.getFps(),
                m.getPriority());
        return new RoomCommand.TrackSettings(participant, Set.copyOf(m.getTrackSidsList()), demand);
    }

    private static DisconnectReason leaveReason(LeaveRequest m) {
        DisconnectReason reason = Enums.fromWire(DisconnectReason.values(), m.getReasonValue());
        return switch (reason) {
            case USER_UNAVAILABLE, USER_REJECTED, AGENT_ERROR -> reason;
            default -> DisconnectReason.CLIENT_INITIATED;
        };
    }

    private static SubscriptionPermissions permissions(SubscriptionPermission m) {
        return new SubscriptionPermissions(
                m.getAllParticipants(),
                m.getTrackPermissionsList().stream()
                        .map(p -> new SubscriptionPermissions.Grant(
                                p.getParticipantSid(),
                                p.getParticipantIdentity(),
                                p.getAllTracks(),
                                Set.copyOf(p.getTrackSidsList())))
                        .toList());
    }

    private static RoomCommand sync(String participant, SyncState m) {
        Set<String> published = m.getPublishTracksList().stream()
                .filter(TrackPublishedResponse::hasTrack)
                .map(p -> p.getTrack().getSid())
                .collect(Collectors.toSet());
        m.getPublishDataTracksList().stream()
                .filter(PublishDataTrackResponse::hasInfo)
                .forEach(p -> published.add(p.getInfo().getSid()));
        return new RoomCommand.SyncState(
                participant,
                published,
                Set.copyOf(m.getTrackSidsDisabledList()),
                tracks(m.getSubscription()),
                m.getSubscription().getSubscribe());
    }

    private static @Nullable RoomCommand simulate(String participant, SimulateScenario m) {
        Scenario scenario = switch (m.getScenarioCase()) {
            case SPEAKER_UPDATE -> Scenario.SPEAKER_UPDATE;
            case NODE_FAILURE -> Scenario.NODE_FAILURE;
            case MIGRATION -> Scenario.MIGRATION;
            case SERVER_LEAVE -> Scenario.SERVER_LEAVE;
            case SWITCH_CANDIDATE_PROTOCOL ->
                switch (m.getSwitchCandidateProtocol()) {
                    case TCP -> Scenario.SWITCH_TO_TCP;
                    case TLS -> Scenario.SWITCH_TO_TLS;
                    default -> Scenario.SWITCH_TO_UDP;
                };
            case DISCONNECT_SIGNAL_ON_RESUME -> Scenario.DISCONNECT_SIGNAL_ON_RESUME;
            case DISCONNECT_SIGNAL_ON_RESUME_NO_MESSAGES -> Scenario.DISCONNECT_SIGNAL_ON_RESUME_NO_MESSAGES;
            case LEAVE_REQUEST_FULL_RECONNECT -> Scenario.FULL_RECONNECT;
            default -> null;
        };
        return scenario == null
                ? null
                : new RoomCommand.Simulate(participant, scenario, m.hasSpeakerUpdate() ? m.getSpeakerUpdate() : 0);
    }
}
