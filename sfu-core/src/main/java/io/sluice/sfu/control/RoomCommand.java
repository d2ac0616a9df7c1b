package io.sluice.sfu.control;

import io.sluice.sfu.data.ServerInbox;
import io.sluice.sfu.data.ServerMessage;
import io.sluice.sfu.explain.RoomExplanation;
import io.sluice.sfu.lane.Lane;
import io.sluice.sfu.negotiate.SessionDescription;
import io.sluice.sfu.publish.AudioFeature;
import io.sluice.sfu.publish.DataTrackWish;
import io.sluice.sfu.publish.TrackInfo;
import io.sluice.sfu.publish.TrackRequest;
import io.sluice.sfu.subscribe.Demand;
import io.sluice.transport.ice.IceCandidate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** Everything that can be asked of a room. The only way in is the mailbox of its shard. */
public sealed interface RoomCommand {

    /** Somebody wants to join; {@link RoomEvent.Joined} or {@link RoomEvent.Left} comes to the sink first. */
    record Join(Admission admission, EventSink sink) implements RoomCommand {}

    /**
     * As {@link Join}, for a participant of another room that is forwarded to this one; {@link RoomEvent.Left} with
     * {@link DisconnectReason#DUPLICATE_IDENTITY} if somebody of that identity is there. {@link Feed} makes it active.
     */
    record Enter(Admission admission, EventSink sink) implements RoomCommand {}

    /** What the destination of a forwarded participant tells it; by the number of the forwarding. */
    record ForwardTold(long forwarding, RoomEvent event) implements RoomCommand {}

    /** A receiver in the destination of a forwarded participant needs a key frame of the stream with that SSRC on the lane. */
    record ForwardPicture(long forwarding, int ssrc) implements RoomCommand {}

    /** A client came back with a new signal connection; matched by identity. */
    record Resume(String identity, EventSink sink) implements RoomCommand {}

    /** Replaces the room's metadata. Its size was judged by whoever asks. */
    record UpdateMetadata(String metadata) implements RoomCommand {}

    /** The room is to end for all. */
    record Close(DisconnectReason reason) implements RoomCommand {}

    /**
     * Asked from outside of the room by whoever may run it; see {@link io.sluice.sfu.shard.Shard#ask}. The answer is given on the room's
     * loop, so what depends on it must not take long there.
     *
     * @param <T> what is answered
     */
    sealed interface Asked<T> extends RoomCommand {
        /** Completed by the room, exceptionally by its shard with {@link RoomUnavailableException}. */
        CompletableFuture<T> answer();
    }

    /** Who gets what, and why? */
    record Explain(CompletableFuture<RoomExplanation> answer) implements Asked<RoomExplanation> {}

    /** Who is there? */
    record Look(CompletableFuture<RoomView> answer) implements Asked<RoomView> {}

    /**
     * Sends data of the server's own to some or all participants. Answered with whether it was sent: a message whose nonce was seen before
     * is not sent again.
     */
    record SendData(ServerMessage message, CompletableFuture<Boolean> answer) implements Asked<Boolean> {}

    /**
     * Sends somebody a LiveKit {@code DataPacket} as it is, and takes what the participant sends back to an address. Answered with whether
     * there is such a participant.
     *
     * @param address unguessable, and nobody's identity; good until {@link EndCorrespondence}
     * @param packet that names the address as its sender; not to be changed any more
     */
    record Correspond(
            String address, String identity, byte[] packet, ServerInbox inbox, CompletableFuture<Boolean> answer)
            implements Asked<Boolean> {}

    /** Nothing is awaited at that address any more. */
    record EndCorrespondence(String address) implements RoomCommand {}

    /** Who has that identity? {@link CommandRefusedException} if nobody has, as in all that follow. */
    record Find(String identity, CompletableFuture<ParticipantSnapshot> answer) implements Asked<ParticipantSnapshot> {}

    /** Somebody is sent out; answered when all is over, by the last that is known. */
    record Remove(String identity, DisconnectReason reason, CompletableFuture<ParticipantSnapshot> answer)
            implements Asked<ParticipantSnapshot> {}

    /** Mutes or unmutes somebody's track. Answered by the track; by nothing if the participant has none of that id. */
    record MuteTrack(String identity, String track, boolean muted, CompletableFuture<Optional<TrackInfo>> answer)
            implements Asked<Optional<TrackInfo>> {}

    /**
     * Changes how somebody is described and what it may do. Empty name and metadata stay; attributes with an empty value go; permissions
     * are replaced where there are some. The sizes of name and metadata were judged by whoever asks.
     */
    record UpdateParticipant(
            String identity,
            String name,
            String metadata,
            Map<String, String> attributes,
            Optional<Permissions> permissions,
            CompletableFuture<ParticipantSnapshot> answer)
            implements Asked<ParticipantSnapshot> {}

