package io.sluice.sfu.track;

import io.sluice.rtp.codec.Codec;
import io.sluice.rtp.codec.FrameInfo;
import io.sluice.rtp.codec.FrameTracker;
import io.sluice.rtp.codec.PayloadClassifier;
import io.sluice.rtp.ext.AudioLevel;
import io.sluice.rtp.ext.HeaderExtension;
import io.sluice.rtp.feedback.KeyframeThrottle;
import io.sluice.rtp.feedback.ReceptionStats;
import io.sluice.rtp.feedback.SenderReportClock;
import io.sluice.rtp.loss.NackGenerator;
import io.sluice.rtp.loss.RetransmitHistory;
import io.sluice.rtp.packet.RtpPacket;
import io.sluice.rtp.seq.SequenceMap;
import io.sluice.rtp.seq.SequenceUnwrapper;
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
    private static final long REPLAY_NANOS = 500_000_000L;
    private static final int REPLAY_PACKETS = 60;
    private static final long SEED_INTERVAL_NANOS = 1_000_000_000L;
    private static final long SEED_NANOS = 30_000_000_000L;
    /** Packets that the first one overtook still find a number. */
    private static final int BEFORE_FIRST = 64;

    private static final long NEVER = Long.MAX_VALUE;
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

    private final SequenceUnwrapper arrivals = new SequenceUnwrapper();
    private final SequenceMap numbers = new SequenceMap();
    private final TimestampUnwrapper timestamps = new TimestampUnwrapper();
    private final RetransmitHistory history;
    private final NackGenerator losses = new NackGenerator(1);
    private final KeyframeThrottle throttle;
    private final StreamStats stats = new StreamStats();
    private final StreamMeter meter = new StreamMeter();
    private final LayerRates rates = new LayerRates();
    private final StreamLayers layers = new StreamLayers();
    private FrameTracker frames = new FrameTracker();
    private ReceptionStats reception;
    private SenderReportClock clock;

    private boolean started;
    private long seedAt = NEVER;
    private long seedUntil;
    private long keyFrameSequence = -1;
    private long keyFrameNanos;

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
        this.throttle = new KeyframeThrottle(settings.keyframeIntervals().nanos(layer));
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
        long before = arrivals.newest();
        long raw = repaired ? arrivals.peek(packet.sequence()) : arrivals.unwrap(packet.sequence());
        if (repaired && raw > before) {
            stats.discarded++;
            return;
        }
        newest = raw > before;
        arrived(raw, before, packet.timestamp(), repaired, nowNanos);
        stripPadding(packet);
        if (packet.payloadLength() == 0) {
            stats.paddingPackets++;
            if (newest) {
                numbers.drop(raw);
            } else {
                fill(packet, frame, numbers.map(raw), nowNanos);
            }
            return;
        }
        sequence = numbers.map(raw);
        if (sequence < 0) {
            stats.discarded++;
            return;
        }
        if (!PayloadClassifier.classify(packetCodec, packet, frame)) {
            stats.discarded++;
            numbers.undo(raw);
            return;
        }
        take(packet, packetCodec, repaired, frame, nowNanos);
    }

    private void arrived(long raw, long before, int wireTimestamp, boolean repaired, long nowNanos) {
        if (repaired) {
            losses.onRecovered(raw);
            return;
        }
        if (before < 0) {
            numbers.start(raw - BEFORE_FIRST, raw - BEFORE_FIRST);
        } else if (arrivals.restarted()) {
            reception.reset();
            losses.reset();
            frames = new FrameTracker();
            layers.reset();
            track.sourceChanged(this, nowNanos);
        }
        if (before >= 0 && raw - before > NackGenerator.GAP_RESET) {
            // Nobody can have lost so many packets and want them back; those behind find no hole.
            numbers.start(raw, numbers.nextOut());
        }
        reception.onPacket(raw, wireTimestamp, nowNanos);
        stats.jitter(reception.jitterNanos());
        if (section.nack(payloadType) && losses.onReceived(raw, nowNanos)) {
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
        if (!codec.isAudio() && keyFrameSequence < 0) {
            seedAt = nowNanos;
            seedUntil = nowNanos + SEED_NANOS;
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
        if (sequence > keyFrameSequence) {
            keyFrameSequence = sequence;
            keyFrameNanos = nowNanos;
            seedAt = NEVER;
            throttle.onKeyFrame();
        }
    }

    /** A late padding packet whose number outlets have been keeping free: they must learn that nothing comes there. */
    private void fill(RtpPacket packet, FrameInfo frame, long number, long nowNanos) {
        if (number >= 0 && !history.find(number) && number < history.newest()) {
            frame.clear();
            sequence = number;
            keyFrameStart = false;
            timestamp = timestamps.peek(packet.timestamp());
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
        keyFrameSequence = -1;
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
        if (codec.isVideo() && throttle.request(nowNanos)) {
            stats.plis++;
            uplink.sendKeyframeRequest(this);
        }
    }

    /** Whether the last key frame is so young and short that {@link #replay} serves better than asking for another one. */
    public boolean replayable(long nowNanos) {
        return keyFrameSequence >= 0
                && codec.isVideo()
                && nowNanos - keyFrameNanos < REPLAY_NANOS
                && history.newest() - keyFrameSequence < REPLAY_PACKETS
                && history.find(keyFrameSequence);
    }

    /** Whether the packet at hand starts the last key frame but came late, so that packets behind it were handed out already. */
    public boolean lateKeyFrameStart() {
        return keyFrameStart && !newest && sequence == keyFrameSequence;
    }

    /** Hands an outlet all that is there from the last key frame on. Only if {@link #replayable}. */
    public void replay(Outlet outlet, long nowNanos) {
        long sequenceAtHand = sequence;
        long timestampAtHand = timestamp;
        boolean newestAtHand = newest;
        boolean keyFrameStartAtHand = keyFrameStart;
        RtpPacket packet = uplink.replayPacket;
        FrameInfo frame = uplink.replayFrame;
        // The newest packet may be just on its way to all outlets.
        long last = handingOut && newest ? sequence - 1 : history.newest();
        for (long number = keyFrameSequence; number <= last; number++) {
            if (!history.find(number)
                    || storedCodec() != codec
                    || !packet.wrap(history.buffer(), history.offset(), history.length())
                    || !PayloadClassifier.classify(codec, packet, frame)) {
                continue;
            }
            sequence = number;
            timestamp = timestamps.peek(packet.timestamp());
            newest = true;
            keyFrameStart = (history.tag() & KEY_START) != 0;
            uplink.carried.locate(packet, uplink.ids());
            layers.read(codec, packet, uplink.ids().id(HeaderExtension.DEPENDENCY_DESCRIPTOR), false, frame);
            outlet.forward(this, packet, frame, nowNanos);
        }
        sequence = sequenceAtHand;
        timestamp = timestampAtHand;
        newest = newestAtHand;
        keyFrameStart = keyFrameStartAtHand;
        uplink.carried.locate(uplink.packet, uplink.ids());
    }

    long deadline() {
        return Math.min(seedAt, throttle.deadline());
    }

    /** Lets time pass. */
    void tick(long nowNanos) {
        if (throttle.tick(nowNanos)) {
            stats.plis++;
            uplink.sendKeyframeRequest(this);
        }
        if (nowNanos >= seedAt) {
            seedAt = nowNanos < seedUntil ? nowNanos + SEED_INTERVAL_NANOS : NEVER;
            if (track.wants(layer)) {
                requestKeyframe(nowNanos);
            }
        }
    }
}
