package io.sluice.transport.sctp;

/** One data channel: a pair of SCTP streams with the same number (RFC 8831 §6). Made by {@link SctpEndpoint#open} or by the peer. */
public final class DataChannel {
    private final String label;
    private final String protocol;
    private final Reliability reliability;
    final OutStream out;
    private long lowWater;
    ChannelState state = ChannelState.OPENING;

    /** Whether the owner has heard of it, or has opened it. */
    boolean known;

    /** Whether it is watched for room, and whether the owner waits for that. */
    boolean watched;

    boolean pressed;

    /** How far its end is: asked for by us, known to the peer, done by the peer. */
    boolean resetAsked;

    boolean outgoingReset;
    boolean incomingReset;

    DataChannel(int id, String label, String protocol, Reliability reliability) {
        this.label = label;
        this.protocol = protocol;
        this.reliability = reliability;
        out = new OutStream(id);
    }

    /** The number of its streams. */
    public int id() {
        return out.id;
    }

    /** What it is for, not necessarily unique. */
    public String label() {
        return label;
    }

    /** The subprotocol; often empty. */
    public String protocol() {
        return protocol;
    }

    /** As whoever opened it has chosen, for both directions. */
    public Reliability reliability() {
        return reliability;
    }

    /** How far it is. */
    public ChannelState state() {
        return state;
    }

    /** Bytes waiting at which it counts as drained; 0 at first. */
    public long lowWater() {
        return lowWater;
    }

    /** Sets how many bytes may wait for {@link SctpListener#drained} to be called. */
    public void lowWater(long bytes) {
        lowWater = bytes;
    }

    /** Whether messages can be sent. */
    boolean sendable() {
        return state == ChannelState.OPENING || state == ChannelState.OPEN;
    }

    @Override
    public String toString() {
        return label + "#" + id() + " " + state;
    }
}
