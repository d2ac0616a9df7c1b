package io.sluice.sfu.participant;

import io.sluice.sfu.publish.Publication;
import io.sluice.sfu.publish.TrackSource;
import org.jspecify.annotations.Nullable;

/** The tracks of a room, as its participants see them: what one publishes reaches the others, and what they publish can be had. */
public interface RoomTracks {
    /** A track has media now. */
    void published(Participant publisher, Publication publication);

    /** What a published track is sent in changed: some subscribers change over. */
    void codecsChanged(Participant publisher, Publication publication);

    /** A published track ended. */
    void unpublished(Participant publisher, Publication publication);

    /** Somebody wants to publish a track without end-to-end encryption. */
    void unencrypted(Participant publisher, TrackSource source, boolean refused);

    /** A data track can be had. */
    void published(Participant publisher, DataPublication publication);

    /** A data track ended. */
    void unpublished(DataPublication publication);

    /** Gives a participant every track that it wants and may have. */
    void subscribeToExisting(Participant subscriber);

    /** A participant shall receive a track. */
    void beginning(Subscription subscription);

    /** A subscription is agreed on with its client, for the first time. */
    void agreed(Subscription subscription);

    /** A participant is about to receive a track no more. */
    void ending(Subscription subscription);

    /** A participant receives its first track of a publisher. */
    void tuned(Participant subscriber, Participant publisher);

    /** A participant receives no track of a publisher any more. */
    void untuned(Participant subscriber, Participant publisher);

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
