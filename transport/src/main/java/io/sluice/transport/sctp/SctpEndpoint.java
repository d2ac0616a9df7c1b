package io.sluice.transport.sctp;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One end of an SCTP association that carries data channels. Single-threaded; times are nanoseconds of the caller's clock. Packets leave
 * through the {@link SctpOutput} within the calls that take a time, events come through the {@link SctpListener} in the middle of them.
 */
public final class SctpEndpoint {
    /** The longest packet: with a DTLS record around it it fits a datagram of 1200 bytes. A multiple of four, as chunks are. */
    public static final int MAX_PACKET = 1160;

    private final SctpListener listener;
    private boolean ended;

    /**
     * An endpoint that does nothing yet.
     *
     * @param random a {@link java.security.SecureRandom} outside of tests
     * @param dtlsClient whether we are the DTLS client, whose channels have even numbers (RFC 8832 §6)
     */
    public SctpEndpoint(
            SctpConfig config, RandomGenerator random, boolean dtlsClient, SctpOutput out, SctpListener listener) {
        this.listener = listener;
    }

    /** Begins to set up the association; call it when packets can flow. */
    public void connect(long nowNanos) {}

    /** Takes a packet from the peer. Never throws, whatever it holds. */
    public void handle(byte[] packet, int offset, int length, long nowNanos) {}

    /** When {@link #tick} wants to be called; {@link Long#MAX_VALUE} for never. */
    public long deadline() {
        return Long.MAX_VALUE;
    }

    /** Lets time pass. */
    public void tick(long nowNanos) {}

    /**
     * Opens a channel, now or once the association is up. Messages may be sent at once.
     *
     * @return null if there is no number left for it, or the association is over
     */
    public @Nullable DataChannel open(String label, String protocol, Reliability reliability, long nowNanos) {
        return null;
    }

    /** Sends a message, which is copied. */
    public SendResult send(DataChannel channel, boolean binary, byte[] message, int offset, int length, long nowNanos) {
        return SendResult.CLOSED;
    }

    /** Bytes of messages that have not been sent for the first time. */
    public long buffered(DataChannel channel) {
        return 0;
    }

    /** Closes a channel when all that waits has been sent. {@link SctpListener#closed} comes when the peer has closed its side. */
    public void close(DataChannel channel, long nowNanos) {}

    /** Holds back the channel's messages. What arrives takes room in the receive window, and a full window stops the peer, on all channels. */
    public void pause(DataChannel channel) {}

    /** Delivers what was held back, and goes on. */
    public void resume(DataChannel channel, long nowNanos) {}

    /** Ends the association in order: what waits is sent first. */
    public void shutdown(long nowNanos) {}

    /** Ends the association at once, with a word to the peer. */
    public void abort(long nowNanos) {
        if (!ended) {
            ended = true;
            listener.ended(SctpEnd.LOCAL);
        }
    }

    /** What carried the packets is gone, and with it the association. */
    public void lost() {
        if (!ended) {
            ended = true;
            listener.ended(SctpEnd.TRANSPORT_LOST);
        }
    }
}
