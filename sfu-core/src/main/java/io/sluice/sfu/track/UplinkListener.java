package io.sluice.sfu.track;

/** What an {@link Uplink} finds out about the streams of its participant. Called on the room's loop from inside the uplink's methods. */
public interface UplinkListener {
    /** The first media packet of a stream came. */
    void streamStarted(PublishedTrack track, SourceStream stream);

    /** A stream changed its codec, or its retransmission stream became known. */
    void streamChanged(PublishedTrack track, SourceStream stream);
}