    /** Subscribes somebody to tracks, or ends its subscriptions. */
    record ChangeSubscriptions(
            String identity, Set<String> tracks, boolean subscribe, CompletableFuture<ParticipantSnapshot> answer)
            implements Asked<ParticipantSnapshot> {}

    /** Sends somebody over to another room, of which it is told; it joins there anew. Refused while its signal connection is away. */
    record Move(String identity, RoomView destination, CompletableFuture<ParticipantSnapshot> answer)
            implements Asked<ParticipantSnapshot> {}

    /**
     * Sends all that somebody publishes to another room as well, where it is a participant under the same identity, until it leaves here
     * or is sent out there. Answered by the participant as that room knows it.
     */
    record Forward(
            String identity, RoomDoor source, RoomDoor destination, CompletableFuture<ParticipantSnapshot> answer)
            implements Asked<ParticipantSnapshot> {}

    /** Changes the room itself: its metadata where there is some, and its rules. The metadata's size was judged by whoever asks. */
    record ChangeRoom(
            Optional<String> metadata, UnaryOperator<RoomPolicy> rules, CompletableFuture<RoomSnapshot> answer)
            implements Asked<RoomSnapshot> {}

    /** A command of one participant, by its sid. Unknown sids are ignored: the participant may just have left. */
    sealed interface OfParticipant extends RoomCommand {
        /** The participant's sid. */
        String participant();
    }

    /** The signal connection is gone; ignored unless it is the participant's current one. */
    record SignalLost(String participant, EventSink sink) implements OfParticipant {}

    /** The participant leaves, by its own will or removed by somebody. */
    record Leave(String participant, DisconnectReason reason) implements OfParticipant {}

    /** The packets of one that {@linkplain Enter entered} come out of that lane, for which it waits no longer. */
    record Feed(String participant, Lane lane) implements OfParticipant {}

    /** A client's offer on the PeerTransport where clients offer. */
    record Offer(String participant, SessionDescription description, long id) implements OfParticipant {}

    /** A client's answer to the server's offer. */
    record Answer(String participant, SessionDescription description, long id) implements OfParticipant {}

    /** SDP that could not be read: the session cannot go on. */
    record BadDescription(String participant, String reason) implements OfParticipant {}

    /** A remote candidate; {@code toSubscriber} for the PeerTransport where the server offers. */
    record Trickle(String participant, boolean toSubscriber, IceCandidate candidate) implements OfParticipant {}

    /** Announces a track. */
    record AddTrack(String participant, TrackRequest request) implements OfParticipant {}

    /** The publisher mutes or unmutes. */
    record Mute(String participant, String track, boolean muted) implements OfParticipant {}

    /** What an audio track is like has changed. */
    record UpdateAudioTrack(String participant, String track, List<AudioFeature> features) implements OfParticipant {}

    /** The size of a video track has changed. */
    record UpdateVideoTrack(String participant, String track, int width, int height) implements OfParticipant {}

    /** Subscribes to tracks or ends subscriptions. */
    record Subscribe(String participant, Set<String> tracks, boolean subscribe) implements OfParticipant {}

    /** What the subscriber wants of tracks: size, rate, or nothing for now. */
    record TrackSettings(String participant, Set<String> tracks, Demand demand) implements OfParticipant {}

    /** Who may subscribe to the participant's tracks. */
    record PermitSubscriptions(String participant, SubscriptionPermissions permissions) implements OfParticipant {}

    /** Announces a data track. */
    record PublishDataTrack(String participant, DataTrackWish wish) implements OfParticipant {}

    /** Ends a data track, by the publisher's handle. */
    record UnpublishDataTrack(String participant, long handle) implements OfParticipant {}

    /** Subscribes to data tracks, or ends subscriptions, by sid. */
    record SubscribeData(String participant, Map<String, Boolean> tracks) implements OfParticipant {
        public SubscribeData {
            tracks = Map.copyOf(tracks);
        }
    }

    /** What a resuming client believes, data tracks among the published ones; a track that the server does not know leads to a full reconnect. */
    record SyncState(
            String participant,
            Set<String> publishedTracks,
            Set<String> disabledTracks,
            Set<String> subscriptionTracks,
            boolean subscribe)
            implements OfParticipant {}

    /** The participant changes what it says about itself. Empty name and metadata stay; attributes with an empty value go. */
    record UpdateSelf(String participant, String name, String metadata, Map<String, String> attributes, long requestId)
            implements OfParticipant {}

    /** A test wish of a client. */
    record Simulate(String participant, Scenario scenario, long argument) implements OfParticipant {}

    /** What {@link Simulate} can play. */
    enum Scenario {
        SPEAKER_UPDATE,
        NODE_FAILURE,
        MIGRATION,
        SERVER_LEAVE,
        SWITCH_TO_UDP,
        SWITCH_TO_TCP,
        SWITCH_TO_TLS,
        DISCONNECT_SIGNAL_ON_RESUME,
        DISCONNECT_SIGNAL_ON_RESUME_NO_MESSAGES,
        FULL_RECONNECT
    }
}
