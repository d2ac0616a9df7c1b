package io.sluice.testkit.media;

import io.sluice.testkit.net.PacketOut;
import io.sluice.testkit.net.Timed;

/** A scripted source of one track's packets. */
public interface MediaSender extends Timed {
    /** Where its packets go. */
    void connect(PacketOut rtp, PacketOut rtcp);

    /** Takes what the server says; what is not about its streams is passed over. */
    void rtcp(byte[] buffer, int offset, int length, long nowNanos);

    /** Sends nothing for a while, as a muted track does. */
    void pause(boolean paused);
}
