package io.sluice.rtp.bwe;

/** What the present estimate rests on. */
public enum Limit {
    /** Nothing was reported yet. */
    START,
    /** The delays: it grows until queues do. */
    DELAY,
    /** Losses. */
    LOSS,
    /** The receiver's own estimate (REMB). */
    RECEIVER
}
