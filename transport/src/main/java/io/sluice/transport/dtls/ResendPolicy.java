package io.sluice.transport.dtls;

/**
 * Decides when our last flight is sent again. The library's own timer doubles up to a minute, which is far too slow for somebody who waits
 * for a picture, and cannot be capped. It is therefore told a resend time of zero: then it repeats the flight whenever a read ends without
 * a handshake message. Most of those repetitions are unwanted (a duplicate, a ChangeCipherSpec, or junk ended the read), so this class
 * lets one through only if our own timer ran out or the peer has repeated a message of its previous flight.
 */
final class ResendPolicy {
    private final long firstNanos;
    private final long maxNanos;

    private long interval;
    private long nextAt = Long.MAX_VALUE;
    private boolean mayRepeat;
    private boolean suppressing;
    private int sent = -1;
    private int sentBeforeFlight = -1;
    private int heard = -1;
    private int heardBeforeFlight = -1;

    ResendPolicy(long firstNanos, long maxNanos) {
        this.firstNanos = firstNanos;
        this.maxNanos = maxNanos;
        this.interval = firstNanos;
    }

    /** Whether a record that the library wants to send shall leave. */
    boolean allow(byte[] buffer, int record, int length) {
        int number = Records.messageNumber(buffer, record, record + length);
        if (number >= 0) {
            boolean fresh = number > sentBeforeFlight;
            if (fresh && number > sent) {
                sent = number;
                interval = firstNanos;
                heardBeforeFlight = heard;
            }
            suppressing = !fresh && !mayRepeat;
        }
        // What is encrypted can not be told apart; it shares the fate of the messages it follows.
        return !suppressing || Records.type(buffer, record) == Records.ALERT;
    }

    /** The flight is complete; {@code sentSomething} says whether a datagram left. */
    void flightEnds(boolean sentSomething, long now) {
        sentBeforeFlight = sent;
        suppressing = false;
        mayRepeat = false;
        if (sentSomething) {
            nextAt = now + interval;
        }
    }

    /** When to give up waiting for the peer; {@link Long#MAX_VALUE} before the first flight. */
    long nextAt() {
        return nextAt;
    }

    /** The time of {@link #nextAt} has come. */
    void timedOut() {
        interval = Math.min(2 * interval, maxNanos);
        mayRepeat = true;
    }

    /** Takes notice of a datagram from the peer. */
    void heard(byte[] buffer, int offset, int length) {
        int limit = offset + length;
        int record = offset;
        while (record < limit) {
            int end = Records.end(buffer, record, limit);
            if (end < 0) {
                return;
            }
            int number = Records.messageNumber(buffer, record, end);
            if (number >= 0) {
                mayRepeat |= number <= heardBeforeFlight;
                heard = Math.max(heard, number);
            }
            record = end;
        }
    }
}
