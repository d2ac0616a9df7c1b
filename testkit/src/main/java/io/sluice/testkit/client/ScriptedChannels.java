package io.sluice.testkit.client;

import io.sluice.transport.peer.PeerTransport;
import io.sluice.transport.sctp.DataChannel;
import io.sluice.transport.sctp.Reliability;
import io.sluice.transport.sctp.SctpConfig;
import io.sluice.transport.sctp.SctpEnd;
import io.sluice.transport.sctp.SctpEndpoint;
import io.sluice.transport.sctp.SctpListener;
import io.sluice.transport.sctp.SendResult;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The data channels of a client's peer connection: a real SCTP endpoint that opens channels as a browser's SDK does, and keeps what comes. */
final class ScriptedChannels implements SctpListener {
    private static final Reliability ONCE = new Reliability(false, 0, Reliability.UNLIMITED);
    private static final List<String> LABELS = List.of("_lossy", "_reliable", "_data_track");

    /** Takes what arrives. */
    interface Inbox {
        /** A message, by the label of its channel. */
        void message(String label, byte[] message);
    }

    private record Unsent(String label, byte[] message) {}

    private final PeerTransport transport;
    private final boolean opens;
    private final Inbox inbox;
    private final Map<String, DataChannel> channels = new HashMap<>();
    private final Queue<Unsent> unsent = new ArrayDeque<>();
    private @Nullable SctpEndpoint endpoint;
    private boolean reading = true;

    /** @param opens whether the client opens channels on this connection, or waits for those of the server */
    ScriptedChannels(PeerTransport transport, boolean opens, Inbox inbox) {
        this.transport = transport;
        this.opens = opens;
        this.inbox = inbox;
    }

    /** Begins, once the server's description is known. */
    void enable(long nowNanos) {
        if (endpoint != null) {
            return;
        }
        SctpEndpoint made = transport.enableData(SctpConfig.DEFAULT, this, nowNanos);
        endpoint = made;
        if (opens) {
            LABELS.forEach(label -> open(label, nowNanos));
        }
    }

    /** Opens one more, or one again. */
    void open(String label, long nowNanos) {
        SctpEndpoint sctp = endpoint;
        if (sctp != null) {
            DataChannel made = sctp.open(
                    label,
                    "",
                    label.equals("_lossy") || label.equals("_data_track") ? ONCE : Reliability.RELIABLE,
                    nowNanos);
            if (made != null) {
                channels.put(label, made);
            }
        }
    }

    /** Closes a channel. */
    void close(String label, long nowNanos) {
        DataChannel channel = channels.remove(label);
        if (endpoint != null && channel != null) {
            endpoint.close(channel, nowNanos);
        }
    }

    /** Sends a message, or keeps it until there is room; in order. */
    void send(String label, byte[] message, long nowNanos) {
        unsent.add(new Unsent(label, message));
        flush(nowNanos);
    }

    /** How many messages wait for room. */
    int waiting() {
        return unsent.size();
    }

    private void flush(long nowNanos) {
        SctpEndpoint sctp = endpoint;
        while (sctp != null && !unsent.isEmpty()) {
            Unsent next = unsent.element();
            DataChannel channel = channels.get(next.label);
            if (channel == null
                    || sctp.send(channel, true, next.message, 0, next.message.length, nowNanos) == SendResult.FULL) {
                return;
            }
            unsent.remove();
        }
    }

    /** Reads on, or leaves what comes where it is. */
    void read(boolean on, long nowNanos) {
        SctpEndpoint sctp = endpoint;
        if (reading == on || sctp == null) {
            return;
        }
        reading = on;
        for (DataChannel each : List.copyOf(channels.values())) {
            if (on) {
                sctp.resume(each, nowNanos);
            } else {
                sctp.pause(each);
            }
        }
    }

    @Override
    public void connected() {
        // Channels tell what matters.
    }

    @Override
    public void opened(DataChannel channel) {
        channels.put(channel.label(), channel);
        flush(transport.now());
    }

    @Override
    public void message(DataChannel channel, boolean binary, byte[] buffer, int offset, int length) {
        inbox.message(channel.label(), Arrays.copyOfRange(buffer, offset, offset + length));
    }

    @Override
    public void closed(DataChannel channel) {
        channels.remove(channel.label(), channel);
    }

    @Override
    public void drained(DataChannel channel) {
        flush(transport.now());
    }

    @Override
    public void ended(SctpEnd reason) {
        channels.clear();
    }
}
