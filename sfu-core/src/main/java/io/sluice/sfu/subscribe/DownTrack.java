package io.sluice.sfu.subscribe;

import io.sluice.rtp.codec.Codec;
import io.sluice.rtp.codec.FrameInfo;
import io.sluice.rtp.ext.ExtensionIds;
import io.sluice.rtp.ext.HeaderExtension;
import io.sluice.rtp.feedback.SenderReportClock;
import io.sluice.rtp.packet.RtpPacket;
import io.sluice.rtp.stats.QualityScore;
import io.sluice.rtp.stats.StreamStats;
import io.sluice.sfu.negotiate.CodecParameters;
import io.sluice.sfu.negotiate.ExtensionParameters;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.track.CarriedExtensions;
import io.sluice.sfu.track.LayerTable;
import io.sluice.sfu.track.Outlet;
import io.sluice.sfu.track.PublishedTrack;
import io.sluice.sfu.track.SourceStream;
import io.sluice.sfu.track.VideoQuality;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One track as one subscriber receives it: one stream put together from pieces of the track's source streams
 * ({@code docs/algorithms/layer-switching.md}).
 */
public final class DownTrack implements Outlet {
    private static final int VIDEO_MEMORY = 512;
    private static final int AUDIO_MEMORY = 64;
    private static final long MIN_REQUEST_NANOS = 200_000_000L;
    private static final long MAX_REQUEST_NANOS = 1_000_000_000L;
    private static final int MIN_ANSWER_PAUSE_MILLIS = 20;

    /** Nobody asks again for what was sent so long ago. */
    private static final long MEMORY_NANOS = 5_000_000_000L;

    private final Downlink link;
    private final PublishedTrack track;
    private final boolean video;
    private final int ssrc;
    private final int rtxSsrc;
    private final byte[] cname;
    private final LayerSelector selector = new LayerSelector();
    private final KeyframeBudget budget = new KeyframeBudget();
    private final StreamStats stats = new StreamStats();
    private final ReceiverView receiver;
    private final short[] extensions = new short[CarriedExtensions.kinds()];
    private int sendTimeId;
    private @Nullable PayloadTypes types;
    private Demand demand = Demand.EVERYTHING;

    // What an idle track does without.
    private @Nullable OutgoingClock clock;
    private @Nullable StreamRewriter rewriter;
    private @Nullable SentPackets memory;

    private @Nullable Codec codec;
    private int layerBefore = LayerSelector.NONE;
    private boolean publisherMuted;
    private long requestAt = Long.MAX_VALUE;
    private long sentAt = Long.MIN_VALUE / 2;
    private int rtxSequence;
    private int lastCommand = -1;
    private long switches;

    DownTrack(Downlink link, PublishedTrack track, int ssrc, int rtxSsrc, byte[] cname) {
        this.link = link;
        this.track = track;
        this.video = track.kind() == MediaKind.VIDEO;
        this.ssrc = ssrc;
        this.rtxSsrc = rtxSsrc;
        this.cname = cname;
        this.rtxSequence = link.random().nextInt(1 << 16);
        this.receiver = new ReceiverView(video ? QualityScore.VIDEO_WEIGHT : QualityScore.OPUS_WEIGHT);
    }

    /** Begins to follow the track. */
    void start(long nowNanos) {
        selector.setLive(track.liveLayers(), nowNanos);
        receiver.restart(stats, nowNanos);
        want(nowNanos);
    }

    /** What it carries. */
    public PublishedTrack track() {
        return track;
    }

    /** The 32 bits of its SSRC. */
    public int ssrc() {
        return ssrc;
    }

    /** The SSRC of its retransmissions. Always there; used if they are negotiated. */
    public int rtxSsrc() {
        return rtxSsrc;
    }

    byte[] cname() {
        return cname;
    }

    StreamStats stats() {
        return stats;
    }

    /** The quality in which the subscriber receives it, 0 to 100. */
    public double score() {
        return receiver.score();
    }

    /**
     * Takes over what was negotiated for its section. From then on packets flow.
     *
     * @param codecs that the subscriber agreed to, {@code rtx} included
     * @return false, and nothing has changed, if the codec of the track is not among them
     */
    public boolean bind(List<CodecParameters> codecs, List<ExtensionParameters> negotiated, long nowNanos) {
        CodecParameters sent = track.codec();
        PayloadTypes next = new PayloadTypes(codecs, sent);
        Codec known = sent == null ? null : Codec.byName(sent.name());
        if (known != null && !next.take(known)) {
            return false;
        }
        ExtensionIds ids = new ExtensionIds();
        negotiated.forEach(extension -> ids.put(extension.uri(), extension.id()));
        for (int kind = 0; kind < extensions.length; kind++) {
            HeaderExtension extension = CarriedExtensions.extension(kind);
            // The frame numbers in dependency descriptors of several streams do not fit together.
            boolean unfit = extension == HeaderExtension.DEPENDENCY_DESCRIPTOR
                    && track.layerTable().streams() > 1;
            extensions[kind] = unfit ? 0 : (short) ids.id(extension);
        }
        // Without a retransmission stream a packet goes out twice under one number and must be the same then, to the
        // bit.
        boolean repeats = known != null && next.retransmission(known) == PayloadTypes.NONE;
        sendTimeId = repeats ? 0 : ids.id(HeaderExtension.ABS_SEND_TIME);
        if (memory != null) {
            memory.clear();
        }
        types = next;
        start(nowNanos);
        return true;
    }

