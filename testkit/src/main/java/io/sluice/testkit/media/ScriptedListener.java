package io.sluice.testkit.media;

import io.sluice.rtp.feedback.ReceptionStats;
import io.sluice.rtp.packet.BigEndian;
import io.sluice.rtp.packet.RtcpReader;
import io.sluice.rtp.packet.RtcpWriter;
import io.sluice.rtp.packet.RtpPacket;
import io.sluice.rtp.rtcp.ReceiverReport;
import io.sluice.rtp.rtcp.ReportBlock;
import io.sluice.rtp.rtcp.SenderReport;
import io.sluice.rtp.seq.SequenceUnwrapper;
import io.sluice.testkit.net.PacketOut;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A client that receives the track of a {@link ScriptedMicrophone}: notes which of its packets come, and reports as receivers must. */
public final class ScriptedListener implements MediaReceiver {
    private static final long REPORT_NANOS = 1_000_000_000L;

    /** How the server's own frames begin; no packet of a microphone has such a number. */
    private static final int SILENCE = 0xf8fffe00;

    private final int ssrc;
    private final RtpPacket packet = new RtpPacket();
    private final SequenceUnwrapper sequences = new SequenceUnwrapper();
    private final ReceptionStats reception = new ReceptionStats(48_000);
    private final RtcpReader reader = new RtcpReader();
    private final RtcpWriter writer = new RtcpWriter();
    private final SenderReport senderReport = new SenderReport();
    private final ReportBlock block = new ReportBlock();
    private final NavigableSet<Integer> heard = new TreeSet<>();
    private final Map<Long, Integer> bySequence = new HashMap<>();
    private @Nullable PacketOut link;
    private long reportAt = Long.MAX_VALUE;
    private int senderReports;
    private int conflicts;
    private int silences;

    /** @param ssrc it was promised */
    public ScriptedListener(int ssrc) {
        this.ssrc = ssrc;
    }

    /** The numbers of the microphone's packets that came. */
    public NavigableSet<Integer> heard() {
        return heard;
    }

    /** Frames of silence that the server made. */
    public int silences() {
        return silences;
    }

    /** Sender reports it got. */
    public int senderReports() {
        return senderReports;
    }

    /** Sequence numbers that came with two different contents. */
    public int conflicts() {
        return conflicts;
    }

    @Override
    public void connect(PacketOut rtcp) {
        link = rtcp;
    }

    @Override
    public void rtp(byte[] buffer, int offset, int length, long nowNanos) {
        if (!packet.wrap(buffer, offset, length) || packet.ssrc() != ssrc) {
            throw new AssertionError("malformed or foreign packet");
        }
        if (packet.payloadLength() < Integer.BYTES) {
            return;
        }
        if (reportAt == Long.MAX_VALUE) {
            reportAt = nowNanos + REPORT_NANOS;
        }
        long sequence = sequences.unwrap(packet.sequence());
        reception.onPacket(sequence, packet.timestamp(), nowNanos);
        int number = BigEndian.i32(packet.buffer(), packet.payloadOffset());
        if (number == SILENCE) {
            silences++;
        } else {
            heard.add(number);
        }
        Integer before = bySequence.putIfAbsent(sequence, number);
        conflicts += before != null && before != number ? 1 : 0;
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
        return reportAt;
    }

    @Override
    public void tick(long nowNanos) {
        reportAt = nowNanos + REPORT_NANOS;
        byte[] report = new byte[100];
        writer.wrap(report, 0, report.length);
        ReceiverReport.open(writer, 1);
        if (reception.report(ssrc, block, nowNanos)) {
            block.append(writer);
        }
        writer.close();
        if (link != null) {
            link.send(report, 0, writer.length());
        }
    }
}
