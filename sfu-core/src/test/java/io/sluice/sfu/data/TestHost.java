package io.sluice.sfu.data;

import io.sluice.transport.sctp.SendResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** A participant whose channels hold as much as the test says. */
final class TestHost implements DataHost {
    private final String identity;
    boolean hidden;
    boolean agent;
    boolean mayPublishData = true;
    boolean mayReadMetrics;
    boolean open = true;
    /** Messages that its channels still take. */
    int room = Integer.MAX_VALUE;

    final Queue<byte[]> reliable = new ArrayDeque<>();
    final Queue<byte[]> lossy = new ArrayDeque<>();
    final Queue<byte[]> frames = new ArrayDeque<>();
    final List<Boolean> pauses = new ArrayList<>();
    boolean gone;

    TestHost(String identity) {
        this.identity = identity;
    }

    boolean paused() {
        return !pauses.isEmpty() && pauses.getLast();
    }

    @Override
    public String sid() {
        return "PA_" + identity;
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public boolean hidden() {
        return hidden;
    }

    @Override
    public boolean agent() {
        return agent;
    }

    @Override
    public boolean mayPublishData() {
        return mayPublishData;
    }

    @Override
    public boolean mayReadMetrics() {
        return mayReadMetrics;
    }

    @Override
    public SendResult send(DataKind kind, byte[] message, long nowNanos) {
        if (!open) {
            return SendResult.CLOSED;
        }
        if (room == 0) {
            return SendResult.FULL;
        }
        room--;
        (switch (kind) {
                    case RELIABLE -> reliable;
                    case LOSSY -> lossy;
                    case TRACK -> frames;
                })
                // As an association does: it keeps a copy.
                .add(message.clone());
        return SendResult.SENT;
    }

    @Override
    public void pauseReading(boolean pause, long nowNanos) {
        pauses.add(pause);
    }

    @Override
    public void tooSlow() {
        gone = true;
    }
}