    /** What the subscriber wants from now on. */
    public void setDemand(Demand demand, long nowNanos) {
        if (!demand.equals(this.demand)) {
            this.demand = demand;
            receiver.restart(stats, nowNanos);
            want(nowNanos);
            track.wishesChanged(nowNanos);
        }
    }

    private void want(long nowNanos) {
        LayerTable table = track.layerTable();
        int before = selector.current();
        selector.want(
                video ? table.streamFor(table.cap(wantedQuality())) : demand.enabled() ? 0 : LayerSelector.NONE,
                nowNanos);
        if (before != LayerSelector.NONE && selector.current() == LayerSelector.NONE) {
            layerBefore = before;
        }
        wantFrames();
        seekNow(nowNanos);
    }

    private void seekNow(long nowNanos) {
        seek(nowNanos);
        if (requestAt == nowNanos) {
            request(nowNanos);
        }
    }

    private void wantFrames() {
        SourceStream source = track.source(selector.current());
        selector.wantTemporal(
                demand.fps() > 0 && source != null ? source.temporalFor(demand.fps()) : LayerSelector.MAX_TEMPORAL);
    }

    @Override
    public VideoQuality wantedQuality() {
        if (!demand.enabled()) {
            return VideoQuality.OFF;
        }
        return demand.width() > 0 && demand.height() > 0
                ? track.layerTable().qualityFor(demand.width(), demand.height())
                : demand.quality();
    }

    @Override
    public int currentLayer() {
        return selector.current();
    }

    /**
     * Starts from what is there. What is missing is asked for by the next tick, unless the packet at hand is just what is missing.
     */
    private void seek(long nowNanos) {
        requestAt = Long.MAX_VALUE;
        if (types == null || !video || track.muted() || selector.waitingFor() == LayerSelector.NONE) {
            return;
        }
        for (int layer = selector.target(); layer >= 0 && selector.current() == LayerSelector.NONE; layer--) {
            SourceStream source = track.source(layer);
            if (source != null && source.replayable(nowNanos)) {
                source.replay(this, nowNanos);
            }
        }
        if (selector.waitingFor() != LayerSelector.NONE) {
            requestAt = nowNanos;
        }
    }

    private void request(long nowNanos) {
        track.requestKeyframe(selector.waitingFor(), nowNanos);
        requestAt = nowNanos + Math.clamp(2 * link.roundTripNanos(), MIN_REQUEST_NANOS, MAX_REQUEST_NANOS);
    }

    @Override
    public void layersChanged(long nowNanos) {
        int before = selector.target();
        selector.setLive(track.liveLayers(), nowNanos);
        if (selector.target() != before) {
            seek(nowNanos);
        }
    }

    @Override
    public void sourceChanged(SourceStream source, long nowNanos) {
        if (memory != null) {
            memory.forget(source.layer());
        }
        if (selector.current() == source.layer()) {
            stop();
            seek(nowNanos);
        }
    }

    @Override
    public void muteChanged(boolean muted, long nowNanos) {
        stop();
        publisherMuted |= muted;
        receiver.restart(stats, nowNanos);
        if (muted) {
            requestAt = Long.MAX_VALUE;
        } else {
            seekNow(nowNanos);
        }
    }

    private void stop() {
        if (selector.current() != LayerSelector.NONE) {
            layerBefore = selector.current();
            selector.restart();
        }
    }

    @Override
    public void forward(SourceStream source, RtpPacket packet, FrameInfo frame, long nowNanos) {
        PayloadTypes known = types;
        if (known == null || !known.take(source.codec())) {
            return;
        }
        boolean keyFrameStart = source.keyFrameStart();
        int decision = selector.select(source.layer(), keyFrameStart, source.newest());
        if (decision == LayerSelector.DROP) {
            if (source.lateKeyFrameStart() && selector.mayStart(source.layer()) && source.replayable(nowNanos)) {
                source.replay(this, nowNanos);
            }
            return;
        }
        if (decision == LayerSelector.SWITCH) {
            if (!begin(source, frame, nowNanos)) {
                return;
            }
        } else if (keyFrameStart && video) {
            wantFrames();
            selector.keyFrame();
        }
        StreamRewriter numbering = rewriter;
        if (numbering == null) {
            return;
        }
        int fate = numbering.rewrite(source.sequence(), source.timestamp(), frame, selector);
        if (fate != StreamRewriter.DROP) {
            send(source, packet, frame, numbering, fate, nowNanos);
        }
    }

