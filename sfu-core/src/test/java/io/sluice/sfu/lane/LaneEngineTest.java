package io.sluice.sfu.lane;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sluice.rtp.codec.FrameInfo;
import io.sluice.rtp.packet.RtcpReader;
import io.sluice.rtp.packet.RtcpWriter;
import io.sluice.rtp.packet.RtpHeaderWriter;
import io.sluice.rtp.packet.RtpPacket;
import io.sluice.rtp.rtcp.PictureLossIndication;
import io.sluice.rtp.rtcp.SenderReport;
import io.sluice.sfu.negotiate.CodecParameters;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.negotiate.SsrcGroup;
import io.sluice.sfu.track.LayerInfo;
import io.sluice.sfu.track.MediaSettings;
import io.sluice.sfu.track.Outlet;
import io.sluice.sfu.track.PublishedTrack;
import io.sluice.sfu.track.SourceStream;
import io.sluice.sfu.track.Uplink;
import io.sluice.sfu.track.UplinkListener;
import io.sluice.sfu.track.UplinkSection;
import io.sluice.sfu.track.VideoQuality;
import io.sluice.transport.peer.PacketSink;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A simulcast track from the uplink of its publisher over a lane to an uplink on another loop. */
class LaneEngineTest {
    private static final int VP8 = 96;
    private static final List<CodecParameters> CODECS =
            List.of(new CodecParameters(VP8, "VP8", 90_000, 1, "", List.of("nack", "nack pli")));
    private static final List<String> RIDS = List.of("q", "h", "f");
    private static final List<Long> SSRCS = List.of(101L, 102L, 103L);
    private static final long MILLIS = 1_000_000;

    private final Sender publisher = new Sender();
    private final Uplink here = new Uplink(publisher, 1, new Silent());
    private final Uplink there = new Uplink(new Sender(), 2, new Silent());
    private final PublishedTrack track = track();
    private final PublishedTrack copy = track();
    private final List<Integer> keyframesWanted = new ArrayList<>();
    private final List<Runnable> calls = new ArrayList<>();
    private final Lane lane = new Lane(keyframesWanted::add);
    private final LaneOutlet outlet = new LaneOutlet(track, lane, 3);
    private final Receiver receiver = new Receiver();
    private final int[] sequences = {65_530, 7, 30_000};
    private long now = 1_000 * MILLIS;

    LaneEngineTest() {
        here.setSections(List.of(section(track, SSRCS)), List.of());
        lane.calls(() -> calls.add(() -> lane.drain(now)));
        lane.open(there);
        offerAgain();
        track.add(outlet, now);
        copy.add(receiver, now);
        outlet.want(VideoQuality.HIGH, now);
    }

    private static PublishedTrack track() {
        List<LayerInfo> layers = List.of(
                new LayerInfo(VideoQuality.LOW, 320, 180, 0, "q"),
                new LayerInfo(VideoQuality.MEDIUM, 640, 360, 0, "h"),
                new LayerInfo(VideoQuality.HIGH, 1280, 720, 0, "f"));
        return new PublishedTrack("TR_1", MediaKind.VIDEO, layers, (_, _) -> {}, MediaSettings.DEFAULT);
    }

    private static UplinkSection section(PublishedTrack of, List<Long> ssrcs) {
        return new UplinkSection("0", of, CODECS, RIDS, ssrcs, List.of(new SsrcGroup("SIM", ssrcs)));
    }

    private void offerAgain() {
        there.setSections(List.of(section(copy, outlet.ssrcs())), List.of());
    }

    /** A frame of one packet. */
    private void send(int layer, boolean keyFrame) {
        send(layer, keyFrame, SSRCS.get(layer));
    }

    private void send(int layer, boolean keyFrame, long ssrc) {
        byte[] packet = new byte[100];
        RtpHeaderWriter header = new RtpHeaderWriter();
        int sequence = sequences[layer]++ & 0xffff;
        header.begin(packet, 0, packet.length, true, false, VP8, sequence, (int) (now / MILLIS * 90), (int) ssrc);
        int payload = header.finish();
        packet[payload] = 0x10;
        packet[payload + 1] = (byte) (keyFrame ? 0 : 1);
        packet[payload + 4] = (byte) 0x9d;
        packet[payload + 5] = 0x01;
        packet[payload + 6] = 0x2a;
        here.rtp(packet, 0, payload + 30, now);
        now += 10 * MILLIS;
    }

