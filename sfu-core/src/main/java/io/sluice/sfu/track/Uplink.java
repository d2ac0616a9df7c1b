package io.sluice.sfu.track;

import io.sluice.rtp.codec.Codec;
import io.sluice.rtp.codec.FrameInfo;
import io.sluice.rtp.ext.ExtensionIds;
import io.sluice.rtp.ext.HeaderExtension;
import io.sluice.rtp.ext.StreamText;
import io.sluice.rtp.ext.TransportSequence;
import io.sluice.rtp.feedback.TwccRecorder;
import io.sluice.rtp.loss.Rtx;
import io.sluice.rtp.packet.RtcpReader;
import io.sluice.rtp.packet.RtpPacket;
import io.sluice.rtp.rtcp.ExtendedReport;
import io.sluice.rtp.rtcp.NtpTime;
import io.sluice.rtp.rtcp.SenderReport;
import io.sluice.sfu.negotiate.ExtensionParameters;
import io.sluice.transport.peer.PacketSink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that one participant sends over one transport: finds out which stream of which track a packet belongs to, and tells the sender what
 * arrived, what is missing and when a key frame is needed. An engine; it also lets time pass for the tracks of its sections.
 */
public final class Uplink {
    /** SSRCs at most, retransmission streams included. */
    static final int MAX_SSRCS = 256;

    private static final long REPORT_NANOS = 1_000_000_000L;
    private static final long NACK_PAUSE_NANOS = 5_000_000L;
    private static final long NACK_ROUND_NANOS = 10_000_000L;
    private static final int MAX_NEW_STREAMS_PER_SECOND = 64;

    final CarriedExtensions carried = new CarriedExtensions();
    final RtpPacket packet = new RtpPacket();
    final RtpPacket replayPacket = new RtpPacket();
    final FrameInfo replayFrame = new FrameInfo();

    private final UplinkFeedback feedback;
    private final UplinkListener listener;
    private final FrameInfo frame = new FrameInfo();
    private final TwccRecorder arrivals = new TwccRecorder();
    private final RtcpReader reader = new RtcpReader();
    private final SenderReport senderReport = new SenderReport();
    private final ExtendedReport extendedReport = new ExtendedReport();
    private final SsrcTable<SourceStream> streams = new SsrcTable<>(MAX_SSRCS);
    private List<SectionStreams> sections = List.of();
    private List<SectionStreams> removed = List.of();
    private ExtensionIds ids = new ExtensionIds();
    private boolean unsettled;
    private boolean lossNoticed;
    private long nackedAt = Long.MIN_VALUE / 2;
    private long reportAt = Long.MAX_VALUE;
    private long newStreamsSince;
    private int newStreams;
    private int lastSsrc;
    private long roundTripNanos;
    private long unknown;
    private long malformed;

    /**
     * @param feedback where reports and requests to the sender go
     * @param senderSsrc our SSRC in them
     */
    public Uplink(PacketSink feedback, int senderSsrc, UplinkListener listener) {
        this.feedback = new UplinkFeedback(feedback, senderSsrc);
        this.listener = listener;
    }

    /** The sender is not at the other end of the transport: reports and requests to it go there from now on. */
    public void answerTo(PacketSink sender) {
        feedback.sendTo(sender);
    }

    /** What was negotiated last for a track; null if nothing is. */
    public @Nullable UplinkSection section(PublishedTrack track) {
        for (SectionStreams section : sections) {
            if (section.track == track) {
                return section.section();
            }
        }
        return null;
    }

    /** The header extensions of its packets that travel on, under their ids. */
    public List<ExtensionParameters> carriedExtensions() {
        List<ExtensionParameters> extensions = new ArrayList<>();
        for (int kind = 0; kind < CarriedExtensions.kinds(); kind++) {
            HeaderExtension extension = CarriedExtensions.extension(kind);
            int id = ids.id(extension);
            if (id > 0) {
                extensions.add(new ExtensionParameters(id, extension.uri()));
            }
        }
        return extensions;
    }