    /** Goes over to a source; false if its clock does not allow that now. */
    private boolean begin(SourceStream source, FrameInfo frame, long nowNanos) {
        OutgoingClock time = clock;
        int layer = source.layer();
        int before = selector.current();
        if (time == null || time.clockRate() != source.codec().clockRate()) {
            time = new OutgoingClock(source.codec().clockRate());
            clock = time;
            rewriter = new StreamRewriter(time, nextSequence());
            time.start(source.timestamp(), nowNanos);
        } else if (before == LayerSelector.NONE) {
            time.resume(source.timestamp(), distance(layerBefore, source), publisherMuted, nowNanos);
        } else if (!time.switchTo(source.timestamp(), distance(before, source), nowNanos)) {
            return false;
        }
        publisherMuted = false;
        layerBefore = layer;
        selector.switchTo(layer);
        wantFrames();
        StreamRewriter numbering = rewriter;
        if (numbering != null) {
            numbering.begin(source.sequence(), frame, source.codec() == Codec.VP8);
        }
        codec = source.codec();
        switches++;
        if (selector.waitingFor() == LayerSelector.NONE) {
            requestAt = Long.MAX_VALUE;
        }
        if (before > layer) {
            track.layerLeft();
        }
        return true;
    }

    private int nextSequence() {
        StreamRewriter numbering = rewriter;
        // Half the numbers are left before the first wrap, so that a receiver cannot mistake the start for a wrapped
        // end.
        return numbering != null ? numbering.nextSequence() : link.random().nextInt(1 << 15);
    }

    private long distance(int from, SourceStream source) {
        if (from == source.layer()) {
            return 0;
        }
        SourceStream old = track.source(from);
        return old != null && old.clock().isKnown() && source.clock().isKnown()
                ? source.clock().translate(source.timestamp(), old.clock()) - source.timestamp()
                : OutgoingClock.UNKNOWN;
    }

    private void send(
            SourceStream source, RtpPacket packet, FrameInfo frame, StreamRewriter numbering, int fate, long nowNanos) {
        boolean filler = fate == StreamRewriter.FILL || packet.payloadLength() == 0;
        int length = build(source.codec(), packet, frame, source, filler, numbering, nowNanos);
        if (length < 0) {
            stats.discarded++;
            return;
        }
        SentPackets sent = memory;
        if (sent == null) {
            sent = new SentPackets(video ? VIDEO_MEMORY : AUDIO_MEMORY);
            memory = sent;
        }
        int timestamp = (int) numbering.timestamp;
        if (filler) {
            sent.putFiller(numbering.sequence, timestamp);
            stats.paddingPackets++;
        } else {
            sent.put(numbering.sequence, source.layer(), source.sequence(), timestamp, numbering.picture);
            stats.packets++;
            stats.bytes += packet.payloadLength();
            stats.headerBytes += length - packet.payloadLength();
            OutgoingClock time = clock;
            if (time != null) {
                time.sent(numbering.timestamp, nowNanos);
            }
        }
        sentAt = nowNanos;
        link.sink().sendRtp(link.builder().buffer, 0, length);
    }

    private int build(
            Codec sourceCodec,
            RtpPacket packet,
            FrameInfo frame,
            SourceStream source,
            boolean filler,
            StreamRewriter numbering,
            long nowNanos) {
        PacketBuilder builder = link.builder();
        builder.address(payloadType(sourceCodec), ssrc, numbering.sequence, (int) numbering.timestamp);
        if (filler) {
            return builder.filler();
        }
        if (plain(sourceCodec)) {
            builder.withoutRedundancy();
        }
        return builder.build(
                packet, sourceCodec, frame, numbering.picture, source.extensions(), extensions, sendTimeId, nowNanos);
    }

    /** Whether redundant audio is sent without its redundancy because the subscriber does not know it. */
    private boolean plain(Codec sourceCodec) {
        return sourceCodec == Codec.RED && types != null && types.media(Codec.RED) == PayloadTypes.NONE;
    }

    private int payloadType(Codec sourceCodec) {
        PayloadTypes known = types;
        return known == null ? PayloadTypes.NONE : known.media(plain(sourceCodec) ? Codec.OPUS : sourceCodec);
    }

