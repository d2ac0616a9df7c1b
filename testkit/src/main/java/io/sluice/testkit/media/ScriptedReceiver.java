package io.sluice.testkit.media;

import io.sluice.rtp.feedback.TwccRecorder;
import io.sluice.rtp.packet.RtcpWriter;
import io.sluice.rtp.packet.RtpPacket;
import io.sluice.testkit.net.PacketOut;
import io.sluice.testkit.net.Timed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that a client receives over one transport: hands packets to the receivers of tracks, and reports when each arrived (transport-cc). */
public final class ScriptedReceiver implements Timed {
    private final int transportId;
    private final TwccRecorder arrivals = new TwccRecorder();
    private final RtpPacket packet = new RtpPacket();
    private final RtcpWriter writer = new RtcpWriter();
    private final Map<Integer, MediaReceiver> bySsrc = new HashMap<>();
    private final List<MediaReceiver> receivers = new ArrayList<>();
    private @Nullable PacketOut link;
    private long stray;

    /** @param transportId the id of the transport-wide sequence number that was agreed on */
    public ScriptedReceiver(int transportId) {
        this.transportId = transportId;
    }

    /** Where reports go. */
    public void connect(PacketOut rtcp) {
        link = rtcp;
        receivers.forEach(receiver -> receiver.connect(rtcp));
    }

    /** Packets of these SSRCs are that one's. */
    public void add(MediaReceiver receiver, int... ssrcs) {
        receivers.add(receiver);
        for (int ssrc : ssrcs) {
            bySsrc.put(ssrc, receiver);
        }
        if (link != null) {
            receiver.connect(link);
        }
    }

    /** Packets that belong to nobody. */
    public long stray() {
        return stray;
    }

    /** Takes an RTP packet. */
    public void rtp(byte[] buffer, int offset, int length, long nowNanos) {
        if (!packet.wrap(buffer, offset, length)) {
            throw new AssertionError("malformed packet");
        }
        int number = io.sluice.rtp.ext.TransportSequence.read(packet, transportId);
        if (number >= 0) {
            arrivals.onPacket(number, nowNanos);
        }
        MediaReceiver receiver = bySsrc.get(packet.ssrc());
        if (receiver == null) {
            stray++;
        } else {
            receiver.rtp(buffer, offset, length, nowNanos);
        }
    }

    /** Takes an RTCP packet. */
    public void rtcp(byte[] buffer, int offset, int length, long nowNanos) {
        receivers.forEach(receiver -> receiver.rtcp(buffer, offset, length, nowNanos));
    }

    @Override
    public long deadline() {
        return arrivals.deadline();
    }

    @Override
    public void tick(long nowNanos) {
        byte[] report = new byte[1_200];
        while (arrivals.isDue(nowNanos)) {
            writer.wrap(report, 0, report.length);
            arrivals.write(writer, 1, 2, nowNanos);
            if (link == null || writer.length() == 0) {
                return;
            }
            link.send(report, 0, writer.length());
        }
    }
}
