package io.sluice.sfu.subscribe;

import io.sluice.rtp.codec.Codec;
import io.sluice.sfu.negotiate.CodecParameters;
import io.sluice.sfu.track.PublishedTrack;
import org.jspecify.annotations.Nullable;

/**
 * What a down track sends while nothing of its publisher comes: silence after a mute, blank frames at its end, and something to know it by before
 * its first packet ({@code docs/algorithms/blank-frames.md}). Counted, so that each ends by itself.
 */
final class Interlude {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long AWAITING_NANOS = 100_000_000L;
    private static final int AWAITING_FRAMES = 50;
    /** Frames of a second's fifth. */
    private static final int LAST_PART = 5;

    private final PublishedTrack track;
    private final Splicer splicer;
    private final Emitter emitter;
    private long due = Long.MAX_VALUE;
    private long interval;
    private int left;
    private boolean awaiting;
    private @Nullable CodecParameters known;
    private @Nullable Codec expected;

    Interlude(PublishedTrack track, Splicer splicer, Emitter emitter) {
        this.track = track;
        this.splicer = splicer;
        this.emitter = emitter;
    }

    /** Sound that was sent has stopped. */
    void silence(Terms terms, long nowNanos) {
        Codec codec = codec(terms);
        if (codec != null && codec.isAudio() && frame(codec) != null) {
            begin(BlankFrames.rate(codec), SECOND_NANOS / BlankFrames.rate(codec), nowNanos);
        }
    }

    /** The track was agreed on, and nothing was sent of it yet. */
    void await(long nowNanos) {
        begin(AWAITING_FRAMES, AWAITING_NANOS, nowNanos + AWAITING_NANOS);
        awaiting = true;
    }

    /**
     * The down track ends; the first frame is sent at once.
     *
     * @return whether others are to follow
     */
    boolean finish(Terms terms, long nowNanos) {
        stop();
        Codec codec = codec(terms);
        if (emitter.codec() == null || codec == null || frame(codec) == null) {
            return false;
        }
        int rate = BlankFrames.rate(codec);
        begin(rate / LAST_PART, SECOND_NANOS / rate, nowNanos);
        tick(terms, true, nowNanos);
        return due != Long.MAX_VALUE;
    }

    private void begin(int frames, long pause, long first) {
        left = frames;
        interval = pause;
        due = first;
        awaiting = false;
    }

    /** The publisher's packets go on. */
    void stop() {
        due = Long.MAX_VALUE;
    }

    long deadline() {
        return due;
    }

    /**
     * Sends what is due.
     *
     * @param idle whether nothing of the publisher is about to come
     */
    void tick(@Nullable Terms terms, boolean idle, long nowNanos) {
        if (nowNanos < due) {
            return;
        }
        left--;
        // What a late loop missed is not made up for.
        due = left == 0 ? Long.MAX_VALUE : Math.max(due, nowNanos - interval) + interval;
        if (terms != null && (idle || !awaiting)) {
            send(terms, nowNanos);
        }
    }

    private void send(Terms terms, long nowNanos) {
        Codec codec = codec(terms);
        if (codec == null) {
            return;
        }
        byte[] frame = awaiting && codec.isVideo() ? null : frame(codec);
        if (frame == null && codec.isAudio()) {
            return;
        }
        int ticks = codec.clockRate() / BlankFrames.rate(codec);
        StreamRewriter numbers = splicer.own(codec.clockRate(), ticks, nowNanos);
        emitter.sendOwn(codec, frame, track.trailer(), numbers, terms, nowNanos);
    }

    /** What its receiver agreed to and was sent last, or will be sent. */
    private @Nullable Codec codec(Terms terms) {
        Codec codec = emitter.codec() != null ? emitter.codec() : expected();
        if (codec == Codec.RED) {
            codec = Codec.OPUS;
        }
        return codec == null || terms.ownType(codec) == PayloadTypes.NONE ? null : codec;
    }

    private @Nullable Codec expected() {
        CodecParameters parameters = track.codec();
        if (parameters != known) {
            known = parameters;
            expected = parameters == null ? null : parameters.codec();
        }
        return expected;
    }

    private byte @Nullable [] frame(Codec codec) {
        return track.trailer().length == 0 || BlankFrames.passesEncrypted(codec) ? BlankFrames.of(codec) : null;
    }
}
