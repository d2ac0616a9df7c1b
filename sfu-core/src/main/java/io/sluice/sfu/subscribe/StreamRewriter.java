package io.sluice.sfu.subscribe;

import io.sluice.rtp.codec.FrameInfo;
import io.sluice.rtp.seq.PictureIdMap;
import io.sluice.rtp.seq.SequenceMap;
import org.jspecify.annotations.Nullable;

/**
 * Gives the packets of one down track their outgoing numbers: sequence, timestamp and VP8 picture counters, continuous over drops and
 * switches ({@code docs/algorithms/layer-switching.md} §3 to §5). The result of the last call is in the fields.
 */
final class StreamRewriter {
    /** The packet is not sent. */
    static final int DROP = 0;

    /** The packet is sent with the numbers in the fields. */
    static final int SEND = 1;

    /** A packet of padding is sent with the numbers in the fields: it fills a hole that the dropped packet would leave for ever. */
    static final int FILL = 2;

    /** More lost packets in a row are never counted as one dropped frame's. */
    private static final int MAX_CLOSED_GAP = 64;

    private static final int PICTURE_BITS = 15;
    private static final int TL0_BITS = 8;

    private final SequenceMap sequences = new SequenceMap();
    private final OutgoingClock clock;
    private final long firstSequence;
    private final FrameCounters counters = new FrameCounters();
    private final ToldTargets told = new ToldTargets();
    private @Nullable FrameGate gate;
    private boolean described;
    private @Nullable PictureIdMap pictures;
    private boolean picturesUsed;

    // The newest packet's frame, to tell whose packets a gap has swallowed.
    private long lastPicture;
    private boolean lastEnded;
    private boolean lastMarked;
    private boolean lastDropped;

    /** The outgoing sequence number, 0 to 65535. */
    int sequence;

    /** The outgoing timestamp, 64 bits; the low 32 go out. */
    long timestamp;

    /** The outgoing picture counters, packed: of VP8 as here, of others by {@link FrameCounters}; 0 where the payload has none. */
    int picture;

    /** Whether the receiver gets dependency descriptors; to be set before {@link #rewrite}. */
    boolean describing;

    /** Whether it may be told about decode targets in them. */
    boolean telling;

    /**
     * @param firstSequence the sequence number to start with, 0 to 65535
     */
    StreamRewriter(OutgoingClock clock, int firstSequence) {
        this.clock = clock;
        this.firstSequence = firstSequence;
    }

    /**
     * Begins a piece at this packet, the first of its source from here on. The clock must have been anchored before; {@link #rewrite} of the
     * same packet must follow.
     *
     * @param vp8 whether the payload has a VP8 descriptor
     * @param through decides about frames that are not VP8's; null to let all pass
     * @param id of the frame for it
     */
    void begin(long sequence, FrameInfo frame, boolean vp8, @Nullable FrameGate through, long id) {
        long out = sequences.started() ? sequences.nextOut() : firstSequence + 0x10000;
        sequences.start(sequence, out);
        gate = through;
        described = frame.described;
        if (through != null) {
            through.begin(id);
            told.restart();
            lastPicture = id - 1;
            lastEnded = false;
            lastDropped = false;
        }
        if (!vp8) {
            counters.begin(frame);
        }
        picturesUsed = vp8 && frame.pictureIdBits != 0;
        if (picturesUsed) {
            PictureIdMap map = pictures;
            if (map == null) {
                map = new PictureIdMap();
                pictures = map;
            }
            beginPictures(map, frame);
        }
    }

    private void beginPictures(PictureIdMap map, FrameInfo frame) {
        map.start(frame.pictureId, frame.pictureIdBits, frame.tl0, frame.keyIndex);
        lastPicture = map.newest();
        lastEnded = false;
        lastDropped = false;
    }

    /**
     * Numbers a packet of the current piece.
     *
     * @param sequence its number in its source, 64 bits
     * @param timestamp its timestamp in its source, 64 bits
     * @param number the 64-bit number of its frame, where a dependency descriptor tells it
     * @param selector decides about new VP8 frames, and what the gate aims at
     * @return {@link #DROP}, {@link #SEND} or {@link #FILL}
     */
    int rewrite(long sequence, long timestamp, long number, FrameInfo frame, LayerSelector selector) {
        PictureIdMap map = pictures;
        picture = 0;
        if (picturesUsed) {
            return map != null && frame.pictureIdBits != 0
                    ? rewritePicture(sequence, timestamp, frame, selector, map)
                    : pass(sequence, timestamp);
        }
        FrameGate through = gate;
        if (through != null && fits(frame)) {
            return rewriteGated(sequence, timestamp, number, frame, selector, through);
        }
        int fate = pass(sequence, timestamp);
        picture = describing ? counters.described(frame, -1, false) : 0;
        return fate;
    }

    /**
     * Numbers a packet of our own, behind all that were sent. No piece may be under way.
     *
     * @param timestamp as it goes out
     */
    void own(long timestamp) {
        if (!sequences.started()) {
            sequences.start(1, firstSequence + 0x10000);
        }
        this.sequence = (int) sequences.insert() & 0xffff;
        this.timestamp = timestamp;
        picture = 0;
    }

    /** Counts on for a VP8 key frame of our own, under the numbers of {@link #own}; null where the stream has no picture ids. */
    @Nullable
    PictureIdMap ownPicture() {
        PictureIdMap map = pictures;
        if (!picturesUsed || map == null) {
            return null;
        }
        map.insert();
        return map;
    }

