package io.sluice.sfu.subscribe;

import io.sluice.rtp.codec.Codec;
import io.sluice.rtp.codec.FrameInfo;
import io.sluice.rtp.packet.RtpPacket;
import io.sluice.rtp.stats.StreamStats;
import io.sluice.sfu.negotiate.CodecParameters;
import io.sluice.sfu.track.PublishedTrack;
import io.sluice.sfu.track.SourceStream;
import org.jspecify.annotations.Nullable;

/** Sends the packets of one down track, remembers what it sent, and sends it again on request. */
final class Emitter {
    private static final int VIDEO_MEMORY = 512;
    private static final int AUDIO_MEMORY = 64;
    private static final int MIN_ANSWER_PAUSE_MILLIS = 20;

    private static final int MIN_PADDING = 4;
    private static final int MAX_PADDING = 255;
    private static final int PADDING_OVERHEAD = RtpPacket.FIXED_HEADER + 8 + Wire.OVERHEAD;

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
    private int lastTimestamp;

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
                ? builder.filler(terms)
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
        SentPackets sent = memory();
        codec = sourceCodec;
        sentAt = nowNanos;
        lastTimestamp = timestamp;
        int number = link.wire().send(builder, length, video, nowNanos);
        int kept = video ? numbers.picture : number;
        if (filler) {
            sent.putFiller(numbers.sequence, timestamp, kept);
            stats.paddingPackets++;
        } else {
            sent.put(numbers.sequence, source.layer(), source.sequence(), timestamp, kept);
            stats.packets++;
            stats.bytes += packet.payloadLength();
            stats.headerBytes += length - packet.payloadLength();
        }
        return true;
    }

    private SentPackets memory() {
        SentPackets sent = memory;
        if (sent == null) {
            sent = new SentPackets(video ? VIDEO_MEMORY : AUDIO_MEMORY);
            memory = sent;
        }
        return sent;
    }

    /**
     * Sends an older frame that a packet of redundant audio brings, under the numbers that the rewriter gave it. It is not sent again: what
     * may come late of its own would look different.
     *
     * @param block as {@link RedundantAudio#older} packs it
     */
    void sendOlder(
            SourceStream source,
            RtpPacket packet,
            FrameInfo frame,
            long block,
            StreamRewriter numbers,
            Terms terms,
            long nowNanos) {
        PacketBuilder builder = link.builder();
        builder.address(terms.payloadType(source.codec()), ssrc, numbers.sequence, (int) numbers.timestamp);
        builder.slice(RedundantAudio.at(block), RedundantAudio.length(block));
        int length = builder.build(packet, source.codec(), frame, 0, 0, source.extensions(), terms, nowNanos);
        if (length < 0) {
            stats.discarded++;
            return;
        }
        stats.packets++;
        stats.bytes += RedundantAudio.length(block);
        stats.headerBytes += length - RedundantAudio.length(block);
        link.wire().send(builder, length, video, nowNanos);
    }

    /**
     * Sends a packet of plain Opus as redundant audio, under the numbers that the rewriter gave it.
     *
     * @param first the first packet that may be repeated, by its number in the source
     */
    boolean sendRedundant(
            SourceStream source, RtpPacket packet, StreamRewriter numbers, long first, Terms terms, long nowNanos) {
        PacketBuilder builder = link.builder();
        lastTimestamp = (int) numbers.timestamp;
        builder.address(terms.payloadType(source.codec()), ssrc, numbers.sequence, lastTimestamp);
        long sequence = source.sequence();
        int length = builder.buildRedundant(source, sequence, packet, RedundancyWriter.ALL, first, terms, nowNanos);
        if (length < 0) {
            stats.discarded++;
            return false;
        }
        codec = source.codec();
        sentAt = nowNanos;
        stats.packets++;
        stats.bytes += packet.payloadLength();
        stats.headerBytes += length - packet.payloadLength();
        int repeated = builder.repeated();
        int number = link.wire().send(builder, length, video, nowNanos);
        memory().putRedundant(numbers.sequence, source.layer(), sequence, lastTimestamp, number, repeated);
        return true;
    }

    /**
     * Sends a packet of our own. It is not sent again.
     *
     * @param frame as {@link BlankFrames} has it; null for a packet of padding
     * @param trailer put behind the frame
     * @param numbers its own
     */
    void sendOwn(
            Codec as, byte @Nullable [] frame, byte[] trailer, StreamRewriter numbers, Terms terms, long nowNanos) {
        lastTimestamp = (int) numbers.timestamp;
        PacketBuilder builder = link.builder();
        builder.address(terms.ownType(as), ssrc, numbers.sequence, lastTimestamp);
        int length = frame == null
                ? builder.filler(terms)
                : builder.own(as, frame, as == Codec.VP8 ? numbers.ownPicture() : null, trailer, terms);
        if (frame == null) {
            stats.paddingPackets++;
            stats.paddingBytes += length;
        } else {
            int payload = frame.length + trailer.length;
            stats.packets++;
            stats.bytes += payload;
            stats.headerBytes += length - payload;
        }
        link.wire().send(builder, length, video, nowNanos);
    }

    /** Answers the request for one packet; false if there is nothing to send or it was sent often enough. */
    boolean resend(int sequence, Terms terms, long nowNanos) {
        stats.nacks++;
        SentPackets sent = memory;
        Codec sentCodec = codec;
        if (sent == null || sentCodec == null || video && !link.wire().mayRepair(nowNanos)) {
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
        if (terms.repeating()) {
            // The same number sealed twice must be the same to the bit.
            link.builder().keepTransport(sent.picture(handle));
        }
        link.wire().sendAgain(link.builder(), length, nowNanos);
        return true;
    }

    /**
     * Sends padding on the retransmission stream (RFC 4588), which disturbs no decoder.
     *
     * @param most bytes at most, with all headers
     * @return bytes sent, 0 if there is no such stream
     */
    int pad(int most, Terms terms, long nowNanos) {
        CodecParameters sent = track.codec();
        Codec now = codec != null ? codec : sent == null ? null : sent.codec();
        int repair = now == null ? PayloadTypes.NONE : terms.retransmission(now);
        if (repair == PayloadTypes.NONE || terms.transportId() == 0) {
            return 0;
        }
        PacketBuilder builder = link.builder();
        builder.address(repair, rtxSsrc, rtxSequence++ & 0xffff, lastTimestamp);
        int length = builder.padding(terms, Math.clamp(most - PADDING_OVERHEAD, MIN_PADDING, MAX_PADDING));
        stats.paddingPackets++;
        stats.paddingBytes += length;
        link.wire().sendPadding(builder, length, nowNanos);
        return length + Wire.OVERHEAD;
    }

    private int refill(SentPackets sent, int handle, int sequence, Terms terms, Codec sentCodec) {
        addressAgain(sequence, sent.timestamp(handle), terms, sentCodec);
        return link.builder().filler(terms);
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
        if (terms.redundant(storedCodec)) {
            return redundantAgain(source, packet, sent, handle, terms, nowNanos);
        }
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

    /** What has come late since then is left out, and without what the history has lost there is none: the bytes must be the same. */
    private int redundantAgain(
            SourceStream source, RtpPacket packet, SentPackets sent, int handle, Terms terms, long nowNanos) {
        int repeats = sent.repeats(handle);
        int length = link.builder().buildRedundant(source, sent.source(handle), packet, repeats, 0, terms, nowNanos);
        return link.builder().repeated() == repeats ? length : -1;
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

    /** What was sent, and what still waits, is of no use any more. */
    void abandon() {
        forgetAll();
        link.wire().discard(ssrc);
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
