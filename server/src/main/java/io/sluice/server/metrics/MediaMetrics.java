package io.sluice.server.metrics;

import io.sluice.server.metrics.Exposition.Type;
import io.sluice.sfu.measure.Distribution;
import io.sluice.sfu.measure.MediaCounters;
import io.sluice.sfu.measure.SourceCounters;
import io.sluice.sfu.measure.Tally;
import io.sluice.sfu.measure.Way;
import io.sluice.sfu.measure.WayCounters;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What the media loops count, added up for each scrape. */
public final class MediaMetrics implements MetricSource {
    private final LoopSums loops;

    /** @param loops the counters of each */
    public MediaMetrics(List<MediaCounters> loops) {
        this.loops = new LoopSums(loops);
    }

    /** What LiveKit counts by direction only. */
    private enum Feedback {
        NACK("Requests for single packets", way -> way.nacks),
        PLI("Requests for key frames", way -> way.plis),
        FIR("Commands to send key frames", way -> way.firs);

        final String help;
        final Function<WayCounters, Tally> count;

        Feedback(String help, Function<WayCounters, Tally> count) {
            this.help = help;
            this.count = count;
        }

        String metric() {
            return "livekit_" + name().toLowerCase(Locale.ROOT) + "_total";
        }
    }

    @Override
    public void write(Exposition page) {
        packets(page);
        for (Feedback feedback : Feedback.values()) {
            page.family(feedback.metric(), Type.COUNTER, feedback.help + ", by the way of the media they are about.");
            for (Way way : Way.values()) {
                page.sample(
                        loops.sum(way, feedback.count),
                        "country",
                        LoopSums.NO_COUNTRY,
                        "direction",
                        LoopSums.direction(way));
            }
        }
        sources(page);
        quality(page);
        ours(page);
    }

    private void packets(Exposition page) {
        page.family("livekit_packet_total", Type.COUNTER, "RTP packets with media.");
        transmissions(page, way -> way.packets, way -> way.retransmittedPackets);
        page.family("livekit_packet_bytes", Type.COUNTER, "Payload bytes of RTP packets with media.");
        transmissions(page, way -> way.bytes, way -> way.retransmittedBytes);
    }

    private void transmissions(
            Exposition page, Function<WayCounters, Tally> initial, Function<WayCounters, Tally> retransmit) {
        for (Way way : Way.values()) {
            page.sample(
                    loops.sum(way, initial),
                    "country",
                    LoopSums.NO_COUNTRY,
                    "direction",
                    LoopSums.direction(way),
                    "transmission",
                    "initial");
            page.sample(
                    loops.sum(way, retransmit),
                    "country",
                    LoopSums.NO_COUNTRY,
                    "direction",
                    LoopSums.direction(way),
                    "transmission",
                    "retransmit");
        }
    }

    private void sources(Exposition page) {
        counter(page, "livekit_packet_loss_total", "Packets that did not come.", source -> source.lost);
        counter(
                page,
                "livekit_packet_out_of_order_total",
                "Packets that came after a later one.",
                source -> source.outOfOrder);
        histogram(
                page,
                "livekit_packet_loss_percent",
                "Share of lost packets of a stream in five seconds.",
                source -> source.lossPercent);
        histogram(
                page,
                "livekit_packet_out_of_order_percent",
                "Share of packets out of order of a stream in five seconds.",
                source -> source.outOfOrderPercent);
        histogram(
                page,
                "livekit_jitter_us",
                "Greatest jitter of a stream in five seconds, microseconds.",
                source -> source.jitterMicros);
        histogram(
                page,
                "livekit_rtt_ms",
                "Round trip of a stream every five seconds, milliseconds.",
                source -> source.roundTripMillis);
    }

    private void counter(Exposition page, String name, String help, Function<SourceCounters, Tally> count) {
        loops.family(page, name, Type.COUNTER, help, (seen, labels) -> {
            long sum = 0;
            for (SourceCounters source : seen) {
                sum += count.apply(source).get();
            }
            page.sample(sum, labels);
        });
    }

    private void histogram(Exposition page, String name, String help, Function<SourceCounters, Distribution> values) {
        loops.family(
                page,
                name,
                Type.HISTOGRAM,
                help,
                (seen, labels) ->
                        LoopSums.distribution(page, seen.stream().map(values).toList(), labels));
    }

    private void quality(Exposition page) {
        page.family(
                "livekit_quality_rating",
                Type.HISTOGRAM,
                "How participants are connected every five seconds: 0 poor, 1 good, 2 excellent.");
        loops.distribution(page, loop -> loop.qualityRating);
        page.family(
                "livekit_quality_score",
                Type.HISTOGRAM,
                "How participants are connected every five seconds, as an opinion score of 1 to 4.5.");
        loops.distribution(page, loop -> loop.qualityScore);
    }

    private void ours(Exposition page) {
        page.family(
                "sluice_layer_switches_total",
                Type.COUNTER,
                "Times a subscriber's stream went over to another layer, or began.");
        page.sample(loops.sum(loop -> loop.layerSwitches));
        page.family(
                "sluice_key_frame_waits_total",
                Type.COUNTER,
                "Times a subscriber's picture had to wait for a key frame.");
        page.sample(loops.sum(loop -> loop.keyFrameWaits));
        page.family(
                "sluice_key_frame_wait_seconds_total",
                Type.COUNTER,
                "How long subscribers' pictures waited for key frames, together.");
        page.sample(loops.sum(loop -> loop.keyFrameWaitNanos) / 1e9);
        page.family("sluice_key_frames_total", Type.COUNTER, "Key frames that publishers sent.");
        page.sample(loops.sum(Way.INCOMING, way -> way.keyFrames));
        page.family("sluice_padding_packets_total", Type.COUNTER, "RTP packets of padding only.");
        for (Way way : Way.values()) {
            page.sample(loops.sum(way, each -> each.paddingPackets), "direction", LoopSums.direction(way));
        }
        now(page);
        handshakes(page);
        drops(page);
    }

    private void now(Exposition page) {
        page.family(
                        "sluice_participants_forwarded",
                        Type.GAUGE,
                        "Participants that are in a room by being forwarded from another.")
                .sample(loops.sum(loop -> loop.participantsForwarded));
        page.family(
                        "sluice_microphones_withheld",
                        Type.GAUGE,
                        "Microphones that are not forwarded, as others in their rooms are louder.")
                .sample(loops.sum(loop -> loop.microphonesWithheld));
        page.family(
                        "sluice_subscriptions_paused",
                        Type.GAUGE,
                        "Tracks of which a subscriber's narrow line leaves nothing.")
                .sample(loops.sum(loop -> loop.subscriptionsPaused));
    }

    private void handshakes(Exposition page) {
        page.family("sluice_dtls_handshake_seconds", Type.HISTOGRAM, "How long DTLS handshakes took.");
        loops.distribution(page, loop -> loop.handshakeSeconds);
    }

    private void drops(Exposition page) {
        page.family("sluice_packets_dropped_total", Type.COUNTER, "Packets that were given up, by why.");
        for (Way way : Way.values()) {
            page.sample(
                    loops.sum(way, each -> each.discarded), "direction", LoopSums.direction(way), "reason", "unusable");
        }
        page.sample(loops.sum(Way.INCOMING, each -> each.duplicates), "direction", "incoming", "reason", "duplicate");
        page.sample(loops.sum(Way.OUTGOING, each -> each.nacksMissed), "direction", "outgoing", "reason", "forgotten");
        page.sample(loops.sum(loop -> loop.datagramsDropped), "direction", "outgoing", "reason", "socket_full");
    }
}
