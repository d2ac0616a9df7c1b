package io.sluice.sfu.subscribe;

import io.sluice.rtp.feedback.SenderReportClock;
import io.sluice.rtp.packet.RtcpReader;
import io.sluice.rtp.packet.RtcpWriter;
import io.sluice.rtp.rtcp.ExtendedReport;
import io.sluice.rtp.rtcp.NtpTime;
import io.sluice.rtp.rtcp.Sdes;
import io.sluice.rtp.rtcp.SenderReport;
import io.sluice.transport.peer.PacketSink;
import io.sluice.transport.srtp.SrtpSession;
import java.util.List;

/**
 * The sender reports of a downlink, a second apart while a track is young, so that sound and picture find together soon, and three seconds
 * later on. They carry the publisher's wall clock, for that is what its tracks have in common.
 */
final class DownlinkReports {
    private static final int MAX_PACKET = 1200;
    private static final long INTERVAL_NANOS = 3_000_000_000L;
    private static final long FIRST_INTERVAL_NANOS = 1_000_000_000L;
    private static final long YOUTH_NANOS = 10_000_000_000L;

    private final PacketSink sink;
    private final int senderSsrc;
    private final byte[] buffer = new byte[MAX_PACKET + SrtpSession.MAX_OVERHEAD];
    private final RtcpWriter writer = new RtcpWriter();
    private final ExtendedReport extendedReport = new ExtendedReport();
    private long due = Long.MAX_VALUE;
    private long youngUntil = Long.MIN_VALUE;

    DownlinkReports(PacketSink sink, int senderSsrc) {
        this.sink = sink;
        this.senderSsrc = senderSsrc;
    }

    /** A track was added. */
    void started(long nowNanos) {
        youngUntil = nowNanos + YOUTH_NANOS;
        due = Math.min(due, nowNanos + FIRST_INTERVAL_NANOS);
    }

    long deadline() {
        return due;
    }

    void send(List<DownTrack> tracks, long nowNanos) {
        due = nowNanos + (nowNanos < youngUntil ? FIRST_INTERVAL_NANOS : INTERVAL_NANOS);
        writer.wrap(buffer, 0, MAX_PACKET);
        for (int i = 0; i < tracks.size(); i++) {
            DownTrack track = tracks.get(i);
            if (track.reference() != null && !append(track, nowNanos)) {
                flush();
                append(track, nowNanos);
            }
        }
        flush();
    }

    /** Report and name of one track; false, with nothing written, if there is no room for both. */
    private boolean append(DownTrack track, long nowNanos) {
        SenderReportClock clock = track.reference();
        if (clock == null || writer.room() < 28 + 4 + 4 + 2 + track.cname().length + 4) {
            return false;
        }
        long ntpTime = NtpTime.ofNanos(nowNanos - clock.arrivedAt()) + clock.ntpTime();
        long timestamp = clock.timestampAtArrival(nowNanos) + track.clockOffset();
        SenderReport.write(writer, track.ssrc(), ntpTime, (int) timestamp, track.stats().packets, track.stats().bytes);
        Sdes.writeCname(writer, track.ssrc(), track.cname());
        track.receiver().senderReport(ntpTime, nowNanos);
        return true;
    }

    private void flush() {
        if (writer.length() > 0) {
            sink.sendRtcp(buffer, 0, writer.length());
            writer.wrap(buffer, 0, MAX_PACKET);
        }
    }

    /** Answers a receiver that tells its clock to learn the round trip. */
    void read(RtcpReader block, long nowNanos) {
        if (extendedReport.read(block) && extendedReport.hasReferenceTime()) {
            writer.wrap(buffer, 0, MAX_PACKET);
            ExtendedReport.writeDelay(
                    writer, senderSsrc, extendedReport.ssrc(), NtpTime.compact(extendedReport.referenceTime()), 0);
            flush();
        }
    }
}
