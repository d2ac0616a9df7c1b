package io.sluice.sfu.subscribe;

import io.sluice.rtp.bwe.BandwidthEstimator;
import io.sluice.rtp.codec.Codec;
import io.sluice.rtp.codec.FrameInfo;
import io.sluice.rtp.codec.PayloadClassifier;
import io.sluice.rtp.packet.RtcpReader;
import io.sluice.rtp.packet.RtpPacket;
import io.sluice.rtp.rtcp.FullIntraRequest;
import io.sluice.rtp.rtcp.GenericNack;
import io.sluice.rtp.rtcp.PictureLossIndication;
import io.sluice.rtp.rtcp.ReceiverReport;
import io.sluice.rtp.rtcp.Remb;
import io.sluice.rtp.rtcp.ReportBlock;
import io.sluice.rtp.rtcp.SenderReport;
import io.sluice.rtp.rtcp.TransportFeedback;
import io.sluice.sfu.allocate.CongestionSettings;
import io.sluice.sfu.track.PublishedTrack;
import io.sluice.sfu.track.SourceStream;
import io.sluice.sfu.track.SsrcTable;
import io.sluice.transport.peer.PacketSink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** All that one participant receives over one transport: its down tracks, and what the participant says about them. An engine. */
public final class Downlink {
    private static final int MAX_TRACKS = 2_048;

    /** Packets that are sent again for one RTCP packet at most. */
    private static final int MAX_ANSWERS = 256;

    private static final int MAX_CNAME = 255;

    private static final long START_BITS_PER_SECOND = 2_500_000;
    private static final long LEAST_BITS_PER_SECOND = 50_000;
    private static final long MOST_BITS_PER_SECOND = 50_000_000;

    private final PacketSink sink;
    private final RandomGenerator random;
    private final BandwidthEstimator estimator =
            new BandwidthEstimator(START_BITS_PER_SECOND, LEAST_BITS_PER_SECOND, MOST_BITS_PER_SECOND);
    private final Wire wire;
    private final Steering steering;
    private final PacketBuilder builder = new PacketBuilder();
    private final DownlinkReports reports;
    private final List<DownTrack> tracks = new ArrayList<>();
    /** Those whose last frames are being sent. */
    private final List<DownTrack> ending = new ArrayList<>();

    private final SsrcTable<DownTrack> bySsrc = new SsrcTable<>(2 * MAX_TRACKS);

    private final RtpPacket stored = new RtpPacket();
    private final FrameInfo storedFrame = new FrameInfo();

    private final RtcpReader reader = new RtcpReader();
    private final GenericNack nack = new GenericNack();
    private final FullIntraRequest command = new FullIntraRequest();
    private final ReceiverReport receiverReport = new ReceiverReport();
    private final SenderReport senderReport = new SenderReport();
    private final TransportFeedback arrivals = new TransportFeedback();
    private final Remb remb = new Remb();
    private final ReportBlock block = new ReportBlock();
    private long roundTripNanos;
    private PlayoutDelay delay = PlayoutDelay.NONE;
    private boolean hearsEverybody;

    /**
     * @param out where packets for the participant go
     * @param random for SSRCs and first sequence numbers
     */
    public Downlink(PacketSink out, RandomGenerator random) {
        this.sink = out;
        this.random = random;
        this.wire = new Wire(out, estimator);
        this.steering = new Steering(wire, estimator, tracks);
        this.reports = new DownlinkReports(out, random.nextInt());
    }

    /** How long video shall be held back, as far as the participant agrees to be told; for tracks whose section is negotiated from now on. */
    public void delayPlayout(PlayoutDelay wanted) {
        delay = wanted;
    }

    PlayoutDelay delay() {
        return delay;
    }

    /** The participant gets every microphone's sound, however many are forwarded to others. To be said before tracks are added. */
    public void hearEverybody() {
        hearsEverybody = true;
    }

    boolean hearsEverybody() {
        return hearsEverybody;
    }

    /**
     * What is done where the line does not carry everything.
     *
     * @param mayPause whether video may be paused for the participant
     */
    public void steer(CongestionSettings settings, boolean mayPause) {
        steering.settings(settings, mayPause);
    }

