package io.sluice.benchmarks.jmh;

import io.sluice.benchmarks.publisher.Recording;
import io.sluice.sfu.negotiate.ExtensionCatalog;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.subscribe.DownTrack;
import io.sluice.sfu.subscribe.Downlink;
import io.sluice.sfu.track.MediaSettings;
import io.sluice.sfu.track.PublishedTrack;
import io.sluice.sfu.track.Uplink;
import io.sluice.sfu.track.UplinkSection;
import io.sluice.testkit.media.SilentPeer;
import java.util.List;
import java.util.Random;

/** A published track, the media engines of a room, and subscribers of whom only the packets made for them are counted. */
final class MediaEngines implements SilentPeer {
    private static final long PACKET_NANOS = 4_000_000;

    private final Published published;
    private final Uplink uplink = new Uplink(this, 1, this);
    private long now = 1_000_000_000_000L;
    private long made;

    MediaEngines(int subscribers, Published published) {
        this.published = published;
        boolean video = published.kind() == MediaKind.VIDEO;
        PublishedTrack track = new PublishedTrack(
                "TR_bench",
                published.kind(),
                video ? Recording.layerInfos() : List.of(),
                (_, _) -> {},
                MediaSettings.DEFAULT);
        track.allowRedundancy();
        uplink.setSections(
                List.of(new UplinkSection(
                        Recording.mid(), track, published.codecs(), published.rids(), List.of(), List.of())),
                published.extensions());
        Random random = new Random(1);
        for (int i = 0; i < subscribers; i++) {
            Downlink downlink = new Downlink(this, random);
            DownTrack downTrack = downlink.add(track, "publisher", now);
            if (!downTrack.bind(published.agreed(), ExtensionCatalog.offered(published.kind(), false), now)) {
                throw new IllegalStateException("not bound");
            }
        }
    }

    /** Takes the next packet; returns how many were made for subscribers so far. */
    long packet() {
        now += PACKET_NANOS;
        int length = published.next(now);
        uplink.rtp(published.buffer(), 0, length, now);
        return made;
    }

    @Override
    public boolean sendRtp(byte[] buffer, int offset, int length) {
        made++;
        return true;
    }
}
