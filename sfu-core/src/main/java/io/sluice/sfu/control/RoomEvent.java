package io.sluice.sfu.control;

import io.sluice.sfu.audio.Speaker;
import io.sluice.sfu.negotiate.SessionDescription;
import io.sluice.sfu.publish.DataTrackHandle;
import io.sluice.sfu.publish.DataTrackInfo;
import io.sluice.sfu.publish.TrackInfo;
import io.sluice.sfu.track.VideoQuality;
import java.util.List;
import java.util.Map;

/** Everything a room tells a participant. Immutable, so that it may cross threads. */
public sealed interface RoomEvent {

    /** First event of a new participant. */
    record Joined(
            RoomSnapshot room,
            ParticipantSnapshot self,
            List<ParticipantSnapshot> others,
            boolean subscriberPrimary,
            byte[] trailer,
            List<String> publishCodecs)
            implements RoomEvent {}

    /** First event of a resumed one; {@code everybody} begins with those who left lately, whom it may have missed. */
    record Resumed(RoomSnapshot room, String self, List<ParticipantSnapshot> everybody, long lastMessageSequence)
            implements RoomEvent {}

    /** The participant is out, or must come back in another way. */
    record Left(DisconnectReason reason, Action action) implements RoomEvent {
        /** What the client shall do. */
        public enum Action {
            DISCONNECT,
            RESUME,
            RECONNECT
        }
    }

    /** The server's offer; {@code tracks} maps mids to track sids. */
    record OfferMade(SessionDescription description, long id, Map<String, String> tracks) implements RoomEvent {}

    /** The answer to the client's offer of that id. */
    record AnswerMade(SessionDescription description, long id, Map<String, String> tracks) implements RoomEvent {}

    /** The client shall add that many receiving sections and offer again; zero and zero is a plain request to offer. */
    record SectionsNeeded(int audio, int video) implements RoomEvent {}

    /** Participants that came, changed or went. */
    record ParticipantsChanged(List<ParticipantSnapshot> participants) implements RoomEvent {}

    /** A track was accepted under the client's id. */
    record TrackPublished(String cid, TrackInfo track) implements RoomEvent {}

    /** Somebody who runs the server muted or unmuted a track of the participant; it shall do the same. */
    record MuteOrdered(String track, boolean muted) implements RoomEvent {}

    /** The participant's place is in another room from now on; {@link Left} follows, and it shall join there. */
    record Moved(RoomSnapshot room, ParticipantSnapshot self, List<ParticipantSnapshot> others) implements RoomEvent {}

    /** The server ended a track of the participant. */
    record TrackUnpublished(String track) implements RoomEvent {}

    /** A data track was accepted. */
    record DataTrackPublished(DataTrackInfo track) implements RoomEvent {}

    /** A data track of the participant ended. */
    record DataTrackUnpublished(DataTrackInfo track) implements RoomEvent {}

    /** The data tracks that the participant receives, by the number in their packets; always all of them. */
    record DataTrackHandles(Map<Integer, DataTrackHandle> handles) implements RoomEvent {}

    /** Somebody receives a track of the participant for the first time. */
    record TrackSubscribed(String track) implements RoomEvent {}

    /** Who speaks now; those who stopped have level zero. */
    record SpeakersChanged(List<Speaker> speakers) implements RoomEvent {}

    /** The room's own facts changed. */
    record RoomChanged(RoomSnapshot room) implements RoomEvent {}

    /** How well participants are connected. */
    record QualityChanged(List<Quality> qualities) implements RoomEvent {}

    /** Video that the participant receives was paused for want of bandwidth, or goes on. */
    record StreamStatesChanged(List<StreamState> states) implements RoomEvent {}

    /** The largest quality that anybody wants of a video track. */
    record LayerDemanded(String track, String codec, VideoQuality highest) implements RoomEvent {}

    /** In which codecs an audio track that was announced with several shall be sent. */
    record AudioCodecsDemanded(String track, List<CodecDemand> codecs) implements RoomEvent {}

    /** A publisher allows or forbids a subscription. */
    record SubscriptionPermissionChanged(String publisher, String track, boolean allowed) implements RoomEvent {}

    /** A subscription could not be had. */
    record SubscriptionFailed(String track, Failure failure) implements RoomEvent {
        /** Why. */
        public enum Failure {
            UNKNOWN,
            CODEC_UNSUPPORTED,
            TRACK_NOT_FOUND
        }
    }

    /** A command was refused, or, with {@link Refusal#OK}, done where the client wants to know. */
    record Answered(RoomCommand.OfParticipant command, Refusal refusal, String message) implements RoomEvent {}

    /** Stable codes of refusals. */
    enum Refusal {
        OK,
        NOT_FOUND,
        NOT_ALLOWED,
        LIMIT_EXCEEDED,
        QUEUED,
        UNSUPPORTED_TYPE,
        INVALID_HANDLE,
        INVALID_NAME,
        DUPLICATE_HANDLE,
        DUPLICATE_NAME,
        INVALID_REQUEST
    }

    /**
     * Whether a track shall be sent in one of its codecs.
     *
     * @param codec its rtpmap name
     * @param enabled or not
     */
    record CodecDemand(String codec, boolean enabled) {}

    /**
     * Whether one received track is paused.
     *
     * @param publisher sid of who sends it
     * @param track its sid
     * @param paused or goes on
     */
    record StreamState(String publisher, String track, boolean paused) {}

    /**
     * How well one participant is connected.
     *
     * @param participant its sid
     * @param score 0 to 100
     */
    record Quality(String participant, double score) {}
}
