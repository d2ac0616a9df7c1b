package io.sluice.transport.sctp;

/** A message that is to be sent, or is being sent. */
final class OutMessage {
    /** What holding one costs beside its bytes. */
    static final int OVERHEAD = 128;

    private static final byte[] GONE = {};

    final OutStream stream;
    final int protocol;
    final boolean unordered;

    /** How often each part may be sent again; {@link Integer#MAX_VALUE} for any number. */
    final int maxRetransmits;

    /** When it is given up; {@link Long#MAX_VALUE} for never. */
    final long expiresAt;

    final int charge;
    byte[] data;

    /** Bytes that have been put into chunks. */
    int taken;

    int ssn;
    int firstTsn;

    /** Chunks that it was put into, and how many of them the peer has not acknowledged cumulatively. */
    int chunks;

    int pending;
    boolean abandoned;

    OutMessage(OutStream stream, int protocol, boolean unordered, int maxRetransmits, long expiresAt, byte[] data) {
        this.stream = stream;
        this.protocol = protocol;
        this.unordered = unordered;
        this.maxRetransmits = maxRetransmits;
        this.expiresAt = expiresAt;
        this.data = data;
        charge = data.length + OVERHEAD;
    }

    int left() {
        return data.length - taken;
    }

    boolean expired(long nowNanos) {
        return nowNanos >= expiresAt;
    }

    /** Lets go of the bytes. */
    void abandon() {
        abandoned = true;
        data = GONE;
        taken = 0;
    }
}
