package io.sluice.sfu.track;

import io.sluice.sfu.audio.LevelMeter;
import io.sluice.sfu.audio.LoudestSpeakers;
import io.sluice.sfu.audio.SpeechSettings;
import io.sluice.sfu.audio.Voice;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** How loud a track is, and whether it is heard where only the loudest of a room are. Video is always silent, and always heard. */
final class TrackSound {
    private final LevelMeter levels;
    private final LongConsumer listener;
    private @Nullable LoudestSpeakers rivals;
    private @Nullable Voice voice;

    /**
     * @param settings what counts as speech
     * @param listener called with the time when {@link #heard} has changed
     */
    TrackSound(SpeechSettings settings, LongConsumer listener) {
        this.levels = new LevelMeter(settings);
        this.listener = listener;
    }

    LevelMeter levels() {
        return levels;
    }

    /** Whether it is forwarded to everybody who wants it. */
    boolean heard() {
        return voice == null || voice.heard();
    }

    /** From now on it is heard while it is one of the loudest, or, with null, always. */
    void compete(@Nullable LoudestSpeakers speakers, long nowNanos) {
        leave(nowNanos);
        rivals = speakers;
        voice = speakers == null ? null : new Voice(listener);
    }

    /** A packet tells how loud it is: 0 (loudest) to 127. */
    void observe(int level, int timestamp, int clockRate, long nowNanos) {
        levels.observe(level, timestamp, clockRate, nowNanos);
    }

    /** A packet that is to be forwarded takes its track's place among the rivals by how loud it is, 0 (loudest) to 127. */
    void contend(int level, long nowNanos) {
        if (rivals != null && voice != null) {
            rivals.observe(voice, level, nowNanos);
        }
    }

    /** What was measured says nothing about what comes. */
    void restart() {
        levels.reset();
    }

    /** Its place among the rivals is free. */
    void leave(long nowNanos) {
        if (rivals != null && voice != null) {
            rivals.leave(voice, nowNanos);
        }
    }
}