    /** The participant was here before, and its line carried so many bits per second and no more. To be said before tracks are added. */
    public void expectNarrow(long bitsPerSecond) {
        estimator.startFrom(bitsPerSecond);
        steering.expectNarrow();
    }

    /** Bits per second that the line carries; 0 while it has not shown to be narrow. */
    public long narrowness() {
        return steering.limited() ? estimator.bitsPerSecond() : 0;
    }

    /** Whether tracks were paused for want of room, or go on, since this was asked the last time. */
    public boolean takePausesChanged() {
        return steering.takePausesChanged();
    }

    Steering steering() {
        return steering;
    }

    long estimate() {
        return estimator.bitsPerSecond();
    }

    Wire wire() {
        return wire;
    }

    RandomGenerator random() {
        return random;
    }

    PacketBuilder builder() {
        return builder;
    }

    /** The last measured round trip to the participant in nanoseconds, 0 before the first. */
    public long roundTripNanos() {
        return roundTripNanos;
    }

    /**
     * Adds a track; it stays silent until {@link DownTrack#bind}.
     *
     * @param cname streams with the same one are played in sync; at most 255 bytes of it count
     * @throws IllegalStateException if there are too many
     */
    public DownTrack add(PublishedTrack track, String cname, long nowNanos) {
        if (tracks.size() == MAX_TRACKS) {
            throw new IllegalStateException("more than " + MAX_TRACKS + " tracks");
        }
        byte[] name = cname.getBytes(StandardCharsets.UTF_8);
        int ssrc = freeSsrc(0);
        DownTrack added =
                new DownTrack(this, track, ssrc, freeSsrc(ssrc), Arrays.copyOf(name, Math.min(name.length, MAX_CNAME)));
        tracks.add(added);
        bySsrc.put(added.ssrc(), added);
        bySsrc.put(added.rtxSsrc(), added);
        track.add(added, nowNanos);
        reports.started(nowNanos);
        steering.added(added, nowNanos);
        added.start(nowNanos);
        return added;
    }

    private int freeSsrc(int taken) {
        int ssrc;
        do {
            ssrc = random.nextInt();
        } while (ssrc == 0 || ssrc == taken || bySsrc.get(ssrc) != null);
        return ssrc;
    }

    boolean isOpen() {
        return sink.writable();
    }

    /** The transport is connected: what was bound before begins now. */
    public void opened(long nowNanos) {
        for (DownTrack track : tracks) {
            track.opened(nowNanos);
        }
    }

    /** Removes a track at once; nothing happens if it is gone already. */
    public void remove(DownTrack track, long nowNanos) {
        ending.remove(track);
        if (tracks.remove(track)) {
            bySsrc.remove(track.ssrc());
            bySsrc.remove(track.rtxSsrc());
            track.track().remove(track, nowNanos);
            steering.changed(nowNanos);
        }
    }

    /**
     * Removes a track when blank frames have taken the place of what its receiver shows.
     *
     * @return whether that takes a while, until it is {@link DownTrack#over}; else it is gone now
     */
    public boolean end(DownTrack track, long nowNanos) {
        remove(track, nowNanos);
        boolean lasting = ending.size() < MAX_TRACKS && track.end(nowNanos);
        if (lasting) {
            ending.add(track);
        }
        return lasting;
    }

    /** Its tracks, oldest first. */
    public List<DownTrack> tracks() {
        return List.copyOf(tracks);
    }

    /** The packet that was just found in a source's history, ready to be built again; null if it is unreadable. */
    @Nullable
    RtpPacket stored(SourceStream source, Codec codec) {
        if (!stored.wrap(
                        source.history().buffer(),
                        source.history().offset(),
                        source.history().length())
                || !PayloadClassifier.classify(codec, stored, storedFrame)) {
            return null;
        }
        source.locateExtensions(stored);
        return stored;
    }

    FrameInfo storedFrame() {
        return storedFrame;
    }

