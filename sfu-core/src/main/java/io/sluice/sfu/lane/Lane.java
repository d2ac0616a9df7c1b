package io.sluice.sfu.lane;

import io.sluice.rtp.packet.BigEndian;
import io.sluice.rtp.packet.RtcpReader;
import io.sluice.rtp.packet.RtpPacket;
import io.sluice.rtp.rtcp.PictureLossIndication;
import io.sluice.sfu.track.Uplink;
import io.sluice.transport.peer.PacketSink;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A one-way road for RTP and RTCP packets from one room's loop to an {@link Uplink} on another one, or on the same. Of what that uplink
 * tells its sender only requests for key frames travel back: nothing is lost on the road that could be asked for again.
 *
 * <p>One loop calls {@link #rtp} and {@link #rtcp}, the other one all the rest. Nothing is allocated and nobody waits.
 */
public final class Lane implements PacketSink {
    /** More than a publisher sends in the time that a loop may be late. */
    private static final int PACKETS = 512;

    private static final int SEQUENCE = 2;
    private static final int SSRC = 8;

    private final PacketRing ring = new PacketRing(PACKETS);
    private final AtomicBoolean called = new AtomicBoolean();
    private final RtcpReader reader = new RtcpReader();
    private final IntConsumer keyframeWanted;
    private Runnable call = () -> {};
    private @Nullable Uplink uplink;
    private long dropped;

    /** @param keyframeWanted told on the far loop of the SSRC that needs a key frame; must return at once */
    public Lane(IntConsumer keyframeWanted) {
        this.keyframeWanted = keyframeWanted;
    }

    /** What makes the far loop call {@link #drain}; before the first packet. */
    public void calls(Runnable farDrain) {
        call = farDrain;
    }

    /** From now on packets come out at that uplink, which tells this lane what it has to tell its sender. */
    public void open(Uplink end) {
        uplink = end;
        end.answerTo(this);
    }

    /** Packets that found no place, as its near end knows. */
    public long dropped() {
        return dropped;
    }

    /** Sends a copy of a packet under another SSRC and number. */
    public void rtp(RtpPacket packet, int ssrc, int sequence) {
        int place = send(packet.buffer(), packet.offset(), packet.length());
        if (place >= 0) {
            BigEndian.put16(ring.bytes(), place + SEQUENCE, sequence);
            BigEndian.put32(ring.bytes(), place + SSRC, ssrc);
            sent(packet.length());
        }
    }

    /** Sends a copy of a compound RTCP packet. */
    public void rtcp(byte[] buffer, int offset, int length) {
        if (send(buffer, offset, length) >= 0) {
            sent(length);
        }
    }

    private int send(byte[] buffer, int offset, int length) {
        int place = length > PacketRing.LONGEST ? -1 : ring.place();
        if (place < 0) {
            dropped++;
        } else {
            System.arraycopy(buffer, offset, ring.bytes(), place, length);
        }
        return place;
    }

    private void sent(int length) {
        ring.put(length);
        if (called.compareAndSet(false, true)) {
            call.run();
        }
    }

    /** Hands over what came, on the far loop; what the uplink can not be given is gone. */
    public void drain(long nowNanos) {
        called.set(false);
        Uplink end = uplink;
        for (int i = 0; i < PACKETS; i++) {
            int place = ring.first();
            if (place < 0) {
                return;
            }
            int length = ring.length();
            try {
                if (end != null && control(ring.bytes()[place + 1])) {
                    end.rtcp(ring.bytes(), place, length, nowNanos);
                } else if (end != null) {
                    end.rtp(ring.bytes(), place, length, nowNanos);
                }
            } finally {
                ring.take();
            }
        }
        if (called.compareAndSet(false, true)) {
            // The loop has others to look after, too.
            call.run();
        }
    }

    /** RFC 5761 §4: the second byte tells RTCP from RTP. */
    private static boolean control(byte second) {
        int type = second & 0xff;
        return type >= 192 && type <= 223;
    }

    @Override
    public boolean sendRtp(byte[] buffer, int offset, int length) {
        return false;
    }

    @Override
    public boolean sendRtcp(byte[] buffer, int offset, int length) {
        reader.wrap(buffer, offset, length);
        while (reader.next()) {
            if (PictureLossIndication.matches(reader)) {
                keyframeWanted.accept(PictureLossIndication.mediaSsrc(reader));
            }
        }
        return true;
    }

    @Override
    public boolean writable() {
        return true;
    }
}
