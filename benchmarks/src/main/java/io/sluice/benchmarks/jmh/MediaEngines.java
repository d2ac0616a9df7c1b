package io.sluice.benchmarks.jmh;

import io.sluice.benchmarks.publisher.Recording;
import io.sluice.benchmarks.publisher.Replay;
import io.sluice.sfu.negotiate.CodecParameters;
import io.sluice.sfu.negotiate.ExtensionCatalog;
import io.sluice.sfu.negotiate.ExtensionParameters;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.subscribe.DownTrack;
import io.sluice.sfu.subscribe.Downlink;
import io.sluice.sfu.track.MediaSettings;
import io.sluice.sfu.track.PublishedTrack;
import io.sluice.sfu.track.SourceStream;
import io.sluice.sfu.track.Uplink;
import io.sluice.sfu.track.UplinkListener;
import io.sluice.sfu.track.UplinkSection;
import io.sluice.transport.peer.PacketSink;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The top layer of a publisher, or a stream with all layers inside, the media engines of a room, and subscribers of whom only the packets made for them are counted. */
final class MediaEngines implements UplinkListener, PacketSink {
    private static final int TOP = 2;
    private static final long PACKET_NANOS = 4_000_000;

    private final Replay replay = new Replay(new Recording(), TOP);
    private final @Nullable ScalableReplay scalable;
    private final Uplink uplink = new Uplink(this, 1, this);
    private long now = 1_000_000_000_000L;
    private long made;

    /** VP8 with a stream for each layer. */
    MediaEngines(int subscribers) {
        this(subscribers, null, Recording.codecs(), Recording.rids(), Recording.extensions());
    }

    /** All layers inside one stream. */
    MediaEngines(int subscribers, ScalableReplay scalable) {
        this(subscribers, scalable, scalable.codecs(), List.of(), ScalableReplay.extensions());
    }

    private MediaEngines(
            int subscribers,
            @Nullable ScalableReplay scalable,
            List<CodecParameters> codecs,
            List<String> rids,
            List<ExtensionParameters> extensions) {
        this.scalable = scalable;
        PublishedTrack track = new PublishedTrack(
                "TR_bench", MediaKind.VIDEO, Recording.layerInfos(), (_, _) -> {}, MediaSettings.DEFAULT);
        uplink.setSections(
                List.of(new UplinkSection(Recording.mid(), track, codecs, rids, List.of(), List.of())), extensions);
        Random random = new Random(1);
        for (int i = 0; i < subscribers; i++) {
            Downlink downlink = new Downlink(this, random);
            DownTrack downTrack = downlink.add(track, "publisher", now);
            if (!downTrack.bind(codecs, ExtensionCatalog.offered(MediaKind.VIDEO, false), now)) {
                throw new IllegalStateException("not bound");
            }
        }
    }

    /** Takes the next packet; returns how many were made for subscribers so far. */
    long packet() {
        now += PACKET_NANOS;
        ScalableReplay inside = scalable;
        if (inside == null) {
            int length = replay.next(now);
            uplink.rtp(replay.buffer, 0, length, now);
        } else {
            int length = inside.next();
            uplink.rtp(inside.buffer, 0, length, now);
        }
        return made;
    }

    @Override
    public boolean sendRtp(byte[] buffer, int offset, int length) {
        made++;
        return true;
    }

    @Override
    public boolean sendRtcp(byte[] buffer, int offset, int length) {
        return true;
    }

    @Override
    public boolean writable() {
        return true;
    }

    @Override
    public void streamStarted(PublishedTrack track, SourceStream stream) {
        // Nobody waits for it.
    }

    @Override
    public void streamChanged(PublishedTrack track, SourceStream stream) {
        // It never does.
    }
}