    UplinkListener listener() {
        return listener;
    }

    ExtensionIds ids() {
        return ids;
    }

    /** The last measured round trip to the sender in nanoseconds, 0 before the first. */
    public long roundTripNanos() {
        return roundTripNanos;
    }

    /** Packets whose stream could not be told. */
    public long unknown() {
        return unknown;
    }

    /** Packets that were not well-formed RTP. */
    public long malformed() {
        return malformed;
    }

    /**
     * What is negotiated now. Sections that carry the same track as before keep their streams; the tracks hear of it with the next packet or
     * tick, which {@link #deadline} makes due at once.
     *
     * @param extensions of all sections together: with BUNDLE an id means the same in each
     */
    public void setSections(List<UplinkSection> negotiated, List<ExtensionParameters> extensions) {
        ExtensionIds next = new ExtensionIds();
        extensions.forEach(extension -> next.put(extension.uri(), extension.id()));
        ids = next;
        List<SectionStreams> kept = new ArrayList<>();
        List<SectionStreams> gone = new ArrayList<>(sections);
        for (UplinkSection section : negotiated) {
            SectionStreams known = sectionOf(section);
            if (known == null) {
                known = new SectionStreams(section);
            } else {
                known.update(section);
                gone.remove(known);
            }
            kept.add(known);
        }
        sections = List.copyOf(kept);
        List<SectionStreams> allGone = new ArrayList<>(removed);
        allGone.addAll(gone);
        removed = allGone;
        unsettled = true;
    }

    private @Nullable SectionStreams sectionOf(UplinkSection section) {
        for (SectionStreams known : sections) {
            if (known.track == section.track() && known.section().mid().equals(section.mid())) {
                return known;
            }
        }
        return null;
    }

    private void settle(long nowNanos) {
        if (!unsettled) {
            return;
        }
        unsettled = false;
        for (SectionStreams section : removed) {
            for (SourceStream stream : section.streams) {
                if (stream != null) {
                    forget(stream, nowNanos);
                }
            }
        }
        removed = List.of();
        for (SectionStreams section : sections) {
            section.track.negotiated(section.layerNames(), section.expected(), nowNanos);
        }
    }

    private void forget(SourceStream stream, long nowNanos) {
        streams.remove(stream.ssrc());
        if (stream.rtxSsrc() != 0) {
            streams.remove(stream.rtxSsrc());
        }
        stream.track().detach(stream, nowNanos);
    }

    /** Takes one RTP packet, already decrypted. Its bytes may be changed. */
    public void rtp(byte[] buffer, int offset, int length, long nowNanos) {
        settle(nowNanos);
        if (!packet.wrap(buffer, offset, length)) {
            malformed++;
            return;
        }
        int transportSequence = TransportSequence.read(packet, ids.id(HeaderExtension.TRANSPORT_SEQUENCE));
        if (transportSequence >= 0) {
            arrivals.onPacket(transportSequence, nowNanos);
        }
        int ssrc = packet.ssrc();
        if (ssrc != 0) {
            SourceStream stream = streams.get(ssrc);
            if (stream == null) {
                stream = bind(nowNanos);
            }
            if (stream == null) {
                unknown++;
            } else if (stream.ssrc() == ssrc) {
                lastSsrc = ssrc;
                stream.receive(packet, false, frame, nowNanos);
            } else {
                repair(stream, nowNanos);
            }
        }
        if (arrivals.pending() >= TwccRecorder.MAX_PENDING) {
            feedback.arrivals(arrivals, lastSsrc, nowNanos);
        }
        if (lossNoticed && nowNanos - nackedAt >= NACK_PAUSE_NANOS) {
            askForLost(nowNanos);
        }
        if (reportAt == Long.MAX_VALUE) {
            reportAt = nowNanos + REPORT_NANOS;
        }
        feedback.flush();
    }

