package io.sluice.testkit.media;

import io.sluice.rtp.ext.HeaderExtension;
import io.sluice.rtp.ext.TransportSequence;
import io.sluice.rtp.packet.RtcpReader;
import io.sluice.rtp.packet.RtcpWriter;
import io.sluice.rtp.packet.RtpPacket;
import io.sluice.rtp.rtcp.GenericNack;
import io.sluice.rtp.rtcp.NtpTime;
import io.sluice.rtp.rtcp.PictureLossIndication;
import io.sluice.rtp.rtcp.SenderReport;
import io.sluice.rtp.rtcp.TransportFeedback;
import io.sluice.sfu.negotiate.CodecParameters;
import io.sluice.sfu.negotiate.ExtensionParameters;
import io.sluice.sfu.track.PublishedTrack;
import io.sluice.sfu.track.UplinkSection;
import io.sluice.testkit.net.PacketOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A client that publishes one VP8 track as browsers do: simulcast layers named by RID, three temporal layers, told in the payload and by
 * dependency descriptors, 30 frames a second, a key frame first and after that only on request, retransmissions on streams of their own that
 * nothing but their header extensions explains.
 */
public final class ScriptedPublisher implements MediaSender {
    /** Payload type of the pictures. */
    public static final int VP8_TYPE = 96;
    /** Payload type of their retransmissions. */
    public static final int RTX_TYPE = 97;

    private static final HeaderExtension[] EXTENSIONS = {
        HeaderExtension.MID,
        HeaderExtension.RID,
        HeaderExtension.REPAIRED_RID,
        HeaderExtension.TRANSPORT_SEQUENCE,
        HeaderExtension.DEPENDENCY_DESCRIPTOR
    };
    private static final long FRAME_NANOS = 33_333_333L;
    private static final long REPORT_NANOS = 1_000_000_000L;

    private final String mid;
    private final List<Vp8Layer> layers = new ArrayList<>();
    private final RtpPacket window = new RtpPacket();
    private final RtcpReader reader = new RtcpReader();
    private final GenericNack nack = new GenericNack();
    private final TransportFeedback feedback = new TransportFeedback();
    private final RtcpWriter writer = new RtcpWriter();
    private @Nullable PacketOut link;
    private @Nullable PacketOut reports;
    private int transportSequence;
    private int labelled = Integer.MAX_VALUE;
    private long frameAt;
    private long reportAt;
    private long acknowledged;

    /**
     * @param rids of the layers, low to high; empty for one layer without a name
     */
    public ScriptedPublisher(Random random, String mid, List<String> rids, long startNanos) {
        this.mid = mid;
        for (int i = 0; i < Math.max(1, rids.size()); i++) {
            layers.add(new Vp8Layer(i, rids.isEmpty() ? null : rids.get(i), random));
        }
        frameAt = startNanos;
        reportAt = startNanos + REPORT_NANOS / 4;
    }

    /** The id this client uses for a header extension. */
    public static int id(HeaderExtension extension) {
        for (int i = 0; i < EXTENSIONS.length; i++) {
            if (EXTENSIONS[i] == extension) {
                return i + 3;
            }
        }
        throw new IllegalArgumentException(extension.toString());
    }

    /** The header extensions it negotiated. */
    public static List<ExtensionParameters> extensions() {
        List<ExtensionParameters> list = new ArrayList<>();
        for (HeaderExtension extension : EXTENSIONS) {
            list.add(new ExtensionParameters(id(extension), extension.uri()));
        }
        return list;
    }

    /** The codecs it negotiated. */
    public static List<CodecParameters> codecs() {
        return List.of(
                new CodecParameters(
                        VP8_TYPE, "VP8", 90_000, 1, "", List.of("transport-cc", "nack", "nack pli", "ccm fir")),
                new CodecParameters(RTX_TYPE, "rtx", 90_000, 1, "apt=" + VP8_TYPE, List.of()));
    }

    /** Its section in the negotiated description. */
    public UplinkSection section(PublishedTrack track) {
        List<String> rids = new ArrayList<>();
        for (Vp8Layer layer : layers) {
            if (layer.rid != null) {
                rids.add(layer.rid);
            }
        }
        return new UplinkSection(mid, track, codecs(), rids, List.of(), List.of());
    }

    @Override
    public void connect(PacketOut rtp, PacketOut rtcp) {
        link = rtp;
        reports = rtcp;
    }

