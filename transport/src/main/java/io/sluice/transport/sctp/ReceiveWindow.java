package io.sluice.transport.sctp;

/** What is held for the peer's messages, and how much more may be. */
final class ReceiveWindow {
    /** What holding anything costs beside its bytes: tiny chunks must not take more memory than they seem to. */
    static final int OVERHEAD = 64;

    private final int limit;
    private int used;

    ReceiveWindow(int limit) {
        this.limit = limit;
    }

    /** Bytes to advertise. Less than a packet is nothing, lest the peer sends in crumbs (RFC 9260 §6.2). */
    int free() {
        int free = limit - used;
        return free < SctpEndpoint.MAX_PACKET ? 0 : free;
    }

    /** Bytes held. */
    int used() {
        return used;
    }

    /**
     * Whether a chunk of so many bytes may come in.
     *
     * @param fills whether it closes a gap. Those may take more: nothing behind them can be let go before they are here
     */
    boolean admits(int length, boolean fills) {
        return used + length + OVERHEAD <= (fills ? limit + limit / 2 : limit);
    }

    void take(int length) {
        used += length + OVERHEAD;
    }

    void give(int length) {
        used -= length + OVERHEAD;
    }
}