    private void repair(SourceStream stream, long nowNanos) {
        SectionStreams section = section(stream);
        int original = section == null ? -1 : section.original(packet.payloadType());
        if (section == null || section.codec(packet.payloadType()) != Codec.RTX || original < 0) {
            stream.stats().discarded++;
        } else if (Rtx.isProbe(packet)) {
            stream.stats().paddingPackets++;
            stream.stats().paddingBytes += packet.paddingLength();
        } else if (Rtx.unwrap(packet, original, stream.ssrc())) {
            stream.receive(packet, true, frame, nowNanos);
        }
    }

    private @Nullable SectionStreams section(SourceStream stream) {
        for (SectionStreams section : sections) {
            if (section.streams[stream.layer()] == stream) {
                return section;
            }
        }
        return null;
    }

    /** Finds out what a packet of an unknown source belongs to. */
    private @Nullable SourceStream bind(long nowNanos) {
        SectionStreams section = findSection();
        if (section == null
                || nowNanos - newStreamsSince < 1_000_000_000L && newStreams >= MAX_NEW_STREAMS_PER_SECOND) {
            return null;
        }
        Codec codec = section.codec(packet.payloadType());
        if (codec == null) {
            return null;
        }
        SourceStream stream = codec == Codec.RTX ? pair(section) : create(section, codec, nowNanos);
        if (stream != null) {
            if (nowNanos - newStreamsSince >= 1_000_000_000L) {
                newStreamsSince = nowNanos;
                newStreams = 0;
            }
            newStreams++;
        }
        return stream;
    }

    private @Nullable SectionStreams findSection() {
        int mid = ids.id(HeaderExtension.MID);
        boolean named = packet.extension(mid) >= 0;
        SectionStreams byType = null;
        int matches = 0;
        for (SectionStreams section : sections) {
            if (named ? StreamText.matches(packet, mid, section.mid) : section.announces(packet.ssrc())) {
                return section;
            }
            if (section.codec(packet.payloadType()) != null) {
                byType = section;
                matches++;
            }
        }
        // RFC 9143 §9.2: a payload type that only one section has tells the section.
        return named || matches != 1 ? null : byType;
    }

    private @Nullable SourceStream create(SectionStreams section, Codec codec, long nowNanos) {
        int layer = section.layerOf(packet, ids);
        if (layer < 0 || codec.isAudio() && layer > 0) {
            return null;
        }
        SourceStream before = section.streams[layer];
        if (before != null) {
            forget(before, nowNanos);
            section.streams[layer] = null;
        }
        SourceStream stream = new SourceStream(this, section, layer, packet.ssrc(), codec, packet.payloadType());
        if (!streams.put(packet.ssrc(), stream)) {
            return null;
        }
        section.streams[layer] = stream;
        if (roundTripNanos > 0) {
            stream.losses().roundTrip(roundTripNanos);
        }
        section.track.attach(stream, nowNanos);
        return stream;
    }

    private @Nullable SourceStream pair(SectionStreams section) {
        int layer = section.repairedLayer(packet, ids);
        SourceStream stream = layer < 0 ? null : section.streams[layer];
        if (stream == null) {
            return null;
        }
        if (stream.rtxSsrc() != 0) {
            streams.remove(stream.rtxSsrc());
        }
        if (!streams.put(packet.ssrc(), stream)) {
            stream.pair(0);
            return null;
        }
        stream.pair(packet.ssrc());
        listener.streamChanged(stream.track(), stream);
        return stream;
    }

    /** Takes one compound RTCP packet, already decrypted; blocks that are not about these streams are passed over. */
    public void rtcp(byte[] buffer, int offset, int length, long nowNanos) {
        settle(nowNanos);
        reader.wrap(buffer, offset, length);
        while (reader.next()) {
            if (senderReport.read(reader)) {
                SourceStream stream = streams.get(senderReport.ssrc());
                if (stream != null && stream.ssrc() == senderReport.ssrc()) {
                    stream.senderReport(senderReport.ntpTime(), senderReport.rtpTimestamp(), nowNanos);
                }
            } else if (extendedReport.read(reader)) {
                roundTrip(nowNanos);
            }
        }
    }

