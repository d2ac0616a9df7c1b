package io.sluice.sfu.subscribe;

import io.sluice.rtp.codec.Codec;
import io.sluice.rtp.codec.FrameInfo;
import io.sluice.rtp.feedback.SenderReportClock;
import io.sluice.rtp.packet.RtpPacket;
import io.sluice.rtp.rtcp.ReportBlock;
import io.sluice.rtp.stats.QualityScore;
import io.sluice.rtp.stats.StreamStats;
import io.sluice.sfu.allocate.History;
import io.sluice.sfu.allocate.Reason;
import io.sluice.sfu.measure.AllocationEvent;
import io.sluice.sfu.measure.MediaCounters;
import io.sluice.sfu.measure.SourceCounters;
import io.sluice.sfu.measure.StreamMeter;
import io.sluice.sfu.measure.Way;
import io.sluice.sfu.negotiate.CodecParameters;
import io.sluice.sfu.negotiate.ExtensionParameters;
import io.sluice.sfu.negotiate.MediaKind;
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
    private static final Reason[] REASONS = Reason.values();

    private final Downlink link;
    private final PublishedTrack track;
    private final boolean video;
    private final Emitter emitter;
    private final byte[] cname;
    private final Splicer splicer;
    private final LayerChoice choice;
    private final Share share = new Share();
    private final PictureRequests requests;
    private final ReceiverView receiver;
    private final StreamMeter meter = new StreamMeter();
    private @Nullable Terms terms;
    /** Agreed, but the link is not open yet: a key frame sent now would be lost, and missed for long. */
    private @Nullable Terms waiting;

    private final AudioRecovery recovery = new AudioRecovery();
    private final Interlude interlude;
    /** Of what its source sent before nothing may be repeated: it was muted, perhaps. */
    private long pieceFrom;

    private boolean ended;

    DownTrack(Downlink link, PublishedTrack track, int ssrc, int rtxSsrc, byte[] cname) {
        this.link = link;
        this.track = track;
        this.video = track.kind() == MediaKind.VIDEO;
        this.emitter = new Emitter(link, track, video, ssrc, rtxSsrc);
        this.cname = cname;
        this.splicer = new Splicer(track, link.random());
        this.choice = new LayerChoice(link, track, this, splicer, ssrc);
        this.interlude = new Interlude(track, splicer, emitter);
        this.requests = new PictureRequests(track, choice.selector(), emitter.stats());
        this.receiver = new ReceiverView(video ? QualityScore.VIDEO_WEIGHT : QualityScore.OPUS_WEIGHT);
    }

    /** Begins to follow the track. */
    void start(long nowNanos) {
        receiver.restart(emitter.stats(), nowNanos);
        choice.start(nowNanos);
    }

    /** What it carries. */
    public PublishedTrack track() {
        return track;
    }

    /** The 32 bits of its SSRC. */
    public int ssrc() {
        return emitter.ssrc();
    }

    /** The SSRC of its retransmissions. Always there; used if they are negotiated. */
    public int rtxSsrc() {
        return emitter.rtxSsrc();
    }

    byte[] cname() {
        return cname;
    }

    StreamStats stats() {
        return emitter.stats();
    }

    /** Adds what was counted since the last time to the counters of the loop. */
    public void measure(MediaCounters counters, SourceCounters source, long nowNanos) {
        meter.fold(emitter.stats(), receiver.lost(), counters.way(Way.OUTGOING), source, nowNanos);
        choice.measure(counters);
        for (Reason each : REASONS) {
            counters.allocation(each).add(share.history().takeCount(each));
        }
    }

    /** The quality in which the subscriber receives it, 0 to 100. */
    public double score() {
        return receiver.score();
    }

    /**
     * Takes over what was negotiated for its section. From then on packets flow, or as soon as the link is open.
     *
     * @param codecs that the subscriber agreed to, {@code rtx} included
     * @return false, and nothing has changed, if the codec of the track is not among them
     */
    public boolean bind(List<CodecParameters> codecs, List<ExtensionParameters> negotiated, long nowNanos) {
        CodecParameters sent = track.codec();
        Terms agreed = new Terms(codecs, negotiated, sent, link.delay(), track.redundancy());
        Codec known = sent == null ? null : sent.codec();
        if (known != null && !agreed.take(known)) {
            return false;
        }
        if (ended) {
            return true;
        }
        emitter.forgetAll();
        waiting = agreed;
        if (link.isOpen()) {
            opened(nowNanos);
        }
        return true;
    }

    /** Packets reach the subscriber from now on. */
    void opened(long nowNanos) {
        Terms agreed = waiting;
        if (agreed != null) {
            waiting = null;
            terms = agreed;
            choice.agreed();
            start(nowNanos);
            if (!splicer.started()) {
                interlude.await(nowNanos);
            }
        }
    }

    /**
     * The track ends for its subscriber: nothing of the publisher follows.
     *
     * @return whether it has blank frames to send, until it is {@link #over}
     */
    boolean end(long nowNanos) {
        ended = true;
        choice.stop();
        Terms agreed = terms;
        return agreed != null && link.isOpen() && interlude.finish(agreed, nowNanos);
    }

    /** Whether it has {@link #end}ed, and with it the blank frames. */
    public boolean over() {
        return ended && interlude.deadline() == Long.MAX_VALUE;
    }

    /** When {@link #tickEnd} is due. */
    long endDeadline() {
        return interlude.deadline();
    }

    /** Lets time pass after the {@link #end}. */
    void tickEnd(long nowNanos) {
        interlude.tick(terms, true, nowNanos);
    }

    /** What the subscriber wants from now on. */
    public void setDemand(Demand demand, long nowNanos) {
        if (!demand.equals(choice.demand())) {
            boolean flowed = choice.flows();
            choice.demand(demand);
            receiver.restart(emitter.stats(), nowNanos);
            choice.want(nowNanos);
            if (flowed && !demand.enabled()) {
                fallSilent(nowNanos);
            }
            track.wishesChanged(nowNanos);
            link.steering().changed(nowNanos);
        }
    }

    /**
     * What the line leaves for it, whatever the subscriber wants.
     *
     * @param spatial the highest spatial layer, -1 to pause
     * @param temporal the highest temporal layer
     * @param why kept for whoever asks
     */
    public void limit(int spatial, int temporal, Reason why, long nowNanos) {
        choice.because(why);
        int before = choice.spatialLimit();
        if (spatial == before && temporal == choice.temporalLimit()) {
            return;
        }
        share.history().add(new History.Change(nowNanos, before, spatial, temporal, why, link.estimate()));
        AllocationEvent.note(track.sid(), emitter.ssrc(), spatial, temporal, why.name(), link.estimate());
        choice.limit(spatial, temporal);
        if (spatial != before) {
            receiver.restart(emitter.stats(), nowNanos);
            choice.want(nowNanos);
        } else {
            choice.wantFrames();
        }
    }

    /** Stops at once: what waits for a key frame would make things worse meanwhile. */
    void cut(long nowNanos) {
        choice.stop();
        emitter.abandon();
        choice.seekNow(nowNanos);
    }

    /** What was sent, and what still waits, is of no use any more. */
    void abandon() {
        emitter.abandon();
    }

    /** Sends so many bytes of padding at most; returns how many, 0 if it can not. */
    int pad(int most, long nowNanos) {
        Terms agreed = terms;
        return video && agreed != null ? emitter.pad(most, agreed, nowNanos) : 0;
    }

    /** Whether it goes to a lower layer only by a key frame. */
    boolean needsKeyFrame() {
        return !track.layerTable().shared();
    }

    /** Its part of the line. */
    Share share() {
        return share;
    }

    /** Whether its part of the line is to be decided: sound has none, for it comes first. */
    boolean divisible() {
        return video && terms != null && !track.muted();
    }

    /** Which layer it shows, and why. */
    LayerChoice choice() {
        return choice;
    }

    /** Whether the line leaves nothing for it, as the subscriber is told. */
    public boolean paused() {
        return choice.spatialLimit() < 0 && choice.reason() == Reason.STARVED;
    }

    @Override
    public boolean hearsEverybody() {
        return link.hearsEverybody();
    }

    @Override
    public void heardChanged(long nowNanos) {
        choice.want(nowNanos);
    }

    @Override
    public VideoQuality wantedQuality() {
        return choice.wantedQuality();
    }

    @Override
    public int currentLayer() {
        return choice.selector().current();
    }

    @Override
    public void tableChanged(long nowNanos) {
        choice.want(nowNanos);
    }

    @Override
    public void layersChanged(long nowNanos) {
        choice.layersChanged(nowNanos);
        link.steering().changed(nowNanos);
    }

    @Override
    public void sourceChanged(SourceStream source, long nowNanos) {
        emitter.forget(source.layer());
        boolean shown = track.layerTable().shared() || currentLayer() == source.layer();
        if (shown && choice.flows()) {
            choice.stop();
            choice.seek(nowNanos);
        }
    }

    private void fallSilent(long nowNanos) {
        Terms agreed = terms;
        if (agreed != null && !video) {
            interlude.silence(agreed, nowNanos);
        }
    }

    @Override
    public void muteChanged(boolean muted, long nowNanos) {
        if (muted && choice.flows()) {
            fallSilent(nowNanos);
        }
        choice.stop();
        receiver.restart(emitter.stats(), nowNanos);
        if (muted) {
            splicer.publisherMuted();
            choice.stopWaiting();
        } else {
            choice.seekNow(nowNanos);
        }
    }

    @Override
    public void forward(SourceStream source, RtpPacket packet, FrameInfo frame, long nowNanos) {
        Terms agreed = terms;
        if (agreed == null || !agreed.take(source.codec())) {
            return;
        }
        boolean keyFrameStart = source.keyFrameStart();
        int decision = choice.decide(source, frame, keyFrameStart);
        if (decision == LayerSelector.DROP) {
            if (source.lateKeyFrameStart() && choice.awaits(source) && source.replayable(nowNanos)) {
                source.replay(this, nowNanos);
            }
            return;
        }
        if (decision == LayerSelector.SWITCH) {
            if (!begin(source, frame, nowNanos)) {
                return;
            }
            agreed = suited(agreed, source);
        } else if (keyFrameStart && video) {
            choice.keyFrame();
        }
        StreamRewriter numbering = splicer.numbers();
        if (numbering == null) {
            return;
        }
        LayerSelector selector = choice.selector();
        boolean plain = !video && agreed.plain(source.codec());
        if (plain) {
            if (!recovery.needs(source.sequence())) {
                return;
            }
            recovery.recover(source, packet, frame, numbering, selector, emitter, agreed, nowNanos);
            recovery.sent(source.sequence());
        }
        numbering.describing = agreed.describes(source.codec());
        numbering.telling = !agreed.repeating();
        int layer = selector.current();
        int fate = numbering.rewrite(
                source.sequence(), source.timestamp(), source.layers().frame(), frame, selector);
        if (selector.current() != layer) {
            choice.moved(layer, nowNanos);
        }
        if (fate == StreamRewriter.DROP) {
            return;
        }
        boolean filler = fate == StreamRewriter.FILL || packet.payloadLength() == 0;
        if (!filler && agreed.redundant(source.codec())) {
            if (emitter.sendRedundant(source, packet, numbering, pieceFrom, agreed, nowNanos)) {
                splicer.sent(numbering, nowNanos);
            }
            return;
        }
        if (emitter.send(source, packet, frame, numbering, filler, agreed, nowNanos) && !filler) {
            splicer.sent(numbering, nowNanos);
        }
    }

    /** Goes over to a source; false if its clock does not allow that now. */
    private boolean begin(SourceStream source, FrameInfo frame, long nowNanos) {
        if (!splicer.begin(source, frame, currentLayer(), nowNanos)) {
            return false;
        }
        interlude.stop();
        recovery.begin(source.sequence());
        pieceFrom = source.sequence();
        choice.begun(source, nowNanos);
        return true;
    }

    /** The terms for what the source sends, which may have been unknown, or something else, when they were agreed. */
    private Terms suited(Terms agreed, SourceStream source) {
        CodecParameters found = source.parameters();
        Terms suited = found == null ? agreed : agreed.of(found);
        if (suited != agreed) {
            terms = suited;
            // What went out with send times must not go out again under the same number.
            emitter.forgetAll();
        }
        return suited;
    }

    /** Answers the request for one packet; false if there is nothing to send or it was sent often enough. */
    boolean resend(int sequence, long nowNanos) {
        Terms agreed = terms;
        return agreed != null && emitter.resend(sequence, agreed, nowNanos);
    }

    /** The subscriber's requests for key frames. */
    PictureRequests requests() {
        return requests;
    }

    /** The subscriber reports what it has of the track. */
    void reported(ReportBlock block) {
        splicer.reported(block);
    }

    ReceiverView receiver() {
        return receiver;
    }

    int clockRate() {
        return splicer.clockRate();
    }

    /** The clock of the source that is sent now; null while nothing is, or its publisher has not told. */
    @Nullable
    SenderReportClock reference() {
        SourceStream source = track.source(currentLayer());
        return source != null && source.clock().isKnown() && splicer.started() ? source.clock() : null;
    }

    /** What is added to timestamps of the source that is sent now. */
    long clockOffset() {
        return splicer.clockOffset();
    }

    long deadline() {
        long first = Math.min(choice.deadline(), receiver.deadline());
        return Math.min(first, Math.min(emitter.deadline(), interlude.deadline()));
    }

    void tick(long nowNanos) {
        choice.tick(nowNanos);
        if (nowNanos >= receiver.deadline()) {
            choice.wantFrames();
            receiver.tick(emitter.stats(), terms != null && !terms.repeating(), choice.missing(), nowNanos);
        }
        emitter.tick(nowNanos);
        interlude.tick(terms, quiet(), nowNanos);
    }

    /** Whether nothing is about to come. Of microphones that are only not among the loudest nothing is sent on purpose. */
    private boolean quiet() {
        return track.muted() || track.liveLayers() == 0 || !choice.demand().enabled();
    }

    /** Its state now. */
    public DownTrackSnapshot snapshot() {
        StreamStats stats = emitter.stats();
        LayerSelector selector = choice.selector();
        return new DownTrackSnapshot(
                emitter.ssrc(),
                emitter.rtxSsrc(),
                emitter.codec(),
                selector.wanted(),
                selector.target(),
                selector.current(),
                choice.spatialLimit(),
                choice.temporalLimit(),
                choice.reason(),
                share.history().changes(),
                stats.packets,
                stats.bytes,
                stats.retransmittedPackets,
                stats.nacks,
                stats.plis,
                receiver.lost(),
                stats.roundTripNanos,
                choice.switches());
    }
}
