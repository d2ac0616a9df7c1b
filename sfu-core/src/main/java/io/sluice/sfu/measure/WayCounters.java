package io.sluice.sfu.measure;

/** Everything of one loop that goes one way. */
public final class WayCounters {
    /** Packets with media, for the first time. */
    public final Tally packets = new Tally();
    /** Payload bytes of them. */
    public final Tally bytes = new Tally();
    /** Packets that were sent again. */
    public final Tally retransmittedPackets = new Tally();
    /** Payload bytes of them. */
    public final Tally retransmittedBytes = new Tally();
    /** Packets of padding only. */
    public final Tally paddingPackets = new Tally();
    /** Requests for single packets: by us for what comes in, by subscribers for what goes out. */
    public final Tally nacks = new Tally();
    /** Of these, those that were in vain. */
    public final Tally nacksMissed = new Tally();
    /** Requests for a key frame. */
    public final Tally plis = new Tally();
    /** Commands to send a key frame. */
    public final Tally firs = new Tally();
    /** Packets that came twice. */
    public final Tally duplicates = new Tally();
    /** Packets that were no use. */
    public final Tally discarded = new Tally();
    /** Key frames. */
    public final Tally keyFrames = new Tally();

    WayCounters() {}
}
