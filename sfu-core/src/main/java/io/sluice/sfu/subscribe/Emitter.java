package io.sluice.sfu.subscribe;

import io.sluice.rtp.codec.Codec;
import io.sluice.rtp.codec.FrameInfo;
import io.sluice.rtp.packet.RtpPacket;
import io.sluice.rtp.stats.StreamStats;
import io.sluice.sfu.track.PublishedTrack;
import io.sluice.sfu.track.SourceStream;
import org.jspecify.annotations.Nullable;

/** Sends the packets of one down track, remembers what it sent, and sends it again on request. */
final class Emitter {
    private static final int VIDEO_MEMORY = 512;
    private static final int AUDIO_MEMORY = 64;
    private static final int MIN_ANSWER_PAUSE_MILLIS = 20;

    /** Nobody asks again for what was sent so long ago. */
    private static final long MEMORY_NANOS = 5_000_000_000L;

    private final Downlink link;
    private final PublishedTrack track;
    private final boolean video;
    private final int ssrc;
    private final int rtxSsrc;
    private final StreamStats stats = new StreamStats();
    // An idle track does without.
    private @Nullable SentPackets memory;
    private @Nullable Codec codec;
    private long sentAt;
    private int rtxSequence;

    Emitter(Downlink link, PublishedTrack track, boolean video, int ssrc, int rtxSsrc) {
        this.link = link;
        this.track = track;
        this.video = video;
        this.ssrc = ssrc;
        this.rtxSsrc = rtxSsrc;
        this.rtxSequence = link.random().nextInt(1 << 16);
    }

    StreamStats stats() {
        return stats;
    }

    int ssrc() {
        return ssrc;
    }

    int rtxSsrc() {
        return rtxSsrc;
    }

    /** What was sent last, null before the first packet. */
    @Nullable
    Codec codec() {
        return codec;
    }

    /**
     * Sends a packet under the numbers that the rewriter gave it.
     *
     * @param filler to send padding in its place
     * @return whether there was something to send
     */
    boolean send(
            SourceStream source,
            RtpPacket packet,
            FrameInfo frame,
            StreamRewriter numbers,
            boolean filler,
            Terms terms,
            long nowNanos) {
        Codec sourceCodec = source.codec();
        int timestamp = (int) numbers.timestamp;
        PacketBuilder builder = link.builder();
        builder.address(terms.payloadType(sourceCodec), ssrc, numbers.sequence, timestamp);
        int length = filler
                ? builder.filler()
                : builder.build(
                        packet,
                        sourceCodec,
                        frame,
                        numbers.picture,
                        source.layers().structure().decodeTargets(),
                        source.extensions(),
                        terms,
                        nowNanos);
        if (length < 0) {
            stats.discarded++;
            return false;
        }
        SentPackets sent = memory;
        if (sent == null) {
            sent = new SentPackets(video ? VIDEO_MEMORY : AUDIO_MEMORY);
            memory = sent;
        }
        if (filler) {
            sent.putFiller(numbers.sequence, timestamp);
            stats.paddingPackets++;
        } else {
            sent.put(numbers.sequence, source.layer(), source.sequence(), timestamp, numbers.picture);
            stats.packets++;
            stats.bytes += packet.payloadLength();
            stats.headerBytes += length - packet.payloadLength();
        }
        codec = sourceCodec;
        sentAt = nowNanos;
        link.sink().sendRtp(builder.buffer, 0, length);
        return true;
    }

    /** Answers the request for one packet; false if there is nothing to send or it was sent often enough. */
    boolean resend(int sequence, Terms terms, long nowNanos) {
        stats.nacks++;
        SentPackets sent = memory;
        Codec sentCodec = codec;
        if (sent == null || sentCodec == null) {
            stats.nacksMissed++;
            return false;
        }
        int pause = (int) Math.max(MIN_ANSWER_PAUSE_MILLIS, link.roundTripNanos() / 1_000_000);
        int handle = sent.answer(sequence, (int) (nowNanos / 1_000_000), pause);
        if (handle == SentPackets.NONE) {
            stats.nacksRepeated++;
            return false;
        }
        int length = sent.filler(handle)
                ? refill(sent, handle, sequence, terms, sentCodec)
                : rebuild(sent, handle, sequence, terms, nowNanos);
        if (length < 0) {
            stats.nacksMissed++;
            return false;
        }
        stats.nacksAnswered++;
        stats.retransmittedPackets++;
        stats.retransmittedBytes += length - RtpPacket.FIXED_HEADER;
        link.sink().sendRtp(link.builder().buffer, 0, length);
        return true;
    }

    private int refill(SentPackets sent, int handle, int sequence, Terms terms, Codec sentCodec) {
        addressAgain(sequence, sent.timestamp(handle), terms, sentCodec);
        return link.builder().filler();
    }

    private int rebuild(SentPackets sent, int handle, int sequence, Terms terms, long nowNanos) {
        SourceStream source = track.source(sent.layer(handle));
        if (source == null || !source.history().find(sent.source(handle))) {
            return -1;
        }
        Codec storedCodec = source.storedCodec();
        RtpPacket packet = link.stored(source, storedCodec);
        if (packet == null || !terms.take(storedCodec)) {
            return -1;
        }
        addressAgain(sequence, sent.timestamp(handle), terms, storedCodec);
        return link.builder()
                .build(
                        packet,
                        storedCodec,
                        link.storedFrame(),
                        sent.picture(handle),
                        source.layers().structure().decodeTargets(),
                        source.extensions(),
                        terms,
                        nowNanos);
    }

    private void addressAgain(int sequence, int timestamp, Terms terms, Codec storedCodec) {
        PacketBuilder builder = link.builder();
        int repair = terms.retransmission(storedCodec);
        if (repair == PayloadTypes.NONE) {
            builder.address(terms.payloadType(storedCodec), ssrc, sequence, timestamp);
        } else {
            builder.address(repair, rtxSsrc, rtxSequence++ & 0xffff, timestamp);
            builder.retransmit(sequence);
        }
    }

    /** What was sent of a layer cannot be sent again: its source is another one now. */
    void forget(int layer) {
        if (memory != null) {
            memory.forget(layer);
        }
    }

    /** What was sent can not be sent again: it would look different. */
    void forgetAll() {
        if (memory != null) {
            memory.clear();
        }
    }

    long deadline() {
        return memory == null ? Long.MAX_VALUE : sentAt + MEMORY_NANOS;
    }

    void tick(long nowNanos) {
        if (nowNanos >= deadline()) {
            memory = null;
        }
    }
}