    /** Only so many frames of each layer carry MID and RID, as if the server had acknowledged them then. */
    public void labelFrames(int frames) {
        labelled = frames;
    }

    /** Switches a layer off or on. It comes back with a key frame. */
    public void setActive(int layer, boolean active) {
        Vp8Layer changed = layers.get(layer);
        changed.keyFrameDue |= active && !changed.active;
        changed.active = active;
    }

    /** From now on a layer has about so many bits per second. */
    public void bitrate(int layer, int bitsPerSecond) {
        layers.get(layer).frameBytes = (int) (bitsPerSecond / 8 * FRAME_NANOS / 1_000_000_000L);
    }

    /** SSRC of a layer. */
    public int ssrc(int layer) {
        return layers.get(layer).ssrc;
    }

    /** SSRC of a layer's retransmissions. */
    public int rtxSsrc(int layer) {
        return layers.get(layer).rtxSsrc;
    }

    /** Frames made in a layer. */
    public int frames(int layer) {
        return layers.get(layer).frames;
    }

    /** Key frames made in a layer. */
    public int keyFrames(int layer) {
        return layers.get(layer).keyFrames;
    }

    /** Requests for key frames of a layer that arrived. */
    public int keyframeRequests(int layer) {
        return layers.get(layer).keyframeRequests;
    }

    /** Packets of a layer that were sent again. */
    public int retransmissions(int layer) {
        return layers.get(layer).retransmissions;
    }

    /** Packets that transport-wide feedback called received. */
    public long acknowledged() {
        return acknowledged;
    }

    @Override
    public void pause(boolean paused) {
        for (int i = 0; i < layers.size(); i++) {
            setActive(i, !paused);
        }
    }

    @Override
    public void rtcp(byte[] buffer, int offset, int length, long nowNanos) {
        reader.wrap(buffer, offset, length);
        while (reader.next()) {
            if (PictureLossIndication.matches(reader)) {
                for (Vp8Layer layer : layers) {
                    if (layer.ssrc == PictureLossIndication.mediaSsrc(reader)) {
                        layer.keyframeRequests++;
                        layer.keyFrameDue = true;
                    }
                }
            } else if (nack.read(reader)) {
                repair();
            } else if (feedback.read(reader)) {
                while (feedback.next()) {
                    acknowledged += feedback.received() ? 1 : 0;
                }
            }
        }
    }

    private void repair() {
        for (Vp8Layer layer : layers) {
            if (layer.ssrc == nack.mediaSsrc()) {
                for (int lost = nack.next(); lost >= 0; lost = nack.next()) {
                    byte[] again = layer.retransmission(mid, layer.frames < labelled, lost);
                    if (again != null) {
                        send(again);
                    }
                }
            }
        }
    }

    private void send(byte[] packet) {
        if (!window.wrap(packet, 0, packet.length)) {
            throw new IllegalStateException("a packet of our own is malformed");
        }
        TransportSequence.write(
                packet, window.extension(id(HeaderExtension.TRANSPORT_SEQUENCE)), transportSequence++ & 0xffff);
        if (link != null) {
            link.send(packet, 0, packet.length);
        }
    }

    @Override
    public long deadline() {
        return Math.min(frameAt, reportAt);
    }

    @Override
    public void tick(long nowNanos) {
        if (nowNanos >= reportAt) {
            reportAt += REPORT_NANOS;
            report(nowNanos);
        }
        if (nowNanos >= frameAt) {
            frameAt += FRAME_NANOS;
            for (Vp8Layer layer : layers) {
                if (layer.active) {
                    layer.frame(mid, layer.frames < labelled, nowNanos).forEach(this::send);
                }
            }
        }
    }

    private void report(long nowNanos) {
        byte[] buffer = new byte[500];
        writer.wrap(buffer, 0, buffer.length);
        for (Vp8Layer layer : layers) {
            if (layer.active) {
                SenderReport.write(
                        writer,
                        layer.ssrc,
                        NtpTime.ofUnix(1_700_000_000L, 0) + NtpTime.ofNanos(nowNanos),
                        layer.timestamp(nowNanos),
                        layer.packets,
                        layer.bytes);
            }
        }
        if (reports != null && writer.length() > 0) {
            reports.send(buffer, 0, writer.length());
        }
    }
}
