package io.sluice.rtp.feedback;

import io.sluice.rtp.packet.RtcpWriter;
import io.sluice.rtp.rtcp.TransportFeedback;
import io.sluice.rtp.rtcp.TransportFeedbackWriter;
import io.sluice.rtp.seq.SequenceUnwrapper;

/**
 * Records when packets of one transport arrived, by transport-wide sequence number, and reports it to the sender. An engine:
 * {@link #onPacket}, then {@link #write} while {@link #isDue}, at {@link #deadline} or before.
 *
 * <p>A report follows {@link #INTERVAL_NANOS} after the first packet it speaks of, or once {@value #MAX_PENDING} have come, or, at less than
 * ten packets a second, {@link #SLOW_INTERVAL_NANOS} after. A packet that comes after a later one was reported is told in the next report,
 * together with all since, as senders expect.
 */
public final class TwccRecorder {
    /** Wait of a report. */
    public static final long INTERVAL_NANOS = 50_000_000;
    /** Wait of a report while hardly anything comes. */
    public static final long SLOW_INTERVAL_NANOS = 250_000_000;
    /** Packets that make a report due at once. */
    public static final int MAX_PENDING = 100;
    /** Sequence numbers that are remembered; packets further back are ignored. */
    public static final int WINDOW = 1024;

    private static final long SLOW_PACKET_GAP = 100_000_000;

    private final SequenceUnwrapper unwrapper = new SequenceUnwrapper();
    private final TransportFeedbackWriter report = new TransportFeedbackWriter();
    // Ticks since the first packet plus one, by sequence number modulo the window; 0 for not received.
    private final long[] arrivals = new long[WINDOW];
    private long firstNanos;
    private long newest = -1;
    private long base;
    private int pending;
    private long pendingSince;
    private long reportedAt;
    private long interval = INTERVAL_NANOS;
    private int reports;

    /** A packet with this transport-wide number, 0 to 65535, arrived. Repeated ones are ignored: the first arrival counts. */
    public void onPacket(int sequence, long nowNanos) {
        long number = unwrapper.unwrap(sequence);
        if (newest < 0) {
            firstNanos = nowNanos;
            reportedAt = nowNanos;
            newest = number - 1;
            base = number;
        }
        if (number > newest) {
            advance(number);
        } else if (number <= newest - WINDOW) {
            return;
        }
        int index = (int) number & WINDOW - 1;
        if (arrivals[index] != 0) {
            return;
        }
        arrivals[index] = (nowNanos - firstNanos) / TransportFeedback.TICK_NANOS + 1;
        base = Math.min(base, number);
        if (pending++ == 0) {
            pendingSince = nowNanos;
        }
    }

    private void advance(long number) {
        long from = Math.max(newest + 1, number - WINDOW + 1);
        for (long i = from; i <= number; i++) {
            arrivals[(int) i & WINDOW - 1] = 0;
        }
        newest = number;
        base = Math.max(base, number - WINDOW + 1);
    }

    /** When a report is due; {@link Long#MAX_VALUE} if there is nothing to report. */
    public long deadline() {
        return pending == 0 ? Long.MAX_VALUE : pendingSince + interval;
    }

    /** Whether a report is due. */
    public boolean isDue(long nowNanos) {
        return pending >= MAX_PENDING || nowNanos >= deadline();
    }

    /**
     * Writes one report, due or not. What does not fit stays pending, so the owner writes while {@link #isDue}.
     *
     * @param mediaSsrc a stream of the sender's that lives
     * @return false if there was nothing to report, or no room for a useful report
     */
    public boolean write(RtcpWriter writer, int senderSsrc, int mediaSsrc, long nowNanos) {
        if (pending == 0) {
            return false;
        }
        report.begin(base, writer.room());
        int added = 0;
        boolean complete = true;
        for (long number = base; number <= newest; number++) {
            long arrival = arrivals[(int) number & WINDOW - 1];
            if (arrival != 0) {
                if (!report.add(number, arrival)) {
                    complete = false;
                    break;
                }
                added++;
            }
        }
        if (!report.write(writer, senderSsrc, mediaSsrc, reports)) {
            return false;
        }
        reports = reports + 1 & 0xff;
        base = report.end();
        interval = nowNanos - reportedAt > added * SLOW_PACKET_GAP ? SLOW_INTERVAL_NANOS : INTERVAL_NANOS;
        reportedAt = nowNanos;
        pending = complete ? 0 : Math.max(1, pending - added);
        return true;
    }

    /** Packets that arrived since the last report. */
    public int pending() {
        return pending;
    }
}
