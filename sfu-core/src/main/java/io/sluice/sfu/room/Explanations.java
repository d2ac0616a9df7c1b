package io.sluice.sfu.room;

import io.sluice.sfu.explain.LayerExplanation;
import io.sluice.sfu.explain.LinkExplanation;
import io.sluice.sfu.explain.ParticipantExplanation;
import io.sluice.sfu.explain.RoomExplanation;
import io.sluice.sfu.explain.SubscriptionExplanation;
import io.sluice.sfu.explain.TrackExplanation;
import io.sluice.sfu.participant.MediaLink;
import io.sluice.sfu.participant.Participant;
import io.sluice.sfu.participant.Subscription;
import io.sluice.sfu.publish.Publication;
import io.sluice.sfu.publish.TrackInfo;
import io.sluice.sfu.track.PublishedTrack;
import io.sluice.sfu.track.SourceStream;
import io.sluice.transport.ice.Path;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Puts together what a room tells those who run the server about itself. */
final class Explanations {
    private static final double NANOS_PER_MILLI = 1e6;

    private Explanations() {}

    static RoomExplanation of(Room room, Members members) {
        return new RoomExplanation(
                room.name(),
                room.sid(),
                members.all().stream().map(Explanations::of).toList());
    }

    private static ParticipantExplanation of(Participant who) {
        List<TrackExplanation> published = new ArrayList<>();
        for (Publication publication : who.publishing().published()) {
            PublishedTrack media = publication.media();
            if (media != null) {
                published.add(of(publication.info(), media));
            }
        }
        return new ParticipantExplanation(
                who.identity(),
                who.sid(),
                who.state().name(),
                who.sink() != null,
                (who.admission().client().sdk() + " " + who.admission().client().sdkVersion()).strip(),
                who.links().all().stream()
                        .map(link -> of(link, link == who.links().sending()))
                        .toList(),
                published,
                who.subscribing().subscriptions().stream().map(Explanations::of).toList());
    }

    private static LinkExplanation of(MediaLink link, boolean sends) {
        Path path = link.transport().selectedPath();
        InetSocketAddress remote = path == null ? null : path.remote();
        return new LinkExplanation(
                sends,
                link.transport().state(),
                remote == null ? null : remote.getHostString() + ":" + remote.getPort(),
                path != null && path.stream(),
                link.transport().rttNanos() / NANOS_PER_MILLI,
                link.downlink().roundTripNanos() / NANOS_PER_MILLI,
                sends ? link.downlink().snapshot() : null);
    }

    private static TrackExplanation of(TrackInfo info, PublishedTrack media) {
        List<LayerExplanation> layers = new ArrayList<>();
        for (int layer = 0; layer < PublishedTrack.MAX_LAYERS; layer++) {
            SourceStream source = media.source(layer);
            if (source != null) {
                layers.add(of(source, (media.liveLayers() & 1 << layer) != 0));
            }
        }
        return new TrackExplanation(
                info.sid(),
                info.name(),
                info.kind(),
                info.source(),
                info.mimeType(),
                info.encryption(),
                info.muted(),
                media.heard(),
                media.score(),
                media.wantedQuality(),
                layers);
    }

    private static LayerExplanation of(SourceStream source, boolean live) {
        return new LayerExplanation(
                source.layer(),
                Integer.toUnsignedLong(source.ssrc()),
                live,
                source.stats().packets,
                source.stats().bytes,
                Math.max(0, source.reception().lost() - source.stats().retransmittedPackets),
                source.stats().retransmittedPackets,
                source.stats().keyFrames,
                source.stats().plis,
                source.stats().jitterNanos / NANOS_PER_MILLI);
    }

    private static SubscriptionExplanation of(Subscription subscription) {
        return new SubscriptionExplanation(
                subscription.publication().sid(),
                subscription.publisher().identity(),
                subscription.bound(),
                subscription.downTrack().wantedQuality(),
                subscription.downTrack().score(),
                subscription.downTrack().snapshot());
    }
}
