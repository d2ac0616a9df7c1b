package io.sluice.sfu.track;

import io.sluice.rtp.codec.Codec;
import io.sluice.rtp.codec.FrameInfo;
import io.sluice.rtp.packet.RtpPacket;
import io.sluice.sfu.audio.LevelMeter;
import io.sluice.sfu.audio.LoudestSpeakers;
import io.sluice.sfu.negotiate.CodecParameters;
import io.sluice.sfu.negotiate.MediaKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The media side of one track that a participant publishes: its source streams by spatial layer, the outlets its packets go to, and what
 * those outlets together want of it. Belongs to the room's loop.
 */
public final class PublishedTrack {
    /** Spatial layers at most. */
    public static final int MAX_LAYERS = 3;

    private final String sid;
    private final MediaKind kind;
    private final TrackListener listener;
    private final @Nullable SourceStream[] sources = new SourceStream[MAX_LAYERS];
    private final MediaSettings settings;
    private final TrackLayers layers;
    private final TrackSound sound;
    private final Outlets outlets = new Outlets();
    private final LayerDemand demand;
    private final TrackScore score = new TrackScore();

    private boolean muted;
    private boolean screen;
    private boolean wishesStale;
    private @Nullable CodecParameters expected;
    private byte[] trailer = {};
    private Redundancy redundancy = Redundancy.NEVER;

    /**
     * @param sid the track's identifier, for logs and statistics
     * @param kind audio or video
     * @param layers as announced by the publisher; empty for audio
     * @param listener hears which layers are worth sending
     * @param settings what the operator tuned
     */
    public PublishedTrack(
            String sid, MediaKind kind, List<LayerInfo> layers, TrackListener listener, MediaSettings settings) {
        this.sid = sid;
        this.kind = kind;
        this.listener = listener;
        this.settings = settings;
        this.demand = new LayerDemand(settings.pauseDelay().toNanos());
        this.layers = new TrackLayers(layers);
        this.sound = new TrackSound(settings.speech(), this::heardChanged);
    }

    /** What the operator tuned. */
    MediaSettings settings() {
        return settings;
    }

    /** The track's identifier. */
    public String sid() {
        return sid;
    }

    /** Audio or video. */
    public MediaKind kind() {
        return kind;
    }

    /** Whether it is a shared screen, of which details matter more than movements. */
    public boolean screen() {
        return screen;
    }

    /** It is a shared screen. */
    public void showsScreen() {
        screen = true;
    }

    /** It is end-to-end encrypted: frames that the server makes itself end with this, by which receivers know them. */
    public void encrypted(byte[] ownFramesEndWith) {
        trailer = ownFramesEndWith.clone();
    }

    /** What frames that the server makes itself end with, to be left unchanged; empty unless the track is end-to-end encrypted. */
    public byte[] trailer() {
        return trailer;
    }

    /** Its publisher has nothing against redundancy. */
    public void allowRedundancy() {
        redundancy = settings.codecs().addRedundancy() ? Redundancy.WHERE_KNOWN : Redundancy.WHERE_PREFERRED;
    }

    /** To whom it is sent as redundant audio, where it is plain Opus. */
    public Redundancy redundancy() {
        return redundancy;
    }

    /** How loud the track is; always silent for video. */
    public LevelMeter levelMeter() {
        return sound.levels();
    }

    /** Whether it is forwarded to everybody who wants it. Of microphones only the loudest are, where so many only shall be. */
    public boolean heard() {
        return sound.heard();
    }

    /** From now on the track is forwarded while it is one of the loudest, or, with null, always. */
    public void compete(@Nullable LoudestSpeakers speakers, long nowNanos) {
        sound.compete(speakers, nowNanos);
    }

    /** A packet tells how loud it is: 0 (loudest) to 127. */
    void level(int level, int timestamp, int clockRate, long nowNanos) {
        sound.observe(level, timestamp, clockRate, nowNanos);
        if (!muted) {
            sound.contend(level, nowNanos);
        }
    }

    private void heardChanged(long nowNanos) {
        outlets.hear(sound.heard(), nowNanos);
    }

    /** How qualities, sizes and streams relate. */
    public LayerTable layerTable() {
        return layers.table();
    }

    /** The publisher announced other layers. */
    public void setLayers(List<LayerInfo> announced, long nowNanos) {
        layers.announce(announced);
        tableChanged(nowNanos);
    }

    private void tableChanged(long nowNanos) {
        outlets.tableChanged(nowNanos);
        wishesChanged(nowNanos);
    }

    /**
     * The track is negotiated; called again when something changes.
     *
     * @param rids the simulcast streams, low to high
     * @param expected the first codec agreed on
     */
    void negotiated(List<String> rids, @Nullable CodecParameters expected, long nowNanos) {
        if (this.expected == null) {
            score.disturbed(nowNanos);
        }
        this.expected = expected;
        if (layers.negotiated(rids)) {
            tableChanged(nowNanos);
        }
        if (kind == MediaKind.VIDEO) {
            demand.start(nowNanos);
            tellDemand();
        }
    }

    /** Whether the publisher muted the track. */
    public boolean muted() {
        return muted;
    }

    /** The publisher mutes or unmutes. While muted nothing is forwarded and the publisher hears nothing about demand. */
    public void setMuted(boolean muted, long nowNanos) {
        if (this.muted == muted) {
            return;
        }
        this.muted = muted;
        layers.silent();
        sound.restart();
        sound.leave(nowNanos);
        demand.setMuted(muted, nowNanos);
        score.disturbed(nowNanos);
        outlets.muteChanged(muted, nowNanos);
        tellDemand();
    }

    /** The stream that carries a spatial layer, null while none has come. */
    public @Nullable SourceStream source(int layer) {
        if (layer < 0 || layer >= MAX_LAYERS) {
            return null;
        }
        return layers.table().shared() ? lone() : sources[layer];
    }

