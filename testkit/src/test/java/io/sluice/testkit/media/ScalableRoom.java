package io.sluice.testkit.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.ext.HeaderExtension;
import io.sluice.rtp.packet.RtcpReader;
import io.sluice.rtp.rtcp.PictureLossIndication;
import io.sluice.sfu.negotiate.CodecParameters;
import io.sluice.sfu.negotiate.ExtensionParameters;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.negotiate.SsrcGroup;
import io.sluice.sfu.subscribe.Demand;
import io.sluice.sfu.subscribe.DownTrack;
import io.sluice.sfu.subscribe.Downlink;
import io.sluice.sfu.track.LayerInfo;
import io.sluice.sfu.track.MediaSettings;
import io.sluice.sfu.track.PublishedTrack;
import io.sluice.sfu.track.SourceStream;
import io.sluice.sfu.track.Uplink;
import io.sluice.sfu.track.UplinkListener;
import io.sluice.sfu.track.UplinkSection;
import io.sluice.sfu.track.VideoQuality;
import io.sluice.transport.peer.PacketSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A scalable stream, or several of one track, and their viewers, without a network between. The publisher makes a key picture two pictures
 * after it was asked.
 */
final class ScalableRoom implements UplinkListener {
    static final long PICTURE_NANOS = 33_000_000L;

    private static final List<LayerInfo> LAYERS = List.of(
            new LayerInfo(VideoQuality.LOW, 320, 180, 0, null),
            new LayerInfo(VideoQuality.MEDIUM, 640, 360, 0, null),
            new LayerInfo(VideoQuality.HIGH, 1280, 720, 0, null));
    private static final int KEY_PICTURE_DELAY = 2;

    final ScalabilityMode mode;
    final Random random;
    final List<ScalableSource> sources = new ArrayList<>();
    /** So many of them, the first ones, send nothing. */
    private final int silent;

    /** The first of them that sends. */
    final ScalableSource source;

    final PublishedTrack track;
    final Uplink uplink;
    final List<CodecParameters> codecs;
    private final List<Downlink> downlinks = new ArrayList<>();
    private final RtcpReader rtcp = new RtcpReader();
    private final int timestampOffset;
    private final int[] keyPictureIn;
    long now = 1_000_000_000_000L;

    ScalableRoom(ScalabilityMode mode, ScalableSource.Telling telling, long seed) {
        this(mode, telling, 1, 0, seed);
    }

    /**
     * Several streams.
     *
     * @param streams that are negotiated, of the same layering, as the sizes of a picture
     * @param silent so many of them, the first ones, send nothing
     */
    ScalableRoom(ScalabilityMode mode, ScalableSource.Telling telling, int streams, int silent, long seed) {
        this.mode = mode;
        this.random = new Random(seed);
        for (int i = 0; i < streams; i++) {
            sources.add(new ScalableSource(mode, telling, i, random));
        }
        this.silent = silent;
        this.source = sources.get(silent);
        this.keyPictureIn = new int[streams];
        this.timestampOffset = random.nextInt();
        this.track = new PublishedTrack(
                "TR_1",
                MediaKind.VIDEO,
                LAYERS.subList(0, Math.max(streams, mode.spatial())),
                (_, _) -> {},
                MediaSettings.DEFAULT);
        this.codecs = List.of(new CodecParameters(
                ScalableSource.PAYLOAD_TYPE, telling.codec(), 90_000, 1, "", List.of("nack", "nack pli")));
        this.uplink = new Uplink(new Requests(), 1, this);
        uplink.setSections(
                List.of(new UplinkSection("0", track, codecs, List.of(), ssrcs(), groups())),
                List.of(
                        new ExtensionParameters(ScalableSource.MID_ID, HeaderExtension.MID.uri()),
                        new ExtensionParameters(
                                ScalableSource.DESCRIPTOR_ID, HeaderExtension.DEPENDENCY_DESCRIPTOR.uri())));
    }

    private List<Long> ssrcs() {
        return sources.stream().map(each -> Integer.toUnsignedLong(each.ssrc())).toList();
    }

    private List<SsrcGroup> groups() {
        return sources.size() == 1 ? List.of() : List.of(new SsrcGroup("SIM", ssrcs()));
    }

    /** Hears what the server asks the publisher for. */
    private final class Requests implements PacketSink {
        @Override
        public boolean sendRtp(byte[] buffer, int offset, int length) {
            throw new AssertionError("the server sends its publisher no media");
        }

        @Override
        public boolean sendRtcp(byte[] buffer, int offset, int length) {
            rtcp.wrap(buffer, offset, length);
            while (rtcp.next()) {
                if (PictureLossIndication.matches(rtcp)) {
                    asked(PictureLossIndication.mediaSsrc(rtcp));
                }
            }
            return true;
        }

        private void asked(int ssrc) {
            for (int i = 0; i < sources.size(); i++) {
                if (sources.get(i).ssrc() == ssrc && keyPictureIn[i] == 0) {
                    keyPictureIn[i] = KEY_PICTURE_DELAY;
                }
            }
        }

        @Override
        public boolean writable() {
            return true;
        }
    }

    /**
     * Somebody watches.
     *
     * @param described whether dependency descriptors are agreed on
     */
    ScalableViewer join(boolean described) {
        ScalableViewer viewer = new ScalableViewer(sources);
        Downlink downlink = new Downlink(viewer, random);
        downlinks.add(downlink);
        DownTrack downTrack = downlink.add(track, "publisher", now);
        viewer.attach(downlink, downTrack);
        List<CodecParameters> agreed = List.of(
                codecs.getFirst(),
                new CodecParameters(99, "rtx", 90_000, 1, "apt=" + ScalableSource.PAYLOAD_TYPE, List.of()));
        List<ExtensionParameters> extensions = described
                ? List.of(new ExtensionParameters(
                        ScalableViewer.DESCRIPTOR_ID, HeaderExtension.DEPENDENCY_DESCRIPTOR.uri()))
                : List.of();
        assertThat(downTrack.bind(agreed, extensions, now)).isTrue();
        return viewer;
    }

    void want(ScalableViewer viewer, int spatial, int fps) {
        viewer.downTrack().setDemand(new Demand(true, VideoQuality.of(spatial), 0, 0, fps), now);
    }

    /** The packets of the next picture of each stream, in order and not sent yet. */
    List<byte[]> picture() {
        now += PICTURE_NANOS;
        List<byte[]> packets = new ArrayList<>();
        for (int i = silent; i < keyPictureIn.length; i++) {
            if (keyPictureIn[i] > 0 && --keyPictureIn[i] == 0) {
                sources.get(i).keyPictureDue = true;
            }
            packets.addAll(sources.get(i).next(timestampOffset + (int) (now / 1000 * 90 / 1000)));
        }
        return packets;
    }

    void send(byte[] packet) {
        uplink.rtp(packet.clone(), 0, packet.length, now);
    }

    void tick() {
        if (now >= uplink.deadline()) {
            uplink.tick(now);
        }
        for (Downlink downlink : downlinks) {
            if (now >= downlink.deadline()) {
                downlink.tick(now);
            }
        }
    }

    void run(int pictures) {
        for (int i = 0; i < pictures; i++) {
            picture().forEach(this::send);
            tick();
        }
    }

    @Override
    public void streamStarted(PublishedTrack started, SourceStream stream) {
        // The viewers are there already.
    }

    @Override
    public void streamChanged(PublishedTrack changed, SourceStream stream) {
        // Nobody describes it here.
    }
}
