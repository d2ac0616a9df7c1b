package io.sluice.rtp.bwe;

/** What the delays say of the line. */
enum Usage {
    /** Queues drain: there was too much before, and is less now. */
    UNDER,
    NORMAL,
    /** Queues grow. */
    OVER
}