    private void roundTrip(long nowNanos) {
        int now = NtpTime.compact(NtpTime.ofNanos(nowNanos));
        for (int i = 0; i < extendedReport.delays(); i++) {
            if (extendedReport.delaySsrc(i) == feedback.senderSsrc()) {
                long nanos = NtpTime.roundTrip(
                        now, extendedReport.lastReference(i), extendedReport.delaySinceLastReference(i));
                if (nanos >= 0) {
                    // New measurements count for three quarters: the path of a mobile sender changes at once.
                    roundTripNanos = roundTripNanos == 0 ? nanos : (roundTripNanos + 3 * nanos) / 4;
                    tellRoundTrip();
                }
            }
        }
    }

    private void tellRoundTrip() {
        for (SectionStreams section : sections) {
            for (SourceStream stream : section.streams) {
                if (stream != null) {
                    stream.losses().roundTrip(roundTripNanos);
                    stream.stats().roundTrip(roundTripNanos);
                }
            }
        }
    }

    void lossNoticed() {
        lossNoticed = true;
    }

    void sendKeyframeRequest(SourceStream stream) {
        feedback.keyframeRequest(stream.ssrc());
        feedback.flush();
    }

    private void askForLost(long nowNanos) {
        lossNoticed = false;
        nackedAt = nowNanos;
        for (SectionStreams section : sections) {
            for (SourceStream stream : section.streams) {
                if (stream == null) {
                    continue;
                }
                if (section.track.outlets() == 0) {
                    stream.losses().clear();
                } else if (stream.losses().missing() > 0) {
                    stream.stats().nacks += feedback.nack(stream, nowNanos);
                }
            }
        }
    }

    /** When {@link #tick} is due; {@link Long#MAX_VALUE} for never. */
    public long deadline() {
        if (unsettled) {
            return Long.MIN_VALUE;
        }
        long first = Math.min(reportAt, arrivals.deadline());
        for (SectionStreams section : sections) {
            first = Math.min(first, section.track.deadline());
            for (SourceStream stream : section.streams) {
                if (stream != null) {
                    first = Math.min(first, stream.deadline());
                    if (stream.losses().missing() > 0) {
                        first = Math.min(first, nackDeadline(stream));
                    }
                }
            }
        }
        return first;
    }

    private long nackDeadline(SourceStream stream) {
        return lossNoticed
                ? nackedAt + NACK_PAUSE_NANOS
                : Math.max(stream.losses().deadline(), nackedAt + NACK_ROUND_NANOS);
    }

    /** Lets time pass. */
    public void tick(long nowNanos) {
        settle(nowNanos);
        boolean nack = false;
        for (SectionStreams section : sections) {
            if (nowNanos >= section.track.deadline()) {
                section.track.tick(nowNanos);
            }
            for (SourceStream stream : section.streams) {
                if (stream != null) {
                    if (nowNanos >= stream.deadline()) {
                        stream.tick(nowNanos);
                    }
                    nack |= stream.losses().missing() > 0 && nowNanos >= nackDeadline(stream);
                }
            }
        }
        if (nowNanos >= reportAt) {
            report(nowNanos);
        }
        if (nack) {
            askForLost(nowNanos);
        }
        feedback.arrivals(arrivals, lastSsrc, nowNanos);
        feedback.flush();
    }

    private void report(long nowNanos) {
        reportAt = nowNanos + REPORT_NANOS;
        for (SectionStreams section : sections) {
            for (SourceStream stream : section.streams) {
                if (stream != null) {
                    feedback.report(stream, nowNanos);
                }
            }
        }
        feedback.endReports(nowNanos);
    }
}
