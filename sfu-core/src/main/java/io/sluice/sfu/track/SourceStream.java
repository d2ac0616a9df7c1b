package io.sluice.sfu.track;

import io.sluice.rtp.codec.Codec;
import io.sluice.rtp.codec.FrameInfo;
import io.sluice.rtp.codec.FrameTracker;
import io.sluice.rtp.codec.PayloadClassifier;
import io.sluice.rtp.ext.AudioLevel;
import io.sluice.rtp.ext.HeaderExtension;
import io.sluice.rtp.feedback.ReceptionStats;
import io.sluice.rtp.feedback.SenderReportClock;
import io.sluice.rtp.loss.NackGenerator;
import io.sluice.rtp.loss.RetransmitHistory;
import io.sluice.rtp.packet.RtpPacket;
import io.sluice.rtp.seq.TimestampUnwrapper;
import io.sluice.rtp.stats.StreamStats;
import io.sluice.sfu.measure.SourceCounters;
import io.sluice.sfu.measure.StreamMeter;
import io.sluice.sfu.measure.WayCounters;
import io.sluice.sfu.negotiate.CodecParameters;
import org.jspecify.annotations.Nullable;

/**
 * One stream that a publisher sends: an SSRC, which is one spatial layer of a track. It puts packets into one numbering without padding,
 * keeps them for whoever asks again, asks for those that are missing, and classifies each once for all outlets.
 *
 * <p>The packet that is being handed to outlets is described by {@link #sequence} and the others beside the packet itself.
 */
public final class SourceStream {
    private static final int KEY_START = 1 << 8;
    private static final Codec[] CODECS = Codec.values();

    private final Uplink uplink;
    private final SectionStreams section;
    private final PublishedTrack track;
    private final int layer;
    private final int ssrc;
    private int rtxSsrc;
    private Codec codec;
    private int payloadType;

    private final SourceNumbering numbering = new SourceNumbering();
    private final TimestampUnwrapper timestamps = new TimestampUnwrapper();
    private final RetransmitHistory history;
    private final NackGenerator losses = new NackGenerator(1);
    private final KeyframeRequests requests;
    private final KeyframeReplay replay;
    private final StreamStats stats = new StreamStats();
    private final StreamMeter meter = new StreamMeter();
    private final LayerRates rates = new LayerRates();
    private final StreamLayers layers = new StreamLayers();
    private FrameTracker frames = new FrameTracker();
    private ReceptionStats reception;
    private SenderReportClock clock;

    private boolean started;

    private long sequence;
    private long timestamp;
    private boolean newest;
    private boolean keyFrameStart;
    private boolean handingOut;

    SourceStream(Uplink uplink, SectionStreams section, int layer, int ssrc, Codec codec, int payloadType) {
        this.uplink = uplink;
        this.section = section;
        this.track = section.track;
        this.layer = layer;
        this.ssrc = ssrc;
        this.codec = codec;
        this.payloadType = payloadType;
        MediaSettings settings = track.settings();
        this.history = codec.isAudio()
                ? RetransmitHistory.audio(settings.audioHistory())
                : RetransmitHistory.video(settings.videoHistory());
        this.requests = new KeyframeRequests(settings.keyframeIntervals().nanos(layer));
        this.replay = new KeyframeReplay(this, history, uplink);
        this.reception = new ReceptionStats(codec.clockRate());
        this.clock = new SenderReportClock(codec.clockRate());
    }

    /** The track it belongs to. */
    public PublishedTrack track() {
        return track;
    }

    /** The spatial layer, 0 to 2; 0 for audio and for streams without simulcast. */
    public int layer() {
        return layer;
    }

    /** The 32 bits of its SSRC. */
    public int ssrc() {
        return ssrc;
    }

    /** The SSRC of its retransmissions, 0 while it is not known. */
    public int rtxSsrc() {
        return rtxSsrc;
    }

    void pair(int rtxSsrc) {
        this.rtxSsrc = rtxSsrc;
    }

    /** What it carries now. */
    public Codec codec() {
        return codec;
    }

    /** All that was negotiated for what it carries now; null if it is negotiated no more. */
    public @Nullable CodecParameters parameters() {
        return section.parameters(payloadType);
    }

    /** What was counted. */
    public StreamStats stats() {
        return stats;
    }

    /** Adds what was counted since the last time to the counters of the loop. */
    public void measure(WayCounters way, SourceCounters source, long nowNanos) {
        meter.fold(stats, reception.lost(), way, source, nowNanos);
    }

    /** Loss and jitter on the way from the publisher. */
    public ReceptionStats reception() {
        return reception;
    }

    NackGenerator losses() {
        return losses;
    }

    /** The last packets by {@link #sequence}; without padding. */
    public RetransmitHistory history() {
        return history;
    }

    /** How its RTP clock stands to the publisher's wall clock. */
    public SenderReportClock clock() {
        return clock;
    }

