package io.sluice.testkit.media;

import io.sluice.rtp.ext.HeaderExtension;
import io.sluice.sfu.allocate.CongestionSettings;
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
import io.sluice.sfu.track.UplinkSection;
import io.sluice.sfu.track.VideoQuality;
import io.sluice.testkit.net.Bottleneck;
import io.sluice.testkit.net.LinkConditions;
import io.sluice.testkit.net.PacketOut;
import io.sluice.testkit.net.SimulatedNetwork;
import io.sluice.testkit.net.Timed;
import io.sluice.transport.peer.PacketSink;
import io.sluice.transport.srtp.SrtpSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * People with cameras and microphones on good lines, and one who sees and hears all of them over a narrow one. The server's turns come
 * every 5 ms, as in a media loop.
 */
final class NarrowRoom implements UplinkListener {
    static final long MILLIS = 1_000_000L;
    static final long SECONDS = 1000 * MILLIS;
    static final int[] BITRATES = {150_000, 500_000, 1_700_000};
    private static final long TURN_NANOS = 5 * MILLIS;
    private static final int TRANSPORT_ID = 5;
    private static final List<String> RIDS = List.of("q", "h", "f");
    private static final List<LayerInfo> LAYERS = List.of(
            new LayerInfo(VideoQuality.LOW, 320, 180, 150_000, "q"),
            new LayerInfo(VideoQuality.MEDIUM, 640, 360, 500_000, "h"),
            new LayerInfo(VideoQuality.HIGH, 1280, 720, 1_700_000, "f"));

    final Random random;
    final SimulatedNetwork network;
    final Downlink downlink;
    final Bottleneck line;
    final ScriptedReceiver receiver = new ScriptedReceiver(TRANSPORT_ID);
    final List<Seen> seen = new ArrayList<>();
    final List<Heard> heard = new ArrayList<>();
    private final SimulatedNetwork.Link downstream;
    final SimulatedNetwork.Link upstream;
    private final PacketOut rtcpDown;
    private List<ExtensionParameters> agreed =
            List.of(new ExtensionParameters(TRANSPORT_ID, HeaderExtension.TRANSPORT_SEQUENCE.uri()));

    /** A camera as the one on the narrow line sees it. */
    record Seen(ScriptedPublisher camera, PublishedTrack track, DownTrack downTrack, ScriptedSubscriber viewer) {
        int layer() {
            return viewer.decoded().isEmpty() ? -1 : viewer.decoded().getLast().layer();
        }
    }

    /** A microphone as the one on the narrow line hears it. */
    record Heard(ScriptedMicrophone microphone, ScriptedListener listener) {}

    NarrowRoom(long seed, DoubleUnaryOperator rate, long queueMillis, LinkConditions way, CongestionSettings settings) {
        random = new Random(seed);
        network = new SimulatedNetwork(seed, 1000 * SECONDS);
        downstream = network.link(way, (buffer, offset, length, now) -> {
            if ((buffer[offset + 1] & 0xff) >= 192 && (buffer[offset + 1] & 0xff) < 224) {
                receiver.rtcp(buffer, offset, length, now);
            } else {
                receiver.rtp(buffer, offset, length, now);
            }
        });
        line = new Bottleneck(network, rate, queueMillis * MILLIS, downstream);
        rtcpDown = line;
        downlink = new Downlink(new Sink(line, rtcpDown), random);
        downlink.steer(settings, settings.mayPause(null));
        upstream = network.link(new LinkConditions(way.delayNanos(), 0, 0, 0), downlink::rtcp);
        receiver.connect(upstream);
        network.drive(receiver);
        network.drive(turns(downlink::deadline, downlink::tick));
    }

    /** The one on the narrow line does not know transport-wide feedback. */
    static NarrowRoom withoutArrivals(long seed, DoubleUnaryOperator rate, long queueMillis, LinkConditions way) {
        NarrowRoom room = new NarrowRoom(seed, rate, queueMillis, way, CongestionSettings.DEFAULT);
        room.agreed = List.of();
        return room;
    }

