package io.sluice.sfu.control;

import io.sluice.sfu.publish.TrackInfo;
import io.sluice.sfu.publish.TrackSource;

/** Something that has happened in a room, with how things stand since. Immutable, so that it may cross threads. */
public sealed interface RoomFact {
    /** The room as it is now. */
    RoomSnapshot room();

    /** First fact of a room. */
    record RoomStarted(RoomSnapshot room) implements RoomFact {}

    /** Last fact of a room: everybody has left. */
    record RoomFinished(RoomSnapshot room, DisconnectReason reason) implements RoomFact {}

    /** A fact about somebody. */
    sealed interface OfParticipant extends RoomFact {
        /** The participant as it is now. */
        ParticipantSnapshot participant();
    }

    /**
     * Somebody was let in; its media is not connected yet.
     *
     * @param client what it runs
     */
    record ParticipantJoined(RoomSnapshot room, ParticipantSnapshot participant, ClientTraits client)
            implements OfParticipant {}

    /** Its primary PeerTransport is connected, for the first time in this session. */
    record ParticipantActive(RoomSnapshot room, ParticipantSnapshot participant) implements OfParticipant {}

    /**
     * A session has ended; the snapshot says why.
     *
     * @param wasActive whether there was a {@link ParticipantActive} before
     */
    record ParticipantLeft(RoomSnapshot room, ParticipantSnapshot participant, boolean wasActive)
            implements OfParticipant {}

    /** A track's media has begun to arrive: others may have it. */
    record TrackPublished(RoomSnapshot room, ParticipantSnapshot participant, TrackInfo track)
            implements OfParticipant {}

    /** A track has ended, also when its publisher leaves. */
    record TrackUnpublished(RoomSnapshot room, ParticipantSnapshot participant, TrackInfo track)
            implements OfParticipant {}

    /**
     * Somebody wanted to publish a track without end-to-end encryption, in a room that looks at that.
     *
     * @param source where its media comes from
     * @param refused whether the room did not let it
     */
    record TrackUnencrypted(RoomSnapshot room, ParticipantSnapshot participant, TrackSource source, boolean refused)
            implements OfParticipant {}
}