    private int pass(long sequence, long timestamp) {
        return number(sequences.map(sequence), timestamp) ? SEND : DROP;
    }

    /** Whether the frame tells about itself what the piece's first one told. */
    boolean fits(FrameInfo frame) {
        return frame.described == described;
    }

    private int rewriteGated(
            long sequence, long timestamp, long number, FrameInfo frame, LayerSelector selector, FrameGate through) {
        boolean late = sequence <= sequences.newest();
        long id = through.idOf(frame, number, timestamp);
        boolean passes = through.passes(id, timestamp, frame, selector);
        if (late) {
            if (!number(sequences.map(sequence), timestamp)) {
                return DROP;
            }
            if (!passes) {
                return FILL;
            }
        } else {
            boolean follows = id > lastPicture && through.adjacent(lastPicture, lastMarked, id);
            closeGap(sequence, id == lastPicture, follows, frame.startOfFrame, !passes);
            lastPicture = id;
            lastEnded = frame.endOfFrame;
            lastMarked = frame.endOfPicture;
            lastDropped = !passes;
            if (!passes) {
                sequences.drop(sequence);
                return DROP;
            }
            number(sequences.map(sequence), timestamp);
        }
        pack(frame, through);
        return SEND;
    }

    private void pack(FrameInfo frame, FrameGate through) {
        boolean ends = through.endsPicture(frame);
        if (describing) {
            int active = telling && frame.dependency.decodeTargets() <= FrameCounters.MAX_TARGETS
                    ? through.activeTargets()
                    : -1;
            boolean structure = frame.dependency.hasStructure();
            picture = counters.described(
                    frame, told.tell(active, structure, frame.dependency.activeTargets(), sequence), ends);
        } else {
            picture = counters.picture(frame, ends);
        }
    }

    /** Whether a spatial layer inside the stream can be shown without a key frame. */
    boolean reaches(int layer) {
        FrameGate through = gate;
        return through != null && through.reaches(layer);
    }

    /** The receiver reports the highest sequence number it has, and whether it lost packets since the last report. */
    void reported(int highest, boolean lost) {
        told.reported(highest, lost);
    }

    private int rewritePicture(
            long sequence, long timestamp, FrameInfo frame, LayerSelector selector, PictureIdMap map) {
        boolean late = sequence <= sequences.newest();
        long id = map.unwrap(frame.pictureId, frame.pictureIdBits);
        if (frame.keyFrame && !late && id < map.newest()) {
            // The encoder started over with other numbers.
            beginPictures(map, frame);
            id = map.newest();
        }
        int out;
        if (id > map.newest()) {
            if (late) {
                return DROP;
            }
            boolean passes = selector.passesTemporal(Math.max(0, frame.temporalId), frame.layerSync);
            out = passes ? map.map(id) : -1;
            if (!passes) {
                map.drop(id);
            }
        } else {
            out = map.map(id);
        }
        if (late) {
            if (!number(sequences.map(sequence), timestamp)) {
                return DROP;
            }
            if (out < 0) {
                return FILL;
            }
        } else {
            closeGap(sequence, id == lastPicture, id == lastPicture + 1, frame.startOfFrame, out < 0);
            lastPicture = id;
            lastEnded = frame.endOfPicture;
            lastDropped = out < 0;
            if (out < 0) {
                sequences.drop(sequence);
                return DROP;
            }
            number(sequences.map(sequence), timestamp);
        }
        int tl0 = frame.tl0 < 0 ? 0 : map.mapTl0(frame.tl0, id);
        int key = frame.keyIndex < 0 ? 0 : map.mapKeyIndex(frame.keyIndex, id);
        picture = out | tl0 << PICTURE_BITS | key << PICTURE_BITS + TL0_BITS;
        return SEND;
    }

    /** Takes lost numbers out of the sequence when all of them can only have belonged to dropped frames. */
    private void closeGap(long sequence, boolean same, boolean follows, boolean start, boolean dropped) {
        long from = sequences.newest() + 1;
        if (sequence == from || sequence - from > MAX_CLOSED_GAP) {
            return;
        }
        boolean swallowed;
        if (same) {
            swallowed = dropped;
        } else if (follows) {
            swallowed = (lastEnded || lastDropped) && (start || dropped);
        } else {
            swallowed = false;
        }
        if (swallowed) {
            for (long lost = from; lost < sequence; lost++) {
                sequences.drop(lost);
            }
        }
    }

    private boolean number(long out, long timestamp) {
        if (out < 0) {
            return false;
        }
        this.sequence = (int) out & 0xffff;
        this.timestamp = clock.map(timestamp);
        return true;
    }

    /** Whether anything was ever sent. */
    boolean started() {
        return sequences.started();
    }

    /** The sequence number after the highest used one. */
    int nextSequence() {
        return (int) sequences.nextOut() & 0xffff;
    }

    /** The picture id in {@link #picture}. */
    static int pictureId(int picture) {
        return picture & (1 << PICTURE_BITS) - 1;
    }

    /** TL0PICIDX in {@link #picture}. */
    static int tl0(int picture) {
        return picture >> PICTURE_BITS & 0xff;
    }

    /** KEYIDX in {@link #picture}. */
    static int keyIndex(int picture) {
        return picture >> PICTURE_BITS + TL0_BITS & 0x1f;
    }
}
