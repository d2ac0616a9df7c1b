package io.sluice.sfu.participant;

import io.sluice.sfu.control.RoomPolicy;
import io.sluice.sfu.data.DataRouter;
import io.sluice.sfu.measure.MediaCounters;
import io.sluice.sfu.negotiate.CodecCatalog;
import io.sluice.sfu.track.MediaSettings;
import java.util.random.RandomGenerator;

/** What a participant needs of its room; everything that concerns others goes through here. */
public interface RoomSide {
    /** The room's rules. */
    RoomPolicy policy();

    /** What the operator tuned about media. */
    MediaSettings mediaSettings();

    /** What frames that the server makes itself end with in encrypted tracks. */
    byte[] trailer();

    /** The room's codecs. */
    CodecCatalog catalog();

    /** What is published in it, and who receives it. */
    RoomTracks tracks();

    /** Where data goes. */
    DataRouter data();

    /** Source of ids. */
    Sids sids();

    /** Source of SSRCs and the like. */
    RandomGenerator random();

    /** Source of transports. */
    TransportFactory transports();

    /** Wall clock, microseconds of the epoch. */
    long micros();

    /** The loop's time as of the input that is being handled. */
    long nowNanos();

    /** Others shall hear of a change of this participant. */
    void changed(Participant who);

    /** What follows is about this participant: what changed of it must be known by then. */
    void tellFirst(Participant about);

    /** Participants in the room. */
    int participants();

    /** What the room's loop counts. */
    MediaCounters counters();

    /** The primary PeerTransport is connected. */
    void connected(Participant who);

    /** A PeerTransport of the participant failed for good. */
    void failed(Participant who, String reason);

    /** Nothing but a full reconnect helps. */
    void broken(Participant who, String reason);
}