    private void drive() {
        List<Runnable> due = List.copyOf(calls);
        calls.clear();
        due.forEach(Runnable::run);
    }

    @Test
    void packetsOfAllLayersArriveAsTheyLeft() {
        for (int layer = 0; layer < 3; layer++) {
            send(layer, true);
        }
        for (int i = 0; i < 20; i++) {
            send(i % 3, false);
        }
        drive();
        assertThat(receiver.layers).hasSize(23);
        assertThat(receiver.layers.subList(0, 6)).containsExactly(0, 1, 2, 0, 1, 2);
        assertThat(receiver.keyFrames).isEqualTo(3);
        assertThat(receiver.gaps).isZero();
        assertThat(there.unknown()).isZero();
        assertThat(lane.dropped()).isZero();
    }

    @Test
    void oneCallServesForAllPacketsThatWait() {
        for (int i = 0; i < 10; i++) {
            send(0, i == 0);
        }
        assertThat(calls).hasSize(1);
        drive();
        assertThat(receiver.layers).hasSize(10);
        send(0, false);
        assertThat(calls).hasSize(1);
    }

    @Test
    void whatTheFarEndDoesNotWantStaysHereAndLeavesNoGap() {
        outlet.want(VideoQuality.LOW, now);
        send(0, true);
        send(2, true);
        drive();
        assertThat(receiver.layers).containsExactly(0);

        outlet.want(VideoQuality.HIGH, now);
        send(2, true);
        outlet.want(VideoQuality.LOW, now);
        for (int i = 0; i < 5_000; i++) {
            send(2, false);
        }
        outlet.want(VideoQuality.HIGH, now);
        send(2, true);
        drive();
        assertThat(receiver.layers).containsExactly(0, 2, 2);
        assertThat(receiver.gaps).isZero();
        assertThat(outlet.wantedQuality()).isEqualTo(VideoQuality.HIGH);
        assertThat(outlet.currentLayer()).isEqualTo(-1);
    }

    @Test
    void nothingLeavesWhileNothingIsWanted() {
        outlet.want(VideoQuality.OFF, now);
        send(0, true);
        assertThat(calls).isEmpty();
    }

    @Test
    void aLostPacketIsAGapThatARepairFillsThere() {
        send(0, true);
        sequences[0]++;
        send(0, false);
        drive();
        assertThat(receiver.gaps).isEqualTo(1);
        sequences[0] -= 2;
        send(0, false);
        drive();
        assertThat(receiver.layers).hasSize(3);
        assertThat(receiver.late).isEqualTo(1);
    }

    @Test
    void requestsForKeyFramesFindTheirWayToThePublisher() {
        send(1, true);
        drive();
        now += 2_000 * MILLIS;
        copy.requestKeyframe(1, now);
        assertThat(keyframesWanted).isNotEmpty();

        publisher.pictures.clear();
        keyframesWanted.forEach(ssrc -> outlet.keyframeWanted(ssrc, now));
        outlet.keyframeWanted(4711, now);
        assertThat(publisher.pictures).containsExactly(SSRCS.get(1));
    }

    @Test
    void thePublishersClockIsKnownThere() {
        send(0, true);
        byte[] report = new byte[100];
        RtcpWriter writer = new RtcpWriter();
        writer.wrap(report, 0, report.length);
        SenderReport.write(writer, SSRCS.get(0).intValue(), 0x1234_5678_0000_0000L, 90_000, 5, 500);
        here.rtcp(report, 0, writer.length(), now);
        outlet.report();
        drive();
        SourceStream arrived = Objects.requireNonNull(copy.source(0));
        assertThat(arrived.clock().isKnown()).isTrue();
        assertThat(arrived.clock().ntpTime()).isEqualTo(0x1234_5678_0000_0000L);
        assertThat((int) arrived.clock().timestamp()).isEqualTo(90_000);
        calls.clear();
        outlet.report();
        assertThat(calls).isEmpty();
    }

    @Test
    void aNewSourceIsANewStreamThereOnceItIsOffered() {
        send(0, true);
        drive();
        List<Long> before = outlet.ssrcs();
        assertThat(outlet.renamed()).isFalse();
        here.setSections(List.of(section(track, List.of(201L, 102L, 103L))), List.of());
        sequences[0] = 12;
        send(0, true, 201L);
        assertThat(outlet.renamed()).isTrue();
        assertThat(outlet.renamed()).isFalse();
        assertThat(outlet.ssrcs().getFirst()).isNotEqualTo(before.getFirst());
        assertThat(outlet.ssrcs().subList(1, 3)).isEqualTo(before.subList(1, 3));
        offerAgain();
        drive();
        assertThat(receiver.sources).isEqualTo(2);
        assertThat(receiver.layers).containsExactly(0, 0);
    }

