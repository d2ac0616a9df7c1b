package io.sluice.sfu.track;

import io.sluice.rtp.codec.Codec;
import io.sluice.rtp.codec.FrameInfo;
import io.sluice.rtp.codec.PayloadClassifier;
import io.sluice.rtp.ext.HeaderExtension;
import io.sluice.rtp.loss.RetransmitHistory;
import io.sluice.rtp.packet.RtpPacket;

/**
 * The last key frame of a stream and what followed it, handed out once more ({@code docs/algorithms/layer-switching.md}). Who comes a
 * moment after a key frame begins with it, and the publisher need not send another one.
 */
final class KeyframeReplay {
    // All of it is sent at once, and shows what was: of an older or longer piece a new key frame is the better
    // beginning.
    private static final long MAX_NANOS = 500_000_000L;
    private static final int MAX_PACKETS = 60;

    private final SourceStream stream;
    private final RetransmitHistory history;
    private final Uplink uplink;
    private long first = -1;
    private long firstNanos;

    KeyframeReplay(SourceStream stream, RetransmitHistory history, Uplink uplink) {
        this.stream = stream;
        this.history = history;
        this.uplink = uplink;
    }

    /** A key frame begins with this number; false if a newer one began before. */
    boolean began(long sequence, long nowNanos) {
        if (sequence <= first) {
            return false;
        }
        first = sequence;
        firstNanos = nowNanos;
        return true;
    }

    /** There was none: what is stored is of another codec. */
    void forget() {
        first = -1;
    }

    /** Whether there was a key frame. */
    boolean known() {
        return first >= 0;
    }

    /** Whether the last key frame begins with this number. */
    boolean startsAt(long sequence) {
        return sequence == first;
    }

    /** Whether the last key frame is so young and short that {@link #hand} serves better than asking for another one. */
    boolean possible(long nowNanos) {
        return first >= 0
                && nowNanos - firstNanos < MAX_NANOS
                && history.newest() - first < MAX_PACKETS
                && history.find(first);
    }

    /** Hands an outlet all that is there from the last key frame up to this number. Afterwards the packet at hand is the one that was before. */
    void hand(Outlet outlet, long last, long nowNanos) {
        long sequence = stream.sequence();
        long timestamp = stream.timestamp();
        boolean newest = stream.newest();
        boolean keyFrameStart = stream.keyFrameStart();
        Codec codec = stream.codec();
        RtpPacket packet = uplink.replayPacket;
        FrameInfo frame = uplink.replayFrame;
        for (long number = first; number <= last; number++) {
            if (!history.find(number)
                    || stream.storedCodec() != codec
                    || !packet.wrap(history.buffer(), history.offset(), history.length())
                    || !PayloadClassifier.classify(codec, packet, frame)) {
                continue;
            }
            stream.atHand(number, stream.unwrapTimestamp(packet.timestamp()), true, stream.storedKeyFrameStart());
            stream.locateExtensions(packet);
            int descriptor = uplink.ids().id(HeaderExtension.DEPENDENCY_DESCRIPTOR);
            stream.layers().read(codec, packet, descriptor, false, frame);
            outlet.forward(stream, packet, frame, nowNanos);
        }
        stream.atHand(sequence, timestamp, newest, keyFrameStart);
        stream.locateExtensions(uplink.packet);
    }
}
