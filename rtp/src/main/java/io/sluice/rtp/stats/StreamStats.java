package io.sluice.rtp.stats;

/**
 * Counters of one stream in one direction. Plain fields, counted on the packet path by the loop that owns the stream and read by it; they only
 * grow, so a reader takes differences.
 */
public final class StreamStats {
    /** Packets with media, retransmissions not included. */
    public long packets;
    /** Payload bytes of them. */
    public long bytes;
    /** Header bytes of them. */
    public long headerBytes;
    /** Packets of padding only. */
    public long paddingPackets;
    /** Bytes of padding, in whatever packets. */
    public long paddingBytes;
    /** Retransmitted packets. */
    public long retransmittedPackets;
    /** Payload bytes of them. */
    public long retransmittedBytes;
    /** Packets that came a second time. */
    public long duplicates;
    /** Packets that came after a later one. */
    public long outOfOrder;
    /** Packets of the stream that were no use: malformed, of another payload type, too old. */
    public long discarded;
    /** Requests for packets: sent for a received stream, got for a sent one; each packet counts. */
    public long nacks;
    /** Requested packets that were sent again, or came. */
    public long nacksAnswered;
    /** Requested packets that could not be sent again, or were given up. */
    public long nacksMissed;
    /** Requests for a packet that had been requested before. */
    public long nacksRepeated;
    /** Picture loss indications. */
    public long plis;
    /** Full intra requests. */
    public long firs;
    /** Frames. */
    public long frames;
    /** Key frames. */
    public long keyFrames;

    /** Last measured round trip in nanoseconds, 0 before the first. */
    public long roundTripNanos;
    /** Greatest round trip since {@link #takeMaxRoundTrip}. */
    private long maxRoundTripNanos;
    /** Last jitter in nanoseconds. */
    public long jitterNanos;
    /** Greatest jitter since {@link #takeMaxJitter}. */
    private long maxJitterNanos;

    /** Notes a measured round trip. */
    public void roundTrip(long nanos) {
        roundTripNanos = nanos;
        maxRoundTripNanos = Math.max(maxRoundTripNanos, nanos);
    }

    /** Notes a measured jitter. */
    public void jitter(long nanos) {
        jitterNanos = nanos;
        maxJitterNanos = Math.max(maxJitterNanos, nanos);
    }

    /** The greatest round trip since the last call, in nanoseconds. */
    public long takeMaxRoundTrip() {
        long max = maxRoundTripNanos;
        maxRoundTripNanos = 0;
        return max;
    }

    /** The greatest jitter since the last call, in nanoseconds. */
    public long takeMaxJitter() {
        long max = maxJitterNanos;
        maxJitterNanos = 0;
        return max;
    }
}
