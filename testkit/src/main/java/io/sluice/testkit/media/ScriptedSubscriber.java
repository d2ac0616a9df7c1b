package io.sluice.testkit.media;

import io.sluice.rtp.codec.Vp8Descriptor;
import io.sluice.rtp.feedback.ReceptionStats;
import io.sluice.rtp.loss.NackGenerator;
import io.sluice.rtp.loss.Rtx;
import io.sluice.rtp.packet.BigEndian;
import io.sluice.rtp.packet.RtcpReader;
import io.sluice.rtp.packet.RtcpWriter;
import io.sluice.rtp.packet.RtpPacket;
import io.sluice.rtp.rtcp.GenericNack;
import io.sluice.rtp.rtcp.PictureLossIndication;
import io.sluice.rtp.rtcp.ReceiverReport;
import io.sluice.rtp.rtcp.ReportBlock;
import io.sluice.rtp.rtcp.SenderReport;
import io.sluice.rtp.seq.SequenceUnwrapper;
import io.sluice.rtp.seq.TimestampUnwrapper;
import io.sluice.testkit.net.PacketOut;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A client that receives one track of a {@link ScriptedPublisher}: asks for lost packets, puts frames together, and decodes a frame only when
 * it is whole and comes right behind the last decoded one or is a key frame, as a real decoder must.
 */
public final class ScriptedSubscriber implements MediaReceiver {
    /** Its id of the dependency descriptor. */
    public static final int DESCRIPTOR_ID = 8;

    private static final long REPORT_NANOS = 1_000_000_000L;
    private static final long STUCK_NANOS = 1_000_000_000L;

    private final int ssrc;
    private final int rtxSsrc;
    private final RtpPacket packet = new RtpPacket();
    private final Vp8Descriptor descriptor = new Vp8Descriptor();
    private final SequenceUnwrapper sequences = new SequenceUnwrapper();
    private final TimestampUnwrapper timestamps = new TimestampUnwrapper();
    private final NackGenerator losses = new NackGenerator(1);
    private final ReceptionStats reception = new ReceptionStats(90_000);
    private final RtcpReader reader = new RtcpReader();
    private final SenderReport senderReport = new SenderReport();
    private final RtcpWriter writer = new RtcpWriter();
    private final ReportBlock block = new ReportBlock();
    private final byte[] feedback = new byte[1300];
    private final int[] lost = new int[64];
    private final TreeMap<Long, Frame> pending = new TreeMap<>();
    private final Map<Long, byte[]> seen = new HashMap<>();
    private final List<ScriptedFrame> decoded = new ArrayList<>();
    private @Nullable PacketOut link;
    private long reportAt = Long.MAX_VALUE;
    private long lastPicture = -1;
    private long newestPicture = -1;
    private long progressAt;
    private int keyframeRequests;
    private int senderReports;
    private int conflicts;
    private long packets;
    private long retransmitted;
    private long probes;
    private long described;

    /** The packets of one frame by their sequence number. */
    private static final class Frame {
        final TreeMap<Long, Boolean> packets = new TreeMap<>();
        long first = -1;
        long last = -1;
        int layer;
        int number;
        int temporal;
        boolean keyFrame;
        long timestamp;

        boolean whole() {
            return first >= 0 && last >= 0 && packets.size() == last - first + 1;
        }
    }

    /**
     * @param ssrc of the media it was promised
     * @param rtxSsrc of the retransmissions
     */
    public ScriptedSubscriber(int ssrc, int rtxSsrc) {
        this.ssrc = ssrc;
        this.rtxSsrc = rtxSsrc;
    }

    @Override
    public void connect(PacketOut rtcp) {
        link = rtcp;
    }

    /** Decoded frames in order. */
    public List<ScriptedFrame> decoded() {
        return decoded;
    }

    /** Requests for a key frame it had to make. */
    public int keyframeRequests() {
        return keyframeRequests;
    }

    /** Sender reports it got. */
    public int senderReports() {
        return senderReports;
    }

    /** Sequence numbers that came with two different contents. */
    public int conflicts() {
        return conflicts;
    }

    /** Packets of the media stream. */
    public long packets() {
        return packets;
    }

    /** Packets of the retransmission stream. */
    public long retransmitted() {
        return retransmitted;
    }

    /** Packets of padding on the retransmission stream. */
    public long probes() {
        return probes;
    }

    /** Packets with a dependency descriptor, whose frame numbers real receivers believe instead of those in the payload. */
    public long described() {
        return described;
    }

    /** Missing packets that never came. */
    public long abandoned() {
        return losses.abandoned();
    }

    /** For how much of the time since a moment, a share, nothing new was to be seen though something should have been, for that long. */
    public double frozen(long sinceNanos, long untilNanos, long patienceNanos) {
        long frozen = 0;
        long before = sinceNanos;
        for (ScriptedFrame frame : decoded) {
            if (frame.atNanos() >= sinceNanos && frame.atNanos() < untilNanos) {
                frozen += Math.max(0, frame.atNanos() - before - patienceNanos);
                before = frame.atNanos();
            }
        }
        frozen += Math.max(0, untilNanos - before - patienceNanos);
        return (double) frozen / (untilNanos - sinceNanos);
    }

