package io.sluice.transport.sctp;

/** When to acknowledge: every second packet, what is out of order at once, the rest a little later (RFC 9260 §6.2). */
final class AckPolicy {
    /** Short, as it adds to what the peer measures as the round trip. */
    private static final long DELAY = 50 * Times.MILLI;

    private static final int MOST_DUPLICATES = 20;

    private final Timer delay = new Timer();
    private final int[] duplicates = new int[MOST_DUPLICATES];
    private int duplicateCount;
    private int packets;
    private boolean seen;

    /** The first of all is acknowledged at once: it tells the peer the round trip. */
    private boolean immediate = true;

    private boolean due;

    /** A DATA chunk came. */
    void data() {
        seen = true;
    }

    /** The peer has to hear from us as soon as the packet is through. */
    void now() {
        seen = true;
        immediate = true;
    }

    void duplicate(int tsn) {
        now();
        if (duplicateCount < MOST_DUPLICATES) {
            duplicates[duplicateCount++] = tsn;
        }
    }

    /** A packet is through. */
    void packetEnds(boolean gaps, long nowNanos) {
        if (!seen) {
            return;
        }
        seen = false;
        packets++;
        if (immediate || gaps || packets >= 2) {
            due = true;
        } else if (!delay.running()) {
            delay.start(nowNanos, DELAY);
        }
    }

    /** Whether to acknowledge now. */
    boolean due(long nowNanos) {
        due |= delay.expired(nowNanos);
        return due;
    }

    /** Whether there is anything to acknowledge, for a packet that leaves anyway. */
    boolean waiting() {
        return due || delay.running();
    }

    long deadline() {
        return due ? Long.MIN_VALUE : delay.at();
    }

    int duplicates() {
        return duplicateCount;
    }

    int duplicateAt(int index) {
        return duplicates[index];
    }

    void acknowledged() {
        delay.stop();
        duplicateCount = 0;
        packets = 0;
        immediate = false;
        due = false;
    }
}