    /** The only stream there is; null if there are none, or several. */
    private @Nullable SourceStream lone() {
        SourceStream found = null;
        for (SourceStream source : sources) {
            if (source != null && found != null) {
                return null;
            }
            found = source != null ? source : found;
        }
        return found;
    }

    /** Bits a second for a receiver of these layers, 0 to 2 and 0 to 3, as measured; 0 where nothing flows or nothing is known yet. */
    public long bitrate(int spatial, int temporal) {
        SourceStream source = source(spatial);
        return source == null || (layers.live() & 1 << spatial) == 0
                ? 0
                : source.bitrate(layers.table().shared() ? spatial : 0, temporal);
    }

    /** The lowest temporal layer of a spatial one that brings the wanted frames a second; 3 where all are needed or nothing is known. */
    public int temporalFor(int spatial, int fps) {
        SourceStream source = source(spatial);
        return source == null
                ? LayerRates.TEMPORAL - 1
                : source.temporalFor(layers.table().shared() ? spatial : 0, fps);
    }

    /** What is sent, or will be as far as negotiation tells; null before negotiation. */
    public @Nullable CodecParameters codec() {
        for (SourceStream source : sources) {
            if (source != null && source.parameters() != null) {
                return source.parameters();
            }
        }
        return expected;
    }

    /** The layers that flow, as a bit mask. */
    public int liveLayers() {
        return layers.live();
    }

    /** Asks the publisher for a key frame of a layer; many askers cost it one. */
    public void requestKeyframe(int layer, long nowNanos) {
        SourceStream source = source(layer);
        if (source != null) {
            source.requestKeyframe(nowNanos);
        }
    }

    /** From now on an outlet gets this track's packets. */
    public void add(Outlet outlet, long nowNanos) {
        outlets.add(outlet);
        wishesChanged(nowNanos);
    }

    /** An outlet gets no more packets; nothing happens if it got none. */
    public void remove(Outlet outlet, long nowNanos) {
        if (outlets.remove(outlet)) {
            wishesChanged(nowNanos);
        }
    }

    /** Outlets. */
    public int outlets() {
        return outlets.size();
    }

    /** An outlet went over to a lower layer. What follows from it is done after the packet at hand, once for all outlets. */
    public void layerLeft() {
        wishesStale = true;
    }

    /** Whether anybody wants the stream of a layer, or of one above it. */
    boolean wants(int layer) {
        int lowest = layers.table().shared() ? 0 : layer;
        return !muted && outlets.size() > 0 && layers.table().spatialFor(demand.wanted()) >= lowest;
    }

    /** An outlet wants another quality than before. */
    public void wishesChanged(long nowNanos) {
        wishesStale = false;
        if (kind == MediaKind.VIDEO) {
            demand.update(outlets.wanted(layers.table()), nowNanos);
            tellDemand();
        }
    }

    /** The highest quality wanted now, told to the publisher or not yet. */
    public VideoQuality wantedQuality() {
        return demand.wanted();
    }

    /** What the publisher is told about wanted layers. */
    public LayerDemand demand() {
        return demand;
    }

    /** The quality of what arrives, 0 to 100. */
    public double score() {
        return score.score();
    }

    private void tellDemand() {
        VideoQuality told = demand.poll();
        if (told != null) {
            listener.demandChanged(this, told);
        }
    }

    /** A stream takes the place of its layer. */
    void attach(SourceStream source, long nowNanos) {
        sources[source.layer()] = source;
        layers.silent(source.layer());
        sound.restart();
        sourceChanged(source, nowNanos);
    }

    /** A stream is gone; its layer is free. */
    void detach(SourceStream source, long nowNanos) {
        if (sources[source.layer()] == source) {
            sources[source.layer()] = null;
            layers.silent(source.layer());
            outlets.layersChanged(nowNanos);
        }
    }

    /** What was known about a stream holds no more. */
    void sourceChanged(SourceStream source, long nowNanos) {
        if (layers.sourceChanged()) {
            tableChanged(nowNanos);
        }
        outlets.sourceChanged(source, nowNanos);
    }

    /** One packet with media, for all outlets. */
    void forward(SourceStream source, RtpPacket packet, FrameInfo frame, long nowNanos) {
        if (muted) {
            return;
        }
        // Of several streams each is one layer, whatever it tells.
        if (TrackLayers.tellsLayers(source, frame) && source == lone() && layers.structured(frame)) {
            tableChanged(nowNanos);
        }
        if (layers.flows(source, frame, nowNanos)) {
            outlets.layersChanged(nowNanos);
        }
        outlets.forward(source, packet, frame, nowNanos);
        if (wishesStale) {
            wishesChanged(nowNanos);
        }
    }

    /** When {@link #tick} is due. */
    long deadline() {
        return Math.min(demand.deadline(), score.deadline());
    }

    /** Lets time pass. */
    void tick(long nowNanos) {
        if (nowNanos >= score.deadline()) {
            measure(nowNanos);
        }
        demand.tick(nowNanos);
        tellDemand();
    }

    private void measure(long nowNanos) {
        long expectedPackets = 0;
        long lost = 0;
        Codec codec = null;
        for (SourceStream source : sources) {
            if (source != null) {
                expectedPackets += source.reception().expected();
                lost += Math.max(0, source.reception().lost() - source.stats().retransmittedPackets);
                codec = source.codec();
            }
        }
        boolean video = kind == MediaKind.VIDEO;
        boolean due = !muted && (!video || demand.wanted() != VideoQuality.OFF);
        int missing = video && due ? layers.missing(demand.wanted()) : 0;
        score.tick(expectedPackets, lost, due, missing, codec, nowNanos);
    }
}
