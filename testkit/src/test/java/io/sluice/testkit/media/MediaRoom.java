package io.sluice.testkit.media;

import io.sluice.rtp.ext.HeaderExtension;
import io.sluice.sfu.negotiate.CodecParameters;
import io.sluice.sfu.negotiate.ExtensionParameters;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.subscribe.Demand;
import io.sluice.sfu.subscribe.DownTrack;
import io.sluice.sfu.subscribe.Downlink;
import io.sluice.sfu.track.LayerInfo;
import io.sluice.sfu.track.MediaSettings;
import io.sluice.sfu.track.PublishedTrack;
import io.sluice.sfu.track.SourceStream;
import io.sluice.sfu.track.Uplink;
import io.sluice.sfu.track.UplinkListener;
import io.sluice.sfu.track.VideoQuality;
import io.sluice.testkit.net.LinkConditions;
import io.sluice.testkit.net.SimulatedNetwork;
import io.sluice.testkit.net.Timed;
import io.sluice.transport.peer.PacketSink;
import io.sluice.transport.srtp.SrtpSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One publisher, any number of subscribers, and between them the engines of the media plane, in virtual time. */
final class MediaRoom implements UplinkListener {
    static final long MILLIS = 1_000_000L;
    static final long SECONDS = 1000 * MILLIS;

    private static final List<LayerInfo> LAYERS = List.of(
            new LayerInfo(VideoQuality.LOW, 320, 180, 150_000, "q"),
            new LayerInfo(VideoQuality.MEDIUM, 640, 360, 450_000, "h"),
            new LayerInfo(VideoQuality.HIGH, 1280, 720, 1_700_000, "f"));

    final Random random;
    final SimulatedNetwork network;
    final ScriptedPublisher publisher;
    final PublishedTrack track;
    final Uplink uplink;
    final SimulatedNetwork.Link upstream;
    final List<VideoQuality> demands = new ArrayList<>();
    final List<SourceStream> started = new ArrayList<>();

    /** A subscriber with its part of the server. */
    final class Viewer {
        final Downlink downlink;
        final DownTrack downTrack;
        final ScriptedSubscriber client;
        final SimulatedNetwork.Link downstream;
        private final Sink sink = new Sink();

        Viewer(LinkConditions conditions, boolean rtx, boolean connected, Demand demand) {
            sink.connected = connected;
            downlink = new Downlink(sink, random);
            drive(timed(downlink));
            downTrack = downlink.add(track, "publisher", network.now());
            downTrack.setDemand(demand, network.now());
            client = new ScriptedSubscriber(downTrack.ssrc(), downTrack.rtxSsrc());
            downstream = network.link(conditions, client::rtp);
            sink.rtp = downstream;
            sink.rtcp = network.link(conditions, client::rtcp);
            client.connect(network.link(conditions, downlink::rtcp));
            drive(client);
            List<CodecParameters> codecs = ScriptedPublisher.codecs();
            boolean bound = downTrack.bind(
                    rtx ? codecs : codecs.subList(0, 1),
                    List.of(
                            new ExtensionParameters(9, HeaderExtension.ABS_CAPTURE_TIME.uri()),
                            new ExtensionParameters(
                                    ScriptedSubscriber.DESCRIPTOR_ID, HeaderExtension.DEPENDENCY_DESCRIPTOR.uri())),
                    network.now());
            if (!bound) {
                throw new AssertionError("not bound");
            }
        }

        /** Its transport, which was not there when the track was negotiated, is. */
        void connects() {
            sink.connected = true;
            downlink.opened(network.now());
        }
    }

    /** The server's side of a transport. */
    private static final class Sink implements PacketSink {
        SimulatedNetwork.@Nullable Link rtp;
        SimulatedNetwork.@Nullable Link rtcp;
        boolean connected = true;

        @Override
        public boolean sendRtp(byte[] buffer, int offset, int length) {
            if (rtp == null || !connected) {
                return false;
            }
            rtp.send(buffer, offset, length);
            // As sealing does.
            Arrays.fill(buffer, offset, offset + length + SrtpSession.MAX_OVERHEAD, (byte) 0xaa);
            return true;
        }

        @Override
        public boolean sendRtcp(byte[] buffer, int offset, int length) {
            if (rtcp == null || !connected) {
                return false;
            }
            rtcp.send(buffer, offset, length);
            Arrays.fill(buffer, offset, offset + length + SrtpSession.MAX_OVERHEAD, (byte) 0xaa);
            return true;
        }

        @Override
        public boolean writable() {
            return connected;
        }
    }

    MediaRoom(long seed, List<String> rids, LinkConditions uplinkConditions) {
        random = new Random(seed);
        network = new SimulatedNetwork(seed, 1000 * SECONDS);
        publisher = new ScriptedPublisher(random, "0", rids, network.now());
        track = new PublishedTrack(
                "TR_1",
                MediaKind.VIDEO,
                rids.isEmpty() ? List.of() : LAYERS,
                (_, max) -> demands.add(max),
                MediaSettings.DEFAULT);
        Sink feedback = new Sink();
        uplink = new Uplink(feedback, 1, this);
        feedback.rtcp = network.link(uplinkConditions, publisher::rtcp);
        upstream = network.link(uplinkConditions, uplink::rtp);
        publisher.connect(upstream, network.link(uplinkConditions, uplink::rtcp));
        uplink.setSections(List.of(publisher.section(track)), ScriptedPublisher.extensions());
        drive(publisher);
        drive(timed(uplink));
    }

    Viewer join(LinkConditions conditions, Demand demand) {
        return new Viewer(conditions, true, true, demand);
    }

    Viewer joinUnconnected(LinkConditions conditions, Demand demand) {
        return new Viewer(conditions, true, false, demand);
    }

    Viewer joinWithoutRtx(LinkConditions conditions, Demand demand) {
        return new Viewer(conditions, false, true, demand);
    }

    void run(long nanos) {
        network.run(nanos);
    }

    private void drive(Timed timer) {
        network.drive(timer);
    }

    private static Timed timed(Uplink uplink) {
        return new Timed() {
            @Override
            public long deadline() {
                return uplink.deadline();
            }

            @Override
            public void tick(long nowNanos) {
                uplink.tick(nowNanos);
            }
        };
    }

    private static Timed timed(Downlink downlink) {
        return new Timed() {
            @Override
            public long deadline() {
                return downlink.deadline();
            }

            @Override
            public void tick(long nowNanos) {
                downlink.tick(nowNanos);
            }
        };
    }

    @Override
    public void streamStarted(PublishedTrack track, SourceStream stream) {
        started.add(stream);
    }

    @Override
    public void streamChanged(PublishedTrack track, SourceStream stream) {
        // The scenarios read the pairing from the stream itself.
    }
}
