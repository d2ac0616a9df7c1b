package io.sluice.sfu.participant;

import io.sluice.sfu.control.RoomPolicy;
import io.sluice.sfu.data.DataRouter;
import io.sluice.sfu.measure.MediaCounters;
import io.sluice.sfu.negotiate.CodecCatalog;
import io.sluice.sfu.publish.Publication;
import io.sluice.sfu.publish.TrackSource;
import io.sluice.sfu.track.MediaSettings;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

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

    /** A track has media now. */
    void published(Participant publisher, Publication publication);

    /** What a published track is sent in changed: some subscribers change over. */
    void codecsChanged(Participant publisher, Publication publication);

    /** Participants in the room. */
    int participants();

    /** A published track ended. */
    void unpublished(Participant publisher, Publication publication);

    /** A data track can be had. */
    void published(Participant publisher, DataPublication publication);

    /** A data track ended. */
    void unpublished(DataPublication publication);

    /** What the room's loop counts. */
    MediaCounters counters();

    /** A participant shall receive a track. */
    void beginning(Subscription subscription);

    /** A subscription is agreed on with its client, for the first time. */
    void agreed(Subscription subscription);

    /** A participant is about to receive a track no more. */
    void ending(Subscription subscription);

    /** Somebody wants to publish a track without end-to-end encryption. */
    void unencrypted(Participant publisher, TrackSource source, boolean refused);

    /** A participant receives its first track of a publisher. */
    void tuned(Participant subscriber, Participant publisher);

    /** A participant receives no track of a publisher any more. */
    void untuned(Participant subscriber, Participant publisher);

    /** Gives a participant every track that it wants and may have. */
    void subscribeToExisting(Participant subscriber);

    /** The primary PeerTransport is connected. */
    void connected(Participant who);

    /** A PeerTransport of the participant failed for good. */
    void failed(Participant who, String reason);

    /** Nothing but a full reconnect helps. */
    void broken(Participant who, String reason);

    /** A published track and who publishes it. */
    @Nullable
    PublishedBy find(String trackSid);

    /** A published data track and who publishes it. */
    @Nullable
    DataPublishedBy findData(String trackSid);

    /**
     * A data track with its publisher.
     *
     * @param publisher who
     * @param publication what
     */
    record DataPublishedBy(Participant publisher, DataPublication publication) {}

    /**
     * A track with its publisher.
     *
     * @param publisher who
     * @param publication what
     */
    record PublishedBy(Participant publisher, Publication publication) {}
}
