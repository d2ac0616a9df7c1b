package io.sluice.sfu.data;

/** What happened to the data of a room; only its loop writes. */
public final class DataCounters {
    /** Messages that came in. */
    public long received;
    /** Messages handed to channels, one for each receiver. */
    public long delivered;
    /** Messages that are none of the protocol. */
    public long malformed;
    /** Messages of senders that may not send data, or not this. */
    public long forbidden;
    /** Messages longer than allowed, or than a receiver takes. */
    public long tooLarge;
    /** Messages that were there already. */
    public long repeated;
    /** Lossy messages and frames that waited too long, or had no channel. */
    public long droppedLossy;
    /** Reliable messages for receivers whose channel was not open for too long. */
    public long droppedUnopened;
    /** Frames of data tracks that nobody published. */
    public long unknownTrack;
    /** How often a sender was held back. */
    public long heldBack;
    /** Receivers given up as too slow. */
    public long tooSlow;
}