    /** Takes one compound RTCP packet, already decrypted; blocks that are not about these tracks are passed over. */
    public void rtcp(byte[] buffer, int offset, int length, long nowNanos) {
        reader.wrap(buffer, offset, length);
        int answers = 0;
        while (reader.next()) {
            if (nack.read(reader)) {
                answers = resend(answers, nowNanos);
            } else if (PictureLossIndication.matches(reader)) {
                DownTrack track = media(PictureLossIndication.mediaSsrc(reader));
                if (track != null) {
                    track.requests().lost(nowNanos);
                }
            } else if (command.read(reader)) {
                for (int i = 0; i < command.entries(); i++) {
                    DownTrack track = media(command.mediaSsrc(i));
                    if (track != null) {
                        track.requests().commanded(command.sequence(i), nowNanos);
                    }
                }
            } else if (receiverReport.read(reader)) {
                for (int i = 0; i < receiverReport.reports(); i++) {
                    receiverReport.report(i, block);
                    reported(nowNanos);
                }
            } else if (senderReport.read(reader)) {
                for (int i = 0; i < senderReport.reports(); i++) {
                    senderReport.report(i, block);
                    reported(nowNanos);
                }
            } else if (arrivals.read(reader)) {
                estimator.feedback(arrivals, nowNanos);
                steering.reported(nowNanos);
            } else if (remb.read(reader)) {
                estimator.remb(remb.bitrate(), nowNanos);
                steering.reported(nowNanos);
            } else {
                reports.read(reader, nowNanos);
            }
        }
    }

    private int resend(int before, long nowNanos) {
        int answers = before;
        DownTrack track = media(nack.mediaSsrc());
        if (track != null) {
            int sequence = nack.next();
            while (sequence >= 0 && answers < MAX_ANSWERS) {
                if (track.resend(sequence, nowNanos)) {
                    answers++;
                }
                sequence = nack.next();
            }
        }
        return answers;
    }

    private void reported(long nowNanos) {
        DownTrack track = media(block.ssrc);
        if (track == null) {
            return;
        }
        track.reported(block);
        long nanos = track.receiver().report(block, track.stats(), track.clockRate(), nowNanos);
        if (!wire.numbered()) {
            estimator.reported(
                    track.receiver().newlyReceived(), track.receiver().newlyLost(), nowNanos);
            steering.reported(nowNanos);
        }
        if (nanos >= 0) {
            roundTripNanos = roundTripNanos == 0 ? nanos : (3 * roundTripNanos + nanos) / 4;
            estimator.roundTrip(roundTripNanos);
        }
    }

    private @Nullable DownTrack media(int ssrc) {
        DownTrack track = bySsrc.get(ssrc);
        return track != null && track.ssrc() == ssrc ? track : null;
    }

    /** What is known of its line now. */
    public DownlinkSnapshot snapshot() {
        return new DownlinkSnapshot(
                wire.numbered(),
                estimator.limit(),
                estimator.bitsPerSecond(),
                estimator.sendingBitsPerSecond(),
                estimator.ackedBitsPerSecond(),
                estimator.loss(),
                estimator.queueingMillis(),
                steering.limited(),
                steering.wanted(),
                steering.given(),
                steering.sound(),
                wire.waiting(),
                wire.waitingMillis());
    }

    /** When {@link #tick} is due; {@link Long#MAX_VALUE} for never. */
    public long deadline() {
        long first = Long.MAX_VALUE;
        for (int i = 0; i < ending.size(); i++) {
            first = Math.min(first, ending.get(i).endDeadline());
        }
        if (tracks.isEmpty()) {
            return first;
        }
        first = Math.min(first, Math.min(reports.deadline(), steering.deadline()));
        for (int i = 0; i < tracks.size(); i++) {
            first = Math.min(first, tracks.get(i).deadline());
        }
        return first;
    }

    /** Lets time pass. */
    public void tick(long nowNanos) {
        for (int i = 0; i < tracks.size(); i++) {
            tracks.get(i).tick(nowNanos);
        }
        for (int i = ending.size() - 1; i >= 0; i--) {
            ending.get(i).tickEnd(nowNanos);
            if (ending.get(i).over()) {
                ending.remove(i);
            }
        }
        if (nowNanos >= steering.deadline()) {
            steering.tick(nowNanos);
        }
        if (nowNanos >= reports.deadline()) {
            reports.send(tracks, nowNanos);
        }
    }
}
