package io.sluice.testkit.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.ext.DependencyDescriptor;
import io.sluice.rtp.ext.DependencyStructure;
import io.sluice.rtp.packet.BigEndian;
import io.sluice.rtp.packet.RtpPacket;
import io.sluice.sfu.subscribe.DownTrack;
import io.sluice.sfu.subscribe.Downlink;
import io.sluice.transport.peer.PacketSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Someone who watches a scalable stream: puts packets in order and keeps what it got. */
final class ScalableViewer implements PacketSink {
    static final int DESCRIPTOR_ID = 2;

    /** A packet as it came. */
    record Got(
            int spatial,
            int temporal,
            int place,
            int count,
            int picture,
            boolean marker,
            int timestamp,
            int frameNumber,
            int activeTargets,
            boolean filler) {}

    private final List<ScalableSource> sources;
    private final RtpPacket packet = new RtpPacket();
    private final DependencyDescriptor descriptor = new DependencyDescriptor();
    private final DependencyStructure structure = new DependencyStructure();
    private final Map<Integer, byte[]> bytes = new HashMap<>();

    /** By sequence number, which starts in the lower half and is not driven to wrap here. */
    final TreeMap<Integer, Got> packets = new TreeMap<>();

    private @Nullable Downlink downlink;
    private @Nullable DownTrack downTrack;

    ScalableViewer(List<ScalableSource> sources) {
        this.sources = List.copyOf(sources);
    }

    void attach(Downlink link, DownTrack track) {
        downlink = link;
        downTrack = track;
    }

    DownTrack downTrack() {
        DownTrack track = downTrack;
        if (track == null) {
            throw new AssertionError("not attached");
        }
        return track;
    }

    Downlink downlink() {
        Downlink link = downlink;
        if (link == null) {
            throw new AssertionError("not attached");
        }
        return link;
    }

    @Override
    public boolean sendRtp(byte[] buffer, int offset, int length) {
        assertThat(packet.wrap(buffer, offset, length)).isTrue();
        if (packet.ssrc() != downTrack().ssrc()) {
            return true;
        }
        int sequence = packet.sequence();
        byte[] copy = java.util.Arrays.copyOfRange(buffer, offset, offset + length);
        assertThat(bytes.put(sequence, copy))
                .as("number %d used twice", sequence)
                .isNull();
        packets.put(sequence, read());
        return true;
    }

    private Got read() {
        if (packet.paddingLength() > 0) {
            return new Got(0, 0, 0, 0, -1, false, 0, -1, 0, true);
        }
        int frameNumber = -1;
        int active = -1;
        if (packet.extension(DESCRIPTOR_ID) >= 0) {
            boolean readable = descriptor.parse(packet, DESCRIPTOR_ID, structure);
            assertThat(readable || structure.isEmpty()).isTrue();
            if (descriptor.hasStructure()) {
                structure.copyFrom(descriptor.structure());
            }
            frameNumber = descriptor.frameNumber();
            active = descriptor.hasActiveTargets() ? descriptor.activeTargets() : -1;
        }
        byte[] from = packet.buffer();
        int at = packet.payloadOffset() + packet.payloadLength() - ScalableSource.LABEL;
        return new Got(
                from[at],
                from[at + 1],
                from[at + 2],
                from[at + 3],
                BigEndian.i32(from, at + 4),
                packet.marker(),
                packet.timestamp(),
                frameNumber,
                active,
                false);
    }

    /** The frames of one picture that came whole, as bits {@code 1 << 4 * spatial + temporal}. */
    Map<Integer, Integer> frames(int fromPicture) {
        Map<String, Integer> counts = new HashMap<>();
        Map<Integer, Integer> frames = new TreeMap<>();
        for (Got got : packets.values()) {
            if (!got.filler && got.picture >= fromPicture) {
                int have = counts.merge(got.picture + ":" + got.spatial, 1, Integer::sum);
                if (have == got.count) {
                    frames.merge(got.picture, 1 << 4 * got.spatial + got.temporal, (a, b) -> a | b);
                }
            }
        }
        return frames;
    }

    /** The packets in order. */
    List<Got> inOrder() {
        return new ArrayList<>(packets.values());
    }

    /** Who made a picture. */
    ScalableSource source(int picture) {
        return sources.get(picture / ScalableSource.PICTURES);
    }

    @Override
    public boolean sendRtcp(byte[] buffer, int offset, int length) {
        return true;
    }

    @Override
    public boolean writable() {
        return true;
    }
}
