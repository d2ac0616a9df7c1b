package io.sluice.sfu.room;

import io.sluice.sfu.control.RoomFact;
import io.sluice.sfu.control.RoomSnapshot;
import io.sluice.sfu.participant.DataPublication;
import io.sluice.sfu.participant.Participant;
import io.sluice.sfu.participant.RoomTracks;
import io.sluice.sfu.participant.Subscription;
import io.sluice.sfu.publish.Publication;
import io.sluice.sfu.publish.TrackSource;
import io.sluice.sfu.track.PublishedTrack;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the tracks of a room to those who want them and may have them, and lets the room's observers know of each. */
final class Distribution implements RoomTracks {
    private static final Logger log = LoggerFactory.getLogger(Distribution.class);

    private final Room room;
    private final Members members;
    private final Observations observations;
    private final Measurements measurements;

    Distribution(Room room, Members members, Observations observations, Measurements measurements) {
        this.room = room;
        this.members = members;
        this.observations = observations;
        this.measurements = measurements;
    }

    @Override
    public void published(Participant publisher, Publication publication) {
        PublishedTrack media = publication.media();
        if (media != null && publication.request().source() == TrackSource.MICROPHONE) {
            observations.listen(publisher, media, room.nowNanos());
        }
        log.info(
                "track_published room={} participant={} track={} codec={}",
                room.name(),
                publisher.identity(),
                publication.sid(),
                publication.info().mimeType());
        measurements.published(publication);
        RoomSnapshot now = room.renewed();
        room.observe(new RoomFact.TrackPublished(now, publisher.snapshot(), publication.info()));
        reconcile(publisher, publication);
    }

    @Override
    public void codecsChanged(Participant publisher, Publication publication) {
        reconcile(publisher, publication);
    }

    private void reconcile(Participant publisher, Publication publication) {
        for (Participant subscriber : members.all()) {
            subscriber.subscribing().reconcile(publisher, publication);
        }
    }

    @Override
    public void unpublished(Participant publisher, Publication publication) {
        measurements.measure(publication, room.nowNanos());
        PublishedTrack media = publication.media();
        if (media != null) {
            observations.forget(publisher, media, room.nowNanos());
        }
        for (Participant subscriber : members.all()) {
            subscriber.subscribing().forget(publication.sid());
        }
        RoomSnapshot now = room.renewed();
        room.observe(new RoomFact.TrackUnpublished(now, publisher.snapshot(), publication.info()));
        log.info(
                "track_unpublished room={} participant={} track={}",
                room.name(),
                publisher.identity(),
                publication.sid());
    }

    @Override
    public void unencrypted(Participant publisher, TrackSource source, boolean refused) {
        room.observe(new RoomFact.TrackUnencrypted(room.snapshot(), publisher.snapshot(), source, refused));
        if (refused) {
            log.info(
                    "track_refused room={} participant={} source={} reason=unencrypted",
                    room.name(),
                    publisher.identity(),
                    source);
        }
    }

    @Override
    public void published(Participant publisher, DataPublication publication) {
        for (Participant subscriber : members.all()) {
            subscriber.dataSubscribing().reconcile(publisher, publication);
        }
    }

    @Override
    public void unpublished(DataPublication publication) {
        for (Participant subscriber : members.all()) {
            subscriber.dataSubscribing().forget(publication);
        }
    }

    @Override
    public void subscribeToExisting(Participant subscriber) {
        for (Participant publisher : members.all()) {
            for (Publication publication : publisher.publishing().published()) {
                subscriber.subscribing().reconcile(publisher, publication);
            }
            for (DataPublication publication : publisher.dataPublishing().published()) {
                subscriber.dataSubscribing().reconcile(publisher, publication);
            }
        }
    }

    /** Gives everybody those tracks of a publisher that they want and may have, and takes the others away. */
    void reconcileAll(Participant publisher) {
        for (Publication publication : publisher.publishing().published()) {
            reconcile(publisher, publication);
        }
        for (DataPublication publication : publisher.dataPublishing().published()) {
            published(publisher, publication);
        }
    }

    @Override
    public void beginning(Subscription subscription) {
        measurements.begun(subscription);
    }

    @Override
    public void agreed(Subscription subscription) {
        measurements.agreed(subscription, room.nowNanos());
    }

    @Override
    public void ending(Subscription subscription) {
        measurements.ended(subscription, room.nowNanos());
    }

    @Override
    public void tuned(Participant subscriber, Participant publisher) {
        observations.tuned(subscriber, publisher);
    }

    @Override
    public void untuned(Participant subscriber, Participant publisher) {
        observations.untuned(subscriber, publisher);
    }

    @Override
    public @Nullable PublishedBy find(String trackSid) {
        for (Participant publisher : members.all()) {
            for (Publication publication : publisher.publishing().published()) {
                if (publication.sid().equals(trackSid)) {
                    return new PublishedBy(publisher, publication);
                }
            }
        }
        return null;
    }

    @Override
    public @Nullable DataPublishedBy findData(String trackSid) {
        for (Participant publisher : members.all()) {
            for (DataPublication publication : publisher.dataPublishing().published()) {
                if (publication.sid().equals(trackSid)) {
                    return new DataPublishedBy(publisher, publication);
                }
            }
        }
        return null;
    }
}
