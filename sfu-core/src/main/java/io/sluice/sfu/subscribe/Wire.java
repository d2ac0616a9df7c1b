package io.sluice.sfu.subscribe;

import io.sluice.rtp.bwe.BandwidthEstimator;
import io.sluice.rtp.ext.TransportSequence;
import io.sluice.sfu.pace.Pacer;
import io.sluice.transport.peer.PacketSink;
import io.sluice.transport.srtp.SrtpSession;
import org.jspecify.annotations.Nullable;

/**
 * Where all RTP packets of a downlink leave. Each gets its transport-wide sequence number here, at the last moment, so that the numbers on the
 * line are in order whatever was held back; and each is noted for the estimator. On a narrow line pictures are paced.
 */
final class Wire implements Pacer.Out {
    /** What UDP, IPv4 and SRTP add to a packet. Lines are counted with it, for on thin ones it is a third of the sound. */
    static final int OVERHEAD = 8 + 20 + 16;

    /** For packets without a transport-wide sequence number. */
    static final int NO_NUMBER = -1;

    private final PacketSink sink;
    private final BandwidthEstimator estimator;
    private @Nullable Pacer pacer;
    private boolean numbered;
    private long soundBytes;
    private long bytes;

    Wire(PacketSink sink, BandwidthEstimator estimator) {
        this.sink = sink;
        this.estimator = estimator;
    }

    /**
     * Sends what the builder has built. Pictures may have to wait, if they are numbered: others may go out twice, and then with the same
     * bytes.
     *
     * @return its transport-wide sequence number, or {@link #NO_NUMBER}
     */
    int send(PacketBuilder builder, int length, boolean video, long nowNanos) {
        int transportAt = builder.transportAt();
        Pacer pacing = pacer;
        if (pacing != null) {
            if (video && transportAt != PacketBuilder.NO_TRANSPORT) {
                return sendPaced(pacing, builder.buffer, length, transportAt, nowNanos);
            }
            pacing.charge(length);
        }
        if (!video) {
            soundBytes += length + OVERHEAD;
        }
        return transmit(builder.buffer, length, transportAt, nowNanos);
    }

    private int sendPaced(Pacer pacing, byte[] buffer, int length, int transportAt, long nowNanos) {
        if (pacing.pass(length, nowNanos)) {
            return transmit(buffer, length, transportAt, nowNanos);
        }
        pacing.hold(buffer, length, transportAt);
        return NO_NUMBER;
    }

    /** Whether there is room for a packet that went out before. */
    boolean mayRepair(long nowNanos) {
        return pacer == null || pacer.mayRepair(nowNanos);
    }

    /** What waits of a stream is of no use any more. */
    void discard(int ssrc) {
        if (pacer != null) {
            pacer.discard(ssrc);
        }
    }

    /** Sends what the builder has built, a packet that went out before: it does not wait. */
    void sendAgain(PacketBuilder builder, int length, long nowNanos) {
        if (pacer != null) {
            pacer.repaired(length);
        }
        transmit(builder.buffer, length, builder.transportAt(), nowNanos);
    }

    /** Sends padding that the builder has built: a probe has its own time. */
    void sendPadding(PacketBuilder builder, int length, long nowNanos) {
        transmit(builder.buffer, length, builder.transportAt(), nowNanos);
    }

    @Override
    public void leave(byte[] buffer, int length, int transportAt, long nowNanos) {
        transmit(buffer, length, transportAt, nowNanos);
    }

    private int transmit(byte[] buffer, int length, int transportAt, long nowNanos) {
        bytes += length + OVERHEAD;
        if (transportAt == PacketBuilder.NO_TRANSPORT) {
            sink.sendRtp(buffer, 0, length);
            return NO_NUMBER;
        }
        int number = estimator.nextSequence();
        TransportSequence.write(buffer, transportAt, number);
        if (sink.sendRtp(buffer, 0, length)) {
            // What did not leave is not lost on the line.
            numbered = true;
            estimator.sent(length + OVERHEAD, nowNanos);
        }
        return number;
    }

    /** Paces from now on, at that rate. */
    void pace(long bitsPerSecond, long nowNanos) {
        Pacer pacing = pacer;
        if (pacing == null) {
            pacing = new Pacer(this, PacketBuilder.MAX_PACKET + SrtpSession.MAX_OVERHEAD, nowNanos);
            pacer = pacing;
        }
        pacing.rate(bitsPerSecond, nowNanos);
        pacing.tick(nowNanos);
    }

    /** Paces no more, and gives its memory back. */
    void paceNoMore(long nowNanos) {
        if (pacer != null) {
            pacer.flush(nowNanos);
            pacer = null;
        }
    }

    /** How long pictures have to wait, milliseconds. */
    long waitingMillis() {
        return pacer == null ? 0 : pacer.drainMillis();
    }

    /** Packets that wait. */
    int waiting() {
        return pacer == null ? 0 : pacer.waiting();
    }

    /** Whether any packet had a transport-wide sequence number. */
    boolean numbered() {
        return numbered;
    }

    /** Bytes that left so far, with all headers. */
    long bytes() {
        return bytes;
    }

    /** Those of sound. */
    long soundBytes() {
        return soundBytes;
    }
}
