package io.sluice.sfu.track;

/** What a {@link PublishedTrack} wants its publisher to hear. Called on the room's loop. */
public interface TrackListener {
    /**
     * The layers worth sending have changed (dynacast).
     *
     * @param max the highest wanted quality; {@link VideoQuality#OFF} for none
     */
    void demandChanged(PublishedTrack track, VideoQuality max);
}
