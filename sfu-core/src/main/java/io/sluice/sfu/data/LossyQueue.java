package io.sluice.sfu.data;

import io.sluice.transport.sctp.SendResult;
import java.util.ArrayDeque;

/** Messages for one receiver that are better dropped than late: the oldest goes first, and always whole. */
final class LossyQueue {
    private record Entry(byte[] message, long sinceNanos) {}

    private final DataHost host;
    private final DataKind kind;
    private final DataCounters counters;
    private final int always;
    private final int limit;
    private final long latencyNanos;
    private final ArrayDeque<Entry> waiting = new ArrayDeque<>();
    private long bytes;

    LossyQueue(DataHost host, DataKind kind, DataSettings settings, DataCounters counters) {
        this.host = host;
        this.kind = kind;
        this.counters = counters;
        this.always = settings.lossyQueue();
        this.limit = settings.maxLossyQueue();
        this.latencyNanos = (kind == DataKind.TRACK ? settings.trackLatency() : settings.lossyLatency()).toNanos();
    }

    /** Sends, or keeps for a while; the array is shared and nobody changes it. */
    void add(byte[] message, long nowNanos) {
        if (!sent(message, nowNanos)) {
            keep(message, nowNanos);
        }
    }

    /** The same with an array that the caller goes on using. */
    void addCopy(byte[] message, long nowNanos) {
        if (!sent(message, nowNanos)) {
            keep(message.clone(), nowNanos);
        }
    }

    private boolean sent(byte[] message, long nowNanos) {
        return waiting.isEmpty() && send(message, nowNanos) != SendResult.FULL;
    }

    private void keep(byte[] message, long nowNanos) {
        waiting.add(new Entry(message, nowNanos));
        bytes += message.length;
        shorten(nowNanos);
    }

    /** The channel takes messages again. */
    void drain(long nowNanos) {
        shorten(nowNanos);
        while (!waiting.isEmpty() && send(waiting.getFirst().message, nowNanos) != SendResult.FULL) {
            bytes -= waiting.removeFirst().message.length;
        }
    }

    private SendResult send(byte[] message, long nowNanos) {
        SendResult result = host.send(kind, message, nowNanos);
        switch (result) {
            case SENT -> counters.delivered++;
            case TOO_LARGE -> counters.tooLarge++;
            case CLOSED -> counters.droppedLossy++;
            case FULL -> {
                // Waits.
            }
        }
        return result;
    }

    private void shorten(long nowNanos) {
        while (bytes > limit || (bytes > always && late(waiting.getFirst(), nowNanos))) {
            bytes -= waiting.removeFirst().message.length;
            counters.droppedLossy++;
        }
    }

    private boolean late(Entry entry, long nowNanos) {
        return latencyNanos > 0 && nowNanos - entry.sinceNanos > latencyNanos;
    }

    long bytes() {
        return bytes;
    }
}
