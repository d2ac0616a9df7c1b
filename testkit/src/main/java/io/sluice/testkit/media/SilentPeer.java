package io.sluice.testkit.media;

import io.sluice.sfu.track.PublishedTrack;
import io.sluice.sfu.track.SourceStream;
import io.sluice.sfu.track.UplinkListener;
import io.sluice.transport.peer.PacketSink;

/** Publisher and subscriber in one, for those who only look at the RTP that comes out: always reachable, and without a word about it. */
public interface SilentPeer extends UplinkListener, PacketSink {
    @Override
    default boolean sendRtcp(byte[] buffer, int offset, int length) {
        return true;
    }

    @Override
    default boolean writable() {
        return true;
    }

    @Override
    default void streamStarted(PublishedTrack track, SourceStream stream) {
        // The subscriber is there already.
    }

    @Override
    default void streamChanged(PublishedTrack track, SourceStream stream) {
        // Nobody describes it.
    }
}