    void watch(Demand demand) {
        int index = seen.size();
        String mid = "v" + index;
        ScriptedPublisher camera = new ScriptedPublisher(random, mid, RIDS, network.now());
        for (int i = 0; i < BITRATES.length; i++) {
            camera.bitrate(i, BITRATES[i]);
        }
        PublishedTrack track =
                new PublishedTrack("TR_" + mid, MediaKind.VIDEO, LAYERS, (_, _) -> {}, MediaSettings.DEFAULT);
        connect(camera, camera.section(track), ScriptedPublisher.extensions());
        DownTrack downTrack = downlink.add(track, "person" + index, network.now());
        downTrack.setDemand(demand, network.now());
        ScriptedSubscriber viewer = new ScriptedSubscriber(downTrack.ssrc(), downTrack.rtxSsrc());
        receiver.add(viewer, downTrack.ssrc(), downTrack.rtxSsrc());
        network.drive(viewer);
        downTrack.bind(ScriptedPublisher.codecs(), agreed, network.now());
        seen.add(new Seen(camera, track, downTrack, viewer));
    }

    void listen() {
        int index = heard.size();
        String mid = "a" + index;
        ScriptedMicrophone microphone = new ScriptedMicrophone(random, mid, network.now());
        PublishedTrack track =
                new PublishedTrack("TR_" + mid, MediaKind.AUDIO, List.of(), (_, _) -> {}, MediaSettings.DEFAULT);
        UplinkSection section =
                new UplinkSection(mid, track, ScriptedMicrophone.codecs(), List.of(), List.of(), List.of());
        connect(microphone, section, ScriptedMicrophone.extensions());
        DownTrack downTrack = downlink.add(track, "voice" + index, network.now());
        ScriptedListener listener = new ScriptedListener(downTrack.ssrc());
        receiver.add(listener, downTrack.ssrc());
        network.drive(listener);
        downTrack.bind(ScriptedMicrophone.codecs(), agreed, network.now());
        heard.add(new Heard(microphone, listener));
    }

    private void connect(MediaSender sender, UplinkSection section, List<ExtensionParameters> extensions) {
        LinkConditions good = LinkConditions.delay(10);
        Sink feedback = new Sink(null, network.link(good, sender::rtcp));
        Uplink uplink = new Uplink(feedback, random.nextInt(1, Integer.MAX_VALUE), this);
        sender.connect(network.link(good, uplink::rtp), network.link(good, uplink::rtcp));
        uplink.setSections(List.of(section), extensions);
        network.drive(sender);
        network.drive(turns(uplink::deadline, uplink::tick));
    }

    void run(long nanos) {
        network.run(nanos);
    }

    /** Runs until the camera is seen in this layer; returns the nanoseconds it took, or those of the patience. */
    long runUntilLayer(int layer, long patienceNanos) {
        long start = network.now();
        while (seen.getFirst().layer() != layer && network.now() - start < patienceNanos) {
            run(10 * MILLIS);
        }
        return network.now() - start;
    }

    private interface Ticked {
        void tick(long nowNanos);
    }

    private interface Deadline {
        long deadline();
    }

    private Timed turns(Deadline deadline, Ticked engine) {
        return new Timed() {
            private long turnAt = network.now();

            @Override
            public long deadline() {
                return deadline.deadline() == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(turnAt, deadline.deadline());
            }

            @Override
            public void tick(long nowNanos) {
                turnAt = nowNanos + TURN_NANOS;
                engine.tick(nowNanos);
            }
        };
    }

    /** The server's side of a transport: what sealing adds is on the line too. */
    private record Sink(@Nullable PacketOut rtp, PacketOut rtcp) implements PacketSink {
        private static final int TAG = 16;

        @Override
        public boolean sendRtp(byte[] buffer, int offset, int length) {
            if (rtp == null) {
                return false;
            }
            byte[] sealed = Arrays.copyOfRange(buffer, offset, offset + length);
            rtp.send(sealed, 0, length);
            Arrays.fill(buffer, offset, offset + length + SrtpSession.MAX_OVERHEAD, (byte) 0xaa);
            return true;
        }

        @Override
        public boolean sendRtcp(byte[] buffer, int offset, int length) {
            rtcp.send(buffer, offset, length);
            return true;
        }

        @Override
        public boolean writable() {
            return true;
        }
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
