package io.sluice.sfu.subscribe;

import io.sluice.rtp.codec.FrameInfo;
import io.sluice.rtp.packet.RtpPacket;
import io.sluice.sfu.track.SourceStream;

/**
 * Remembers which sound packets of a source went out, or were taken out of the redundancy of later ones in their place, so that no number is
 * used twice.
 */
final class AudioRecovery {
    /** How far back redundancy is used. */
    private static final int MAX_DISTANCE = 2;

    private static final int REMEMBERED = Long.SIZE;

    private long newest = -1;
    // Bit k: the packet before the newest by k.
    private long sent;

    /** A piece begins with this packet: what came before is not for this subscriber. */
    void begin(long sequence) {
        newest = sequence - 1;
        sent = -1;
    }

    /** Whether a packet is still to be sent. */
    boolean needs(long sequence) {
        long back = newest - sequence;
        return back < 0 || back < REMEMBERED && (sent >> back & 1) == 0;
    }

    /** Sends what was lost before a packet of redundant audio and is in it. */
    void recover(
            SourceStream source,
            RtpPacket packet,
            FrameInfo frame,
            StreamRewriter numbers,
            LayerSelector selector,
            Emitter emitter,
            Terms terms,
            long nowNanos) {
        if (!source.newest()) {
            return;
        }
        for (int distance = MAX_DISTANCE; distance > 0; distance--) {
            long lost = source.sequence() - distance;
            long block = needs(lost)
                    ? RedundantAudio.older(packet.buffer(), packet.payloadOffset(), packet.payloadLength(), distance)
                    : -1;
            if (block >= 0
                    && numbers.rewrite(lost, source.timestamp() - RedundantAudio.age(block), 0, frame, selector)
                            == StreamRewriter.SEND) {
                sent(lost);
                emitter.sendOlder(source, packet, frame, block, numbers, terms, nowNanos);
            }
        }
    }

    /** It was sent, or something else under its number. */
    void sent(long sequence) {
        long ahead = sequence - newest;
        if (ahead > 0) {
            sent = ahead >= REMEMBERED ? 0 : sent << ahead;
            newest = sequence;
        }
        long back = newest - sequence;
        if (back < REMEMBERED) {
            sent |= 1L << back;
        }
    }
}