    /** Answers the request for one packet; false if there is nothing to send or it was sent often enough. */
    boolean resend(int sequence, long nowNanos) {
        SentPackets sent = memory;
        PayloadTypes known = types;
        Codec sentCodec = codec;
        stats.nacks++;
        if (sent == null || known == null || sentCodec == null) {
            stats.nacksMissed++;
            return false;
        }
        int pause = (int) Math.max(MIN_ANSWER_PAUSE_MILLIS, link.roundTripNanos() / 1_000_000);
        int handle = sent.answer(sequence, (int) (nowNanos / 1_000_000), pause);
        if (handle == SentPackets.NONE) {
            stats.nacksRepeated++;
            return false;
        }
        int length = rebuild(sent, handle, sequence, known, sentCodec, nowNanos);
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

    private int rebuild(
            SentPackets sent, int handle, int sequence, PayloadTypes known, Codec sentCodec, long nowNanos) {
        PacketBuilder builder = link.builder();
        if (sent.filler(handle)) {
            address(sequence, sent.timestamp(handle), known, sentCodec);
            return builder.filler();
        }
        SourceStream source = track.source(sent.layer(handle));
        if (source == null || !source.history().find(sent.source(handle))) {
            return -1;
        }
        Codec storedCodec = source.storedCodec();
        RtpPacket packet = link.stored(source, storedCodec);
        if (packet == null) {
            return -1;
        }
        address(sequence, sent.timestamp(handle), known, storedCodec);
        if (plain(storedCodec)) {
            builder.withoutRedundancy();
        }
        return builder.build(
                packet,
                storedCodec,
                link.storedFrame(),
                sent.picture(handle),
                source.extensions(),
                extensions,
                sendTimeId,
                nowNanos);
    }

    private void address(int sequence, int timestamp, PayloadTypes known, Codec storedCodec) {
        PacketBuilder builder = link.builder();
        int repair = known.retransmission(storedCodec);
        if (repair == PayloadTypes.NONE) {
            builder.address(payloadType(storedCodec), ssrc, sequence, timestamp);
        } else {
            builder.address(repair, rtxSsrc, rtxSequence++ & 0xffff, timestamp);
            builder.retransmit(sequence);
        }
    }

    /** The subscriber cannot go on without a key frame. */
    void pictureLost(long nowNanos) {
        stats.plis++;
        askPublisher(nowNanos);
    }

    /** The subscriber commands a key frame; one command may come several times. */
    void keyframeCommanded(int command, long nowNanos) {
        if (command != lastCommand) {
            lastCommand = command;
            stats.firs++;
            askPublisher(nowNanos);
        }
    }

    private void askPublisher(long nowNanos) {
        int layer = selector.current() == LayerSelector.NONE ? selector.target() : selector.current();
        if (video && !track.muted() && budget.take(nowNanos)) {
            track.requestKeyframe(layer, nowNanos);
        }
    }

    ReceiverView receiver() {
        return receiver;
    }

    int clockRate() {
        OutgoingClock time = clock;
        return time == null ? 90_000 : time.clockRate();
    }

    /** The clock of the source that is sent now; null while nothing is, or its publisher has not told. */
    @Nullable
    SenderReportClock reference() {
        SourceStream source = track.source(selector.current());
        return source != null && source.clock().isKnown() && clock != null ? source.clock() : null;
    }

    /** What is added to timestamps of the source that is sent now. */
    long clockOffset() {
        OutgoingClock time = clock;
        return time == null ? 0 : time.offset();
    }

    long deadline() {
        long first = Math.min(requestAt, Math.min(selector.deadline(), receiver.deadline()));
        return memory == null ? first : Math.min(first, sentAt + MEMORY_NANOS);
    }

    void tick(long nowNanos) {
        int before = selector.target();
        selector.tick(nowNanos);
        if (selector.target() != before) {
            seek(nowNanos);
        }
        if (nowNanos >= requestAt) {
            if (selector.waitingFor() == LayerSelector.NONE) {
                requestAt = Long.MAX_VALUE;
            } else {
                request(nowNanos);
            }
        }
        if (nowNanos >= receiver.deadline()) {
            wantFrames();
            receiver.tick(stats, missingLayers(), nowNanos);
        }
        if (memory != null && nowNanos - sentAt >= MEMORY_NANOS) {
            memory = null;
        }
    }

    private int missingLayers() {
        return video && types != null && !track.muted() ? Math.max(0, selector.target() - selector.current()) : 0;
    }

    /** Its state now. */
    public DownTrackSnapshot snapshot() {
        return new DownTrackSnapshot(
                ssrc,
                rtxSsrc,
                codec,
                selector.wanted(),
                selector.target(),
                selector.current(),
                stats.packets,
                stats.bytes,
                stats.retransmittedPackets,
                stats.nacks,
                stats.plis,
                receiver.lost(),
                stats.roundTripNanos,
                switches);
    }
}
