package io.sluice.sfu.track;

import io.sluice.rtp.codec.FrameInfo;
import io.sluice.rtp.packet.RtpPacket;

/**
 * One place the packets of a {@link PublishedTrack} go to: the down track of a subscriber. The seam at which another shard's pipe could take
 * a subscriber's place.
 */
public interface Outlet {
    /**
     * Takes one packet of one layer. Packet and frame are only valid during the call.
     *
     * @param frame what the packet's payload descriptor says; read once for all outlets
     */
    void forward(SourceStream source, RtpPacket packet, FrameInfo frame, long nowNanos);

    /** Whether it gets every microphone's sound, however many are forwarded to others. */
    default boolean hearsEverybody() {
        return true;
    }

    /** The track is {@link PublishedTrack#heard} from now on, or no more. */
    default void heardChanged(long nowNanos) {}

    /** The quality asked for; {@link VideoQuality#OFF} for nothing. */
    VideoQuality wantedQuality();

    /** The layer that is sent now, −1 for none. */
    int currentLayer();

    /** The track's {@link PublishedTrack#layerTable} is another one. */
    void tableChanged(long nowNanos);

    /** Layers began or ceased to flow. */
    void layersChanged(long nowNanos);

    /** A layer has a new source stream, or its stream changed its codec: nothing remembered about it holds any more. */
    void sourceChanged(SourceStream source, long nowNanos);

    /** The publisher muted or unmuted the track. */
    void muteChanged(boolean muted, long nowNanos);
}