    /** The longest time between two decoded frames after a moment. */
    public long longestFreeze(long sinceNanos) {
        long longest = 0;
        long before = sinceNanos;
        for (ScriptedFrame frame : decoded) {
            if (frame.atNanos() >= sinceNanos) {
                longest = Math.max(longest, frame.atNanos() - before);
                before = frame.atNanos();
            }
        }
        return longest;
    }

    @Override
    public void rtp(byte[] buffer, int offset, int length, long nowNanos) {
        if (!packet.wrap(buffer, offset, length)) {
            throw new AssertionError("malformed packet");
        }
        boolean repaired = packet.ssrc() == rtxSsrc;
        if (repaired) {
            if (Rtx.isProbe(packet)) {
                probes++;
                return;
            }
            retransmitted++;
            if (!Rtx.unwrap(packet, ScriptedPublisher.VP8_TYPE, ssrc)) {
                throw new AssertionError("malformed retransmission");
            }
        } else if (packet.ssrc() != ssrc) {
            throw new AssertionError("foreign stream " + packet.ssrc());
        } else {
            packets++;
        }
        described += packet.extension(DESCRIPTOR_ID) >= 0 ? 1 : 0;
        if (reportAt == Long.MAX_VALUE) {
            reportAt = nowNanos + REPORT_NANOS;
            progressAt = nowNanos;
        }
        long sequence = repaired ? sequences.peek(packet.sequence()) : sequences.unwrap(packet.sequence());
        if (repaired) {
            losses.onRecovered(sequence);
        } else {
            reception.onPacket(sequence, packet.timestamp(), nowNanos);
            losses.onReceived(sequence, nowNanos);
        }
        byte[] payload = Arrays.copyOfRange(
                packet.buffer(), packet.payloadOffset(), packet.payloadOffset() + packet.payloadLength());
        byte[] before = seen.putIfAbsent(sequence, payload);
        if (before != null) {
            conflicts += Arrays.equals(before, payload) ? 0 : 1;
        } else if (payload.length > 0) {
            take(sequence, payload);
            decode(nowNanos);
        }
    }

    private void take(long sequence, byte[] payload) {
        if (!descriptor.parse(payload, 0, payload.length)) {
            throw new AssertionError("malformed descriptor");
        }
        long picture = newestPicture < 0
                ? 32768 + descriptor.pictureId()
                : newestPicture + ((descriptor.pictureId() - (int) newestPicture) << 17 >> 17);
        newestPicture = Math.max(newestPicture, picture);
        Frame frame = pending.computeIfAbsent(picture, _ -> new Frame());
        frame.packets.put(sequence, true);
        frame.timestamp = timestamps.unwrap(packet.timestamp());
        int at = descriptor.length();
        if (descriptor.startOfFrame()) {
            frame.first = sequence;
            frame.keyFrame = descriptor.keyFrame();
            at += frame.keyFrame ? 10 : 3;
        }
        if (packet.marker()) {
            frame.last = sequence;
        }
        frame.layer = payload[at];
        frame.temporal = payload[at + 3];
        frame.number = BigEndian.i32(payload, at + 4);
    }

    private void decode(long nowNanos) {
        while (true) {
            Frame next = pending.get(lastPicture + 1);
            long picture = lastPicture + 1;
            if (next == null || !next.whole()) {
                next = null;
                for (Map.Entry<Long, Frame> entry : pending.entrySet()) {
                    if (entry.getKey() > lastPicture
                            && entry.getValue().keyFrame
                            && entry.getValue().whole()) {
                        next = entry.getValue();
                        picture = entry.getKey();
                        break;
                    }
                }
            }
            if (next == null) {
                return;
            }
            lastPicture = picture;
            progressAt = nowNanos;
            pending.headMap(picture, true).clear();
            losses.forgetBefore(next.first);
            decoded.add(
                    new ScriptedFrame(next.layer, next.number, next.temporal, next.keyFrame, next.timestamp, nowNanos));
        }
    }

    @Override
    public void rtcp(byte[] buffer, int offset, int length, long nowNanos) {
        reader.wrap(buffer, offset, length);
        while (reader.next()) {
            if (senderReport.read(reader) && senderReport.ssrc() == ssrc) {
                senderReports++;
                reception.onSenderReport(senderReport.ntpTime(), nowNanos);
            }
        }
    }

    @Override
    public long deadline() {
        if (reportAt == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        return Math.min(Math.min(reportAt, losses.deadline()), progressAt + STUCK_NANOS);
    }

    @Override
    public void tick(long nowNanos) {
        writer.wrap(feedback, 0, 1200);
        if (nowNanos >= reportAt) {
            reportAt = nowNanos + REPORT_NANOS;
            ReceiverReport.open(writer, 1);
            if (reception.report(ssrc, block, nowNanos)) {
                block.append(writer);
            }
            writer.close();
        }
        int count;
        do {
            count = losses.poll(lost, nowNanos);
            GenericNack.write(writer, 1, ssrc, lost, 0, count);
        } while (count == lost.length);
        if (nowNanos >= progressAt + STUCK_NANOS) {
            progressAt = nowNanos;
            keyframeRequests++;
            PictureLossIndication.write(writer, 1, ssrc);
        }
        if (link != null && writer.length() > 0) {
            link.send(feedback, 0, writer.length());
        }
    }
}
