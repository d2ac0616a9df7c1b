package io.sluice.sfu.subscribe;

import io.sluice.rtp.codec.Codec;
import io.sluice.rtp.codec.FrameInfo;
import io.sluice.rtp.rtcp.ReportBlock;
import io.sluice.sfu.track.PublishedTrack;
import io.sluice.sfu.track.SourceStream;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Makes one stream of pieces of a track's source streams: its clock and its numbers go on over the seams
 * ({@code docs/algorithms/layer-switching.md} §3 to §5).
 */
final class Splicer {
    /** Without a clock of a source: that of video. */
    private static final int USUAL_CLOCK_RATE = 90_000;

    private final PublishedTrack track;
    private final RandomGenerator random;

    // What an idle track does without.
    private @Nullable OutgoingClock clock;
    private @Nullable StreamRewriter rewriter;

    private int layerBefore = LayerSelector.NONE;
    private boolean publisherMuted;

    /** @param random for the first sequence number */
    Splicer(PublishedTrack track, RandomGenerator random) {
        this.track = track;
        this.random = random;
    }

    /**
     * Goes over to a source at the packet at hand; its {@link #numbers} must be asked for the same packet next.
     *
     * @param before the layer that is sent now, {@link LayerSelector#NONE} after a pause
     * @return false if its clock does not allow that now
     */
    boolean begin(SourceStream source, FrameInfo frame, int before, long nowNanos) {
        OutgoingClock time = clock;
        StreamRewriter numbering = rewriter;
        if (time == null
                || numbering == null
                || time.clockRate() != source.codec().clockRate()) {
            time = new OutgoingClock(source.codec().clockRate());
            numbering = new StreamRewriter(time, firstSequence());
            clock = time;
            rewriter = numbering;
            time.start(source.timestamp(), nowNanos);
        } else if (before == LayerSelector.NONE) {
            time.resume(source.timestamp(), distance(layerBefore, source), publisherMuted, nowNanos);
        } else if (!time.switchTo(source.timestamp(), distance(before, source), nowNanos)) {
            return false;
        }
        publisherMuted = false;
        layerBefore = source.layer();
        FrameGate gate = FrameGates.of(source, frame);
        long id = gate == null ? 0 : gate.idOf(frame, source.layers().frame(), source.timestamp());
        numbering.begin(source.sequence(), frame, source.codec() == Codec.VP8, gate, id);
        return true;
    }

    /**
     * Numbers a packet of our own, while no piece is under way; it counts as sent. The next piece goes on behind it.
     *
     * @param clockRate ticks a second, of a stream that has not begun yet
     * @param ticks of a frame
     */
    StreamRewriter own(int clockRate, int ticks, long nowNanos) {
        OutgoingClock time = clock;
        StreamRewriter numbering = rewriter;
        if (time == null || numbering == null) {
            time = new OutgoingClock(clockRate);
            numbering = new StreamRewriter(time, firstSequence());
            clock = time;
            rewriter = numbering;
            time.start(random.nextInt(1, Integer.MAX_VALUE), nowNanos);
        }
        numbering.own(time.next(ticks, nowNanos));
        time.sent(numbering.timestamp, nowNanos);
        return numbering;
    }

    private int firstSequence() {
        StreamRewriter numbering = rewriter;
        // Half the numbers are left before the first wrap, so that a receiver cannot mistake the start for a wrapped
        // end.
        return numbering != null ? numbering.nextSequence() : random.nextInt(1 << 15);
    }

    private long distance(int from, SourceStream source) {
        SourceStream old = track.source(from);
        if (old == source) {
            return 0;
        }
        return old != null && old.clock().isKnown() && source.clock().isKnown()
                ? source.clock().translate(source.timestamp(), old.clock()) - source.timestamp()
                : OutgoingClock.UNKNOWN;
    }

    /** The piece under way has ended; it was of this layer. */
    void paused(int layer) {
        layerBefore = layer;
    }

    /** While nothing was sent the publisher's clock may have stood still. */
    void publisherMuted() {
        publisherMuted = true;
    }

    /** The numbers of the packets, as they were given last; null before the first piece. */
    @Nullable
    StreamRewriter numbers() {
        return rewriter;
    }

    /** A packet was sent under {@link #numbers}. */
    void sent(StreamRewriter numbers, long nowNanos) {
        OutgoingClock time = clock;
        if (time != null) {
            time.sent(numbers.timestamp, nowNanos);
        }
    }

    /** Whether a piece has begun, and packets have a clock. */
    boolean started() {
        return clock != null;
    }

    /** Ticks a second of the stream's clock. */
    int clockRate() {
        OutgoingClock time = clock;
        return time == null ? USUAL_CLOCK_RATE : time.clockRate();
    }

    /** What is added to timestamps of the source that is sent now. */
    long clockOffset() {
        OutgoingClock time = clock;
        return time == null ? 0 : time.offset();
    }

    /** Whether a frame tells about itself what those of the piece under way tell, so that no new one has to begin. */
    boolean fits(FrameInfo frame) {
        StreamRewriter numbering = rewriter;
        return numbering == null || numbering.fits(frame);
    }

    /** Whether a spatial layer inside the stream can be shown without a key frame. */
    boolean reaches(int layer) {
        StreamRewriter numbering = rewriter;
        return numbering != null && numbering.reaches(layer);
    }

    /** The subscriber reports what it has. */
    void reported(ReportBlock block) {
        StreamRewriter numbering = rewriter;
        if (numbering != null) {
            numbering.reported((int) block.highestSequence, block.fractionLost != 0);
        }
    }
}