    /** The number of the packet at hand: 64 bits, consecutive but for packets that are missing. */
    public long sequence() {
        return sequence;
    }

    /** The timestamp of the packet at hand, 64 bits. */
    public long timestamp() {
        return timestamp;
    }

    /** Whether nothing newer than the packet at hand came before it. */
    public boolean newest() {
        return newest;
    }

    /** Whether a receiver can start with the packet at hand: the first of a key frame, or any of audio. */
    public boolean keyFrameStart() {
        return keyFrameStart;
    }

    /** From now on it is another packet that is at hand. */
    void atHand(long sequence, long timestamp, boolean newest, boolean keyFrameStart) {
        this.sequence = sequence;
        this.timestamp = timestamp;
        this.newest = newest;
        this.keyFrameStart = keyFrameStart;
    }

    /** The header extensions of the packet at hand that travel on. */
    public CarriedExtensions extensions() {
        return uplink.carried;
    }

    /** Finds the {@link #extensions} of another packet of this stream, out of its {@link #history}. */
    public void locateExtensions(RtpPacket stored) {
        uplink.carried.locate(stored, uplink.ids());
    }

    /** The codec of a packet found in the {@link #history}. */
    public Codec storedCodec() {
        return CODECS[history.tag() & 0xff];
    }

    /** Whether a packet found in the {@link #history} is one to start with. */
    boolean storedKeyFrameStart() {
        return (history.tag() & KEY_START) != 0;
    }

    /** The timestamp of a stored packet, 64 bits. */
    public long unwrapTimestamp(int wire) {
        return timestamps.peek(wire);
    }

    /** The layers inside the stream, as far as its dependency descriptors tell. */
    public StreamLayers layers() {
        return layers;
    }

    /**
     * The lowest temporal layer that brings the wanted frames a second, as measured; 3 where all are needed or nothing is known.
     *
     * @param inside the spatial layer inside this stream, 0 where it has no others
     */
    public int temporalFor(int inside, int fps) {
        return rates.temporalFor(inside, fps);
    }

    /** Bits a second for a receiver of these layers inside the stream, as measured; 0 before. */
    long bitrate(int inside, int temporal) {
        return rates.bitrate(inside, temporal);
    }

    /**
     * Takes a packet of this stream. Its array may be changed.
     *
     * @param repaired whether it came back by retransmission
     */
    void receive(RtpPacket packet, boolean repaired, FrameInfo frame, long nowNanos) {
        Codec packetCodec = section.codec(packet.payloadType());
        if (packetCodec == null || packetCodec == Codec.RTX || repaired && !started) {
            stats.discarded++;
            return;
        }
        if (packet.payloadType() != payloadType && !repaired) {
            changeCodec(packetCodec, packet.payloadType(), nowNanos);
        }
        if (!numbering.arrive(packet.sequence(), repaired)) {
            stats.discarded++;
            return;
        }
        newest = numbering.newest();
        if (repaired) {
            losses.onRecovered(numbering.arrival());
        } else {
            arrived(numbering.arrival(), packet.timestamp(), nowNanos);
        }
        stripPadding(packet);
        if (packet.payloadLength() == 0) {
            stats.paddingPackets++;
            if (newest) {
                numbering.leaveOut();
            } else {
                fill(packet, frame, numbering.number(), nowNanos);
            }
            return;
        }
        sequence = numbering.number();
        if (sequence < 0) {
            stats.discarded++;
            return;
        }
        if (!PayloadClassifier.classify(packetCodec, packet, frame)) {
            stats.discarded++;
            numbering.takeBack();
            return;
        }
        take(packet, packetCodec, repaired, frame, nowNanos);
    }

    private void arrived(long arrival, int wireTimestamp, long nowNanos) {
        if (numbering.restarted()) {
            reception.reset();
            losses.reset();
            frames = new FrameTracker();
            layers.reset();
            track.sourceChanged(this, nowNanos);
        }
        reception.onPacket(arrival, wireTimestamp, nowNanos);
        stats.jitter(reception.jitterNanos());
        if (section.nack(payloadType) && losses.onReceived(arrival, nowNanos)) {
            uplink.lossNoticed();
        }
    }

    private void take(RtpPacket packet, Codec packetCodec, boolean repaired, FrameInfo frame, long nowNanos) {
        frames.track(packetCodec, sequence, packet.timestamp(), frame);
        layers.read(packetCodec, packet, uplink.ids().id(HeaderExtension.DEPENDENCY_DESCRIPTOR), newest, frame);
        keyFrameStart = packetCodec.isAudio() || frame.keyFrame && frame.startOfFrame;
        int tag = packetCodec.ordinal() | (keyFrameStart ? KEY_START : 0);
        if (!history.store(sequence, nowNanos, tag, packet.buffer(), packet.offset(), packet.length())) {
            stats.duplicates++;
            return;
        }
        timestamp = newest ? timestamps.unwrap(packet.timestamp()) : timestamps.peek(packet.timestamp());
        count(packet, repaired, frame, nowNanos);
        if (packetCodec.isAudio()) {
            level(packet, packetCodec, nowNanos);
        } else if (keyFrameStart) {
            keyFrame(nowNanos);
        }
        if (!started) {
            started = true;
            begin(nowNanos);
        }
        uplink.carried.locate(packet, uplink.ids());
        handingOut = true;
        track.forward(this, packet, frame, nowNanos);
        handingOut = false;
    }

