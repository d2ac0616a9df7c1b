package io.sluice.sfu.track;

import io.sluice.rtp.feedback.TwccRecorder;
import io.sluice.rtp.packet.RtcpWriter;
import io.sluice.rtp.rtcp.ExtendedReport;
import io.sluice.rtp.rtcp.GenericNack;
import io.sluice.rtp.rtcp.NtpTime;
import io.sluice.rtp.rtcp.PictureLossIndication;
import io.sluice.rtp.rtcp.ReceiverReport;
import io.sluice.rtp.rtcp.ReportBlock;
import io.sluice.transport.peer.PacketSink;
import io.sluice.transport.srtp.SrtpSession;

/** Writes what an {@link Uplink} tells its sender, as few packets as possible. {@link #flush} sends what was written. */
final class UplinkFeedback {
    private static final int MAX_PACKET = 1200;

    private PacketSink sink;
    private final int senderSsrc;
    private final byte[] buffer = new byte[MAX_PACKET + SrtpSession.MAX_OVERHEAD];
    private final RtcpWriter writer = new RtcpWriter();
    private final ReportBlock block = new ReportBlock();
    private final int[] lost = new int[64];
    private boolean reportOpen;

    UplinkFeedback(PacketSink sink, int senderSsrc) {
        this.sink = sink;
        this.senderSsrc = senderSsrc;
        writer.wrap(buffer, 0, MAX_PACKET);
    }

    /** From now on everything goes there. */
    void sendTo(PacketSink other) {
        sink = other;
    }

    int senderSsrc() {
        return senderSsrc;
    }

    /** Sends all that was written since the last call. */
    void flush() {
        if (writer.length() > 0) {
            sink.sendRtcp(buffer, 0, writer.length());
            writer.wrap(buffer, 0, MAX_PACKET);
        }
    }

    void keyframeRequest(int mediaSsrc) {
        if (!PictureLossIndication.write(writer, senderSsrc, mediaSsrc)) {
            flush();
            PictureLossIndication.write(writer, senderSsrc, mediaSsrc);
        }
    }

    /** Asks for all packets of a stream that are due; returns how many. */
    int nack(SourceStream stream, long nowNanos) {
        int asked = 0;
        int count = stream.losses().poll(lost, nowNanos);
        while (count > 0) {
            asked += count;
            int from = 0;
            while (from < count) {
                int written = GenericNack.write(writer, senderSsrc, stream.ssrc(), lost, from, count);
                from += written;
                if (from < count) {
                    if (writer.length() == 0) {
                        return asked;
                    }
                    flush();
                }
            }
            count = count < lost.length ? 0 : stream.losses().poll(lost, nowNanos);
        }
        return asked;
    }

    /** Reports what was received of one stream. */
    void report(SourceStream stream, long nowNanos) {
        if (!stream.reception().report(stream.ssrc(), block, nowNanos)) {
            return;
        }
        if (!reportOpen) {
            openReport();
        }
        if (!block.append(writer)) {
            writer.close();
            flush();
            openReport();
            block.append(writer);
        }
    }

    private void openReport() {
        reportOpen = ReceiverReport.open(writer, senderSsrc);
        if (!reportOpen) {
            flush();
            reportOpen = ReceiverReport.open(writer, senderSsrc);
        }
    }

    /** Ends a round of {@link #report} with our clock, which the sender answers. */
    void endReports(long nowNanos) {
        if (reportOpen) {
            writer.close();
            reportOpen = false;
            ExtendedReport.writeReferenceTime(writer, senderSsrc, NtpTime.ofNanos(nowNanos));
        }
    }

    /** Reports arrival times until none are due. */
    void arrivals(TwccRecorder recorder, int mediaSsrc, long nowNanos) {
        for (int i = 0; i < 16 && recorder.isDue(nowNanos); i++) {
            if (!recorder.write(writer, senderSsrc, mediaSsrc, nowNanos)) {
                if (writer.length() == 0) {
                    return;
                }
                flush();
            }
        }
    }
}