    @Test
    void aLaneThatIsNotDrainedDropsWhatFindsNoPlace() {
        for (int i = 0; i < 600; i++) {
            send(0, i == 0);
        }
        assertThat(lane.dropped()).isEqualTo(600 - 512);
        drive();
        drive();
        assertThat(receiver.layers).hasSize(512);
        send(0, true);
        drive();
        assertThat(receiver.layers).hasSize(513);
    }

    @Test
    void aPacketIsSentAndTakenWithoutGarbage() {
        Lane road = new Lane(_ -> {});
        byte[] bytes = new byte[1_000];
        bytes[0] = (byte) 0x80;
        RtpPacket packet = new RtpPacket();
        assertThat(packet.wrap(bytes, 0, bytes.length)).isTrue();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().threadId();
        for (int i = 0; i < 1_000; i++) {
            road.rtp(packet, 8, i);
            road.drain(now);
        }

        long before = threads.getThreadAllocatedBytes(self);
        for (int i = 0; i < 10_000; i++) {
            road.rtp(packet, 8, i);
            road.drain(now);
        }
        long allocated = threads.getThreadAllocatedBytes(self) - before;

        assertThat(allocated).isLessThan(10_000);
        assertThat(road.dropped()).isZero();
    }

    @Test
    void packetsForNobodyAreGone() {
        Lane closed = new Lane(_ -> {});
        byte[] packet = new byte[PacketRing.LONGEST + 1];
        closed.rtcp(packet, 0, 20);
        closed.rtcp(packet, 0, packet.length);
        closed.drain(now);
        assertThat(closed.dropped()).isEqualTo(1);
        assertThat(closed.sendRtp(packet, 0, 20)).isFalse();
        assertThat(closed.writable()).isTrue();
    }

    /** The publisher's end of its transport. */
    private static final class Sender implements PacketSink {
        final List<Long> pictures = new ArrayList<>();

        @Override
        public boolean sendRtp(byte[] buffer, int offset, int length) {
            throw new AssertionError("media for a publisher");
        }

        @Override
        public boolean sendRtcp(byte[] buffer, int offset, int length) {
            RtcpReader reader = new RtcpReader();
            reader.wrap(buffer, offset, length);
            while (reader.next()) {
                if (PictureLossIndication.matches(reader)) {
                    pictures.add(Integer.toUnsignedLong(PictureLossIndication.mediaSsrc(reader)));
                }
            }
            return true;
        }

        @Override
        public boolean writable() {
            return true;
        }
    }

    private static final class Silent implements UplinkListener {
        @Override
        public void streamStarted(PublishedTrack track, SourceStream stream) {
            // Nobody is told.
        }

        @Override
        public void streamChanged(PublishedTrack track, SourceStream stream) {
            // Nobody is told.
        }
    }

    /** Takes everything that comes out at the far end. */
    private static final class Receiver implements Outlet {
        final List<Integer> layers = new ArrayList<>();
        private final long[] last = {-1, -1, -1};
        int keyFrames;
        int gaps;
        int late;
        int sources;

        @Override
        public void forward(SourceStream source, RtpPacket packet, FrameInfo frame, long nowNanos) {
            int layer = source.layer();
            layers.add(layer);
            keyFrames += source.keyFrameStart() ? 1 : 0;
            if (!source.newest()) {
                late++;
                return;
            }
            gaps += last[layer] >= 0 && source.sequence() != last[layer] + 1 ? 1 : 0;
            last[layer] = source.sequence();
        }

        @Override
        public VideoQuality wantedQuality() {
            return VideoQuality.HIGH;
        }

        @Override
        public int currentLayer() {
            return -1;
        }

        @Override
        public void tableChanged(long nowNanos) {
            // It shows no picture.
        }

        @Override
        public void layersChanged(long nowNanos) {
            // It shows no picture.
        }

        @Override
        public void sourceChanged(SourceStream source, long nowNanos) {
            sources++;
            last[source.layer()] = -1;
        }

        @Override
        public void muteChanged(boolean muted, long nowNanos) {
            // It shows no picture.
        }
    }
}
