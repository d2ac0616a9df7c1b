package io.sluice.sfu.subscribe;

import io.sluice.rtp.bwe.BandwidthEstimator;
import io.sluice.rtp.ext.TransportSequence;
import io.sluice.transport.peer.PacketSink;

/**
 * Where all RTP packets of a downlink leave: each gets its transport-wide sequence number here, at the last moment, so that the numbers on the
 * line are in order whatever was held back; and each is noted for the estimator.
 */
final class Wire {
    /** What UDP, IPv4 and SRTP add to a packet. Lines are counted with it, for on thin ones it is a third of the sound. */
    static final int OVERHEAD = 8 + 20 + 16;

    /** For packets without a transport-wide sequence number. */
    static final int NO_NUMBER = -1;

    private final PacketSink sink;
    private final BandwidthEstimator estimator;
    private boolean numbered;
    private long soundBytes;
    private long bytes;

    Wire(PacketSink sink, BandwidthEstimator estimator) {
        this.sink = sink;
        this.estimator = estimator;
    }

    /**
     * Sends what the builder has built.
     *
     * @return its transport-wide sequence number, or {@link #NO_NUMBER}
     */
    int send(PacketBuilder builder, int length, boolean video, long nowNanos) {
        if (!video) {
            soundBytes += length + OVERHEAD;
        }
        return leave(builder.buffer, 0, length, builder.transportAt(), nowNanos);
    }

    /** Sends what the builder has built, a packet that went out before. */
    void sendAgain(PacketBuilder builder, int length, long nowNanos) {
        leave(builder.buffer, 0, length, builder.transportAt(), nowNanos);
    }

    private int leave(byte[] buffer, int offset, int length, int transportAt, long nowNanos) {
        bytes += length + OVERHEAD;
        if (transportAt == PacketBuilder.NO_TRANSPORT) {
            sink.sendRtp(buffer, offset, length);
            return NO_NUMBER;
        }
        int number = estimator.nextSequence();
        TransportSequence.write(buffer, offset + transportAt, number);
        if (sink.sendRtp(buffer, offset, length)) {
            // What did not leave is not lost on the line.
            numbered = true;
            estimator.sent(length + OVERHEAD, nowNanos);
        }
        return number;
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
