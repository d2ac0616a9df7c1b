package io.sluice.testkit.media;

import io.sluice.testkit.net.PacketOut;
import io.sluice.testkit.net.Timed;

/** A scripted sink of one track's packets. */
public interface MediaReceiver extends Timed {
    /** Where its reports and requests go. */
    void connect(PacketOut rtcp);

    /** Takes a packet of its streams. */
    void rtp(byte[] buffer, int offset, int length, long nowNanos);

    /** Takes what the server says; what is not about its streams is passed over. */
    void rtcp(byte[] buffer, int offset, int length, long nowNanos);
}