    private void begin(long nowNanos) {
        if (!codec.isAudio() && !replay.known()) {
            requests.begin(nowNanos);
        }
        uplink.listener().streamStarted(track, this);
    }

    private void count(RtpPacket packet, boolean repaired, FrameInfo frame, long nowNanos) {
        if (repaired) {
            stats.retransmittedPackets++;
            stats.retransmittedBytes += packet.payloadLength();
        } else {
            stats.packets++;
            stats.bytes += packet.payloadLength();
            stats.headerBytes += packet.headerLength();
            stats.outOfOrder += newest ? 0 : 1;
        }
        stats.frames += frame.startOfFrame ? 1 : 0;
        if (newest && codec.isVideo()) {
            rates.packet(frame, packet.length(), layers, nowNanos);
        }
    }

    private void level(RtpPacket packet, Codec packetCodec, long nowNanos) {
        int level = AudioLevel.level(packet, uplink.ids().id(HeaderExtension.AUDIO_LEVEL));
        if (level >= 0 && newest) {
            track.level(level, packet.timestamp(), packetCodec.clockRate(), nowNanos);
        }
    }

    private void keyFrame(long nowNanos) {
        stats.keyFrames++;
        if (replay.began(sequence, nowNanos)) {
            requests.served();
        }
    }

    /** A late padding packet whose number outlets have been keeping free: they must learn that nothing comes there. */
    private void fill(RtpPacket packet, FrameInfo frame, long number, long nowNanos) {
        if (number >= 0 && !history.find(number) && number < history.newest()) {
            frame.clear();
            atHand(number, timestamps.peek(packet.timestamp()), newest, false);
            track.forward(this, packet, frame, nowNanos);
        }
    }

    private void stripPadding(RtpPacket packet) {
        int padding = packet.paddingLength();
        if (padding > 0) {
            stats.paddingBytes += padding;
            packet.buffer()[packet.offset()] &= ~0x20;
            packet.wrap(packet.buffer(), packet.offset(), packet.length() - padding);
        }
    }

    private void changeCodec(Codec next, int nextType, long nowNanos) {
        boolean sameClock = codec.isAudio() && next.isAudio() && codec.clockRate() == next.clockRate();
        payloadType = nextType;
        if (codec == next && codec.isVideo() || sameClock) {
            // Redundant and plain audio take turns in one stream.
            codec = next;
            return;
        }
        codec = next;
        frames = new FrameTracker();
        layers.reset();
        reception = new ReceptionStats(next.clockRate());
        clock = new SenderReportClock(next.clockRate());
        replay.forget();
        track.sourceChanged(this, nowNanos);
        uplink.listener().streamChanged(track, this);
    }

    void senderReport(long ntpTime, int wireTimestamp, long nowNanos) {
        if (started && clock.onSenderReport(ntpTime, timestamps.peek(wireTimestamp), nowNanos)) {
            reception.onSenderReport(ntpTime, nowNanos);
        }
    }

    /** Asks the publisher for a key frame, now or when the last request is old enough. */
    void requestKeyframe(long nowNanos) {
        if (codec.isVideo() && requests.request(nowNanos)) {
            sendKeyframeRequest();
        }
    }

    /** Whether the last key frame is so young and short that {@link #replay} serves better than asking for another one. */
    public boolean replayable(long nowNanos) {
        return codec.isVideo() && replay.possible(nowNanos);
    }

    /** Whether the packet at hand starts the last key frame but came late, so that packets behind it were handed out already. */
    public boolean lateKeyFrameStart() {
        return keyFrameStart && !newest && replay.startsAt(sequence);
    }

    /** Hands an outlet all that is there from the last key frame on. Only if {@link #replayable}. */
    public void replay(Outlet outlet, long nowNanos) {
        // The newest packet may be just on its way to all outlets.
        replay.hand(outlet, handingOut && newest ? sequence - 1 : history.newest(), nowNanos);
    }

    long deadline() {
        return requests.deadline();
    }

    /** Lets time pass. */
    void tick(long nowNanos) {
        if (requests.kept(nowNanos)) {
            sendKeyframeRequest();
        }
        if (requests.seed(nowNanos) && track.wants(layer)) {
            requestKeyframe(nowNanos);
        }
    }

    private void sendKeyframeRequest() {
        stats.plis++;
        uplink.sendKeyframeRequest(this);
    }
}
