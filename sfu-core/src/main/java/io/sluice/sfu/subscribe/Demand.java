package io.sluice.sfu.subscribe;

import io.sluice.sfu.track.VideoQuality;

/**
 * What a subscriber wants of a track.
 *
 * @param enabled false for a subscription that is kept but silent
 * @param quality the wanted layer where no size is given
 * @param width pixels on the subscriber's screen, 0 for no statement
 * @param height pixels on the subscriber's screen; where width and height are given, they win over the quality
 * @param fps wanted frames a second, 0 for all
 * @param priority where not everything can be had: 1 for what matters most, more for less, 0 for no word
 */
public record Demand(boolean enabled, VideoQuality quality, int width, int height, int fps, int priority) {
    /** What one wants who says nothing about priorities. */
    public Demand(boolean enabled, VideoQuality quality, int width, int height, int fps) {
        this(enabled, quality, width, height, fps, 0);
    }

    /** Everything there is: the start for subscribers that state nothing. */
    public static final Demand EVERYTHING = new Demand(true, VideoQuality.HIGH, 0, 0, 0);

    /** Nothing for now. */
    public static final Demand NOTHING = new Demand(false, VideoQuality.HIGH, 0, 0, 0);
}
