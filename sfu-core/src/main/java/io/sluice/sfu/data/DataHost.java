package io.sluice.sfu.data;

import io.sluice.transport.sctp.SendResult;

/** What the data of a participant needs of it. */
public interface DataHost {
    /** Its id in this session. */
    String sid();

    /** Who it is. */
    String identity();

    /** Whether others must not know of it. */
    boolean hidden();

    /** Whether it may speak for others. */
    boolean agent();

    /** Whether it may send data. */
    boolean mayPublishData();

    /** Whether metrics are for it. */
    boolean mayReadMetrics();

    /** Hands a message to the channel of that kind. The array is shared: nobody changes it. */
    SendResult send(DataKind kind, byte[] message, long nowNanos);

    /** Takes no more of the client's data for now, or takes it again. */
    void pauseReading(boolean pause, long nowNanos);

    /** It does not take what others send it reliably, and must go. */
    void tooSlow();
}
