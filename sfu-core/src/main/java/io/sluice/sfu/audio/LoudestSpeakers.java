package io.sluice.sfu.audio;

import org.jspecify.annotations.Nullable;

/**
 * Which of a room's microphones are forwarded when only so many shall be ({@code docs/algorithms/loudest-speakers.md}). Decides with each
 * packet; belongs to the room's loop.
 */
public final class LoudestSpeakers {
    private static final double MARGIN = 3;

    private final @Nullable Voice[] places;
    private final int activeLevel;

    /**
     * @param places how many are heard at once, at least 1
     * @param settings what counts as speech
     */
    public LoudestSpeakers(int places, SpeechSettings settings) {
        this.places = new Voice[places];
        this.activeLevel = settings.activeLevel();
    }

    /**
     * A packet of a voice tells its level, 0 (loudest) to 127. The voice may lose or win its place by that, and the packet at hand with it.
     */
    public void observe(Voice voice, int level, long nowNanos) {
        voice.follow(level, nowNanos);
        if (voice.ranked() && voice.heard()) {
            return;
        }
        int weakest = weakest(nowNanos);
        Voice rival = places[weakest];
        boolean louder =
                rival == null || level <= activeLevel && voice.loudness(nowNanos) >= rival.loudness(nowNanos) + MARGIN;
        if (louder) {
            if (rival != null) {
                rival.rank(false, nowNanos);
            }
            places[weakest] = voice;
        }
        voice.rank(louder, nowNanos);
    }

    /** The place that is free, or whose voice is quietest. */
    private int weakest(long nowNanos) {
        int weakest = 0;
        double least = Double.MAX_VALUE;
        for (int i = 0; i < places.length; i++) {
            Voice voice = places[i];
            if (voice == null) {
                return i;
            }
            double loudness = voice.loudness(nowNanos);
            if (loudness < least) {
                least = loudness;
                weakest = i;
            }
        }
        return weakest;
    }

    /** A voice is muted or gone: its place is free. */
    public void leave(Voice voice, long nowNanos) {
        for (int i = 0; i < places.length; i++) {
            if (places[i] == voice) {
                places[i] = null;
            }
        }
        voice.forget(nowNanos);
    }
}
