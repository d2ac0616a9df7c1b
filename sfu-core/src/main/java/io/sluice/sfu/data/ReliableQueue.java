package io.sluice.sfu.data;

import io.sluice.transport.sctp.SendResult;
import java.util.ArrayDeque;

/**
 * Reliable messages that wait for one receiver. Nothing is dropped once its channel has been open: the queue is {@link #congested} while
 * more waits than is good, and {@link #hopeless} when the receiver takes next to nothing or the bound is reached.
 */
final class ReliableQueue {
    /** Bytes per second. Some peers take a packet now and then though their application reads nothing. */
    private static final long LEAST_RATE = 4_096;

    private final DataHost host;
    private final DataSettings settings;
    private final DataCounters counters;
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
    private long bytes;
    private boolean open;
    private boolean congested;
    /** The bound was reached: the receiver is given up, and what comes until then is not kept. */
    private boolean overflown;

    /** Since the window began in which the receiver must take enough. */
    private long taken;

    private long windowEnds = Long.MAX_VALUE;

    ReliableQueue(DataHost host, DataSettings settings, DataCounters counters) {
        this.host = host;
        this.settings = settings;
        this.counters = counters;
    }

    /** Sends, or keeps for later. */
    void add(byte[] message, long nowNanos) {
        if (overflown) {
            return;
        }
        if (!waiting.isEmpty() || !send(message, nowNanos)) {
            waiting.add(message);
            bytes += message.length;
            judge(nowNanos);
        }
    }

    /** The channel takes messages again, or for the first time. */
    void drain(long nowNanos) {
        while (!waiting.isEmpty() && send(waiting.peekFirst(), nowNanos)) {
            int length = waiting.removeFirst().length;
            bytes -= length;
            taken += length;
        }
        if (taken > due()) {
            beginWindow(nowNanos);
        }
        judge(nowNanos);
    }

    /** True if the message needs no more care. */
    private boolean send(byte[] message, long nowNanos) {
        SendResult result = host.send(DataKind.RELIABLE, message, nowNanos);
        open = result != SendResult.CLOSED;
        switch (result) {
            case SENT -> counters.delivered++;
            case TOO_LARGE -> counters.tooLarge++;
            case FULL, CLOSED -> {
                return false;
            }
        }
        return true;
    }

    private void judge(long nowNanos) {
        if (!open) {
            congested = false;
            overflown = false;
            while (bytes > settings.maxBacklog()) {
                bytes -= waiting.removeFirst().length;
                counters.droppedUnopened++;
            }
        } else if (!congested && bytes > settings.slowQueue()) {
            congested = true;
            beginWindow(nowNanos);
        } else if (congested && bytes <= settings.slowQueue() / 2) {
            congested = false;
        }
        overflown |= bytes > settings.maxQueue();
    }

    private void beginWindow(long nowNanos) {
        taken = 0;
        windowEnds = nowNanos + settings.patience().toNanos();
    }

    /** Whether senders should wait. */
    boolean congested() {
        return congested;
    }

    /** Whether the receiver must be given up; to be asked now and then. */
    boolean hopeless(long nowNanos) {
        if (!congested) {
            return false;
        }
        if (overflown) {
            return true;
        }
        return nowNanos >= windowEnds;
    }

    /** What must be exceeded within the window; the next one begins when it is. */
    private long due() {
        return Math.max(settings.slowThreshold(), LEAST_RATE)
                * settings.patience().toSeconds();
    }

    long bytes() {
        return bytes;
    }
}
