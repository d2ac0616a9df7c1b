package io.sluice.sfu.participant;

import io.sluice.sfu.data.DataKind;
import io.sluice.sfu.negotiate.SctpParameters;
import io.sluice.transport.peer.PeerTransport;
import io.sluice.transport.sctp.DataChannel;
import io.sluice.transport.sctp.Reliability;
import io.sluice.transport.sctp.SctpConfig;
import io.sluice.transport.sctp.SctpEnd;
import io.sluice.transport.sctp.SctpEndpoint;
import io.sluice.transport.sctp.SctpListener;
import io.sluice.transport.sctp.SendResult;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The data channels on one PeerTransport of a participant. A label that is opened again replaces the channel of before. */
final class DataLink implements SctpListener {
    private static final Reliability ONCE = new Reliability(false, 0, Reliability.UNLIMITED);
    /**
     * What may wait inside the association before messages are kept outside: of reliable ones enough to fill a fast path, of others
     * little, as they can only be dropped for age outside.
     */
    private static final long RELIABLE_AHEAD = 512 * 1024;

    private static final long LOSSY_AHEAD = 32 * 1024;

    /** Takes what arrives. */
    interface Owner {
        /** A message of one of the three kinds. */
        void message(DataKind kind, byte[] buffer, int offset, int length, long nowNanos);

        /** A message of a channel that only the application knows. */
        void rawMessage(byte[] buffer, int offset, int length, long nowNanos);

        /** The channel of that kind is open, or has room again. */
        void ready(DataLink link, DataKind kind, long nowNanos);

        /** All channels have ended, and not by our wish. */
        void ended(SctpEnd reason);
    }

    private final PeerTransport transport;
    private final boolean opens;
    private final Owner owner;
    private final Map<DataKind, DataChannel> channels = new EnumMap<>(DataKind.class);
    private final List<DataChannel> others = new ArrayList<>();
    private @Nullable SctpEndpoint endpoint;
    private boolean paused;

    /** @param opens whether the three channels are ours to open */
    DataLink(PeerTransport transport, boolean opens, Owner owner) {
        this.transport = transport;
        this.opens = opens;
        this.owner = owner;
    }

    /** Begins, once the client has described its side; later descriptions change nothing. */
    void enable(SctpParameters remote, long nowNanos) {
        if (endpoint != null) {
            return;
        }
        SctpConfig config = SctpConfig.DEFAULT.to(remote.port(), remote.maxMessageSize());
        SctpEndpoint made = transport.enableData(config, this, nowNanos);
        endpoint = made;
        if (opens) {
            for (DataKind kind : DataKind.values()) {
                Reliability reliability = kind == DataKind.RELIABLE ? Reliability.RELIABLE : ONCE;
                DataChannel channel = made.open(kind.label(), "", reliability, nowNanos);
                if (channel != null) {
                    adopt(kind, channel);
                }
            }
        }
    }

    private void adopt(DataKind kind, DataChannel channel) {
        channel.lowWater(ahead(kind) / 2);
        channels.put(kind, channel);
    }

    private static long ahead(DataKind kind) {
        return kind == DataKind.RELIABLE ? RELIABLE_AHEAD : LOSSY_AHEAD;
    }

    SendResult send(DataKind kind, byte[] message, long nowNanos) {
        DataChannel channel = channels.get(kind);
        SctpEndpoint sctp = endpoint;
        if (channel == null || sctp == null) {
            return SendResult.CLOSED;
        }
        if (sctp.buffered(channel) > ahead(kind)) {
            return SendResult.FULL;
        }
        return sctp.send(channel, true, message, 0, message.length, nowNanos);
    }

    /** Holds back what is sent reliably, or takes it again. Other kinds are never held back: they are dropped where they do not fit. */
    void pause(boolean pause, long nowNanos) {
        SctpEndpoint sctp = endpoint;
        if (paused == pause || sctp == null) {
            return;
        }
        paused = pause;
        DataChannel reliable = channels.get(DataKind.RELIABLE);
        if (reliable != null) {
            pause(sctp, reliable, nowNanos);
        }
        for (DataChannel each : List.copyOf(others)) {
            pause(sctp, each, nowNanos);
        }
    }

    private void pause(SctpEndpoint sctp, DataChannel channel, long nowNanos) {
        if (paused) {
            sctp.pause(channel);
        } else {
            sctp.resume(channel, nowNanos);
        }
    }

    @Override
    public void connected() {
        // Channels tell what matters.
    }

    @Override
    public void opened(DataChannel channel) {
        DataKind kind = DataKind.of(channel.label());
        if (kind == null) {
            others.add(channel);
        } else {
            adopt(kind, channel);
        }
        if (paused && endpoint != null && (kind == null || kind == DataKind.RELIABLE)) {
            endpoint.pause(channel);
        }
        if (kind != null) {
            owner.ready(this, kind, transport.now());
        }
    }

    @Override
    public void message(DataChannel channel, boolean binary, byte[] buffer, int offset, int length) {
        DataKind kind = DataKind.of(channel.label());
        if (kind == null) {
            owner.rawMessage(buffer, offset, length, transport.now());
        } else {
            owner.message(kind, buffer, offset, length, transport.now());
        }
    }

    @Override
    public void closed(DataChannel channel) {
        others.remove(channel);
        DataKind kind = DataKind.of(channel.label());
        if (kind != null) {
            channels.remove(kind, channel);
        }
    }

    @Override
    public void drained(DataChannel channel) {
        DataKind kind = DataKind.of(channel.label());
        if (kind != null && channels.get(kind) == channel) {
            owner.ready(this, kind, transport.now());
        }
    }

    @Override
    public void ended(SctpEnd reason) {
        channels.clear();
        others.clear();
        if (reason != SctpEnd.LOCAL) {
            owner.ended(reason);
        }
    }
}
