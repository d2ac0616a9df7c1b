package io.sluice.sfu.room;

import io.sluice.sfu.measure.MediaCounters;
import io.sluice.sfu.measure.SourceCounters;
import io.sluice.sfu.measure.Way;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.participant.Participant;
import io.sluice.sfu.participant.Subscription;
import io.sluice.sfu.publish.Publication;
import io.sluice.sfu.track.PublishedTrack;
import io.sluice.sfu.track.SourceStream;

/**
 * Adds what the room's streams counted to the counters of its loop: once a second, and when a stream ends. The packet path itself counts in
 * plain fields and knows nothing of this.
 */
final class Measurements {
    private static final long INTERVAL_NANOS = 1_000_000_000L;

    private final Members members;
    private final MediaCounters counters;
    private final RoomShare share;
    private long due;

    Measurements(Members members, MediaCounters counters, long nowNanos) {
        this.members = members;
        this.counters = counters;
        this.share = new RoomShare(counters);
        this.due = nowNanos + INTERVAL_NANOS;
    }

    void tick(long now) {
        if (now < due) {
            return;
        }
        due = now + INTERVAL_NANOS;
        long forwarded = 0;
        long withheld = 0;
        long paused = 0;
        for (Participant who : members.all()) {
            forwarded += who.forwarded() ? 1 : 0;
            for (Publication publication : who.publishing().published()) {
                measure(publication, now);
                withheld += withheld(publication) ? 1 : 0;
            }
            for (Subscription subscription : who.subscribing().subscriptions()) {
                measure(subscription, now);
                paused += subscription.downTrack().paused() ? 1 : 0;
            }
        }
        share.set(forwarded, withheld, paused);
    }

    private static boolean withheld(Publication publication) {
        PublishedTrack media = publication.media();
        return media != null && !media.heard();
    }

    /** The room has ended. */
    void closed() {
        share.set(0, 0, 0);
    }

    void begun(Subscription subscription) {
        counters.subscriptionsBegun.add(1);
        counters.subscribed(video(subscription)).add(1);
    }

    void agreed(Subscription subscription, long now) {
        counters.subscriptionsAgreed.add(1);
        source(Way.OUTGOING, subscription.publication()).agreedMillis.note(subscription.ageNanos(now) / 1e6);
    }

    void published(Publication publication) {
        source(Way.INCOMING, publication).agreedMillis.note(publication.agreedMillis());
    }

    void ended(Subscription subscription, long now) {
        measure(subscription, now);
        counters.subscribed(video(subscription)).add(-1);
        if (!subscription.everAgreed()) {
            counters.subscriptionsGivenUp.add(1);
        }
    }

    private static boolean video(Subscription subscription) {
        return subscription.kind() == MediaKind.VIDEO;
    }

    void measure(Publication publication, long now) {
        PublishedTrack media = publication.media();
        if (media == null) {
            return;
        }
        for (int layer = 0; layer < PublishedTrack.MAX_LAYERS; layer++) {
            SourceStream stream = media.source(layer);
            if (stream != null) {
                stream.measure(counters.way(Way.INCOMING), source(Way.INCOMING, publication), now);
            }
        }
    }

    private void measure(Subscription subscription, long now) {
        subscription.downTrack().measure(counters, source(Way.OUTGOING, subscription.publication()), now);
    }

    private SourceCounters source(Way way, Publication publication) {
        return counters.source(
                way,
                publication.kind() == MediaKind.VIDEO,
                publication.request().source().ordinal());
    }
}
