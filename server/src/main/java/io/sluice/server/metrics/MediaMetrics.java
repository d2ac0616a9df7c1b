package io.sluice.server.metrics;

import io.sluice.server.metrics.Exposition.Type;
import io.sluice.sfu.measure.Distribution;
import io.sluice.sfu.measure.MediaCounters;
import io.sluice.sfu.measure.PeerStep;
import io.sluice.sfu.measure.SourceCounters;
import io.sluice.sfu.measure.Tally;
import io.sluice.sfu.measure.Way;
import io.sluice.sfu.measure.WayCounters;
import io.sluice.sfu.publish.TrackSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** What the media loops count, added up for each scrape. */
public final class MediaMetrics implements MetricSource {
    private static final String NO_COUNTRY = "";

    private final List<MediaCounters> loops;

    /** @param loops the counters of each */
    public MediaMetrics(List<MediaCounters> loops) {
        this.loops = List.copyOf(loops);
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
        subscriptions(page);
        packets(page);
        for (Feedback feedback : Feedback.values()) {
            page.family(feedback.metric(), Type.COUNTER, feedback.help + ", by the way of the media they are about.");
            for (Way way : Way.values()) {
                page.sample(sum(way, feedback.count), "country", NO_COUNTRY, "direction", direction(way));
            }
        }
        sources(page);
        quality(page);
        peers(page);
        turns(page);
        ours(page);
    }

    private void subscriptions(Exposition page) {
        page.family(
                "livekit_track_publish_counter", Type.COUNTER, "Tracks that publishers began, by how far they got.");
        for (boolean video : new boolean[] {false, true}) {
            page.sample(sum(loop -> loop.publishing(video)), "kind", kind(video), "state", "attempt");
            page.sample(publishedSoFar(video), "kind", kind(video), "state", "success");
        }
        page.family("livekit_track_subscribed_total", Type.GAUGE, "Tracks that subscribers receive.")
                .sample(sum(loop -> loop.subscribed(false)), "kind", "AUDIO")
                .sample(sum(loop -> loop.subscribed(true)), "kind", "VIDEO");
        page.family("livekit_track_subscribe_counter", Type.COUNTER, "Subscriptions that got so far.")
                .sample(sum(loop -> loop.subscriptionsBegun), "error", "", "state", "attempt")
                .sample(sum(loop -> loop.subscriptionsAgreed), "error", "", "state", "success")
                .sample(
                        sum(loop -> loop.subscriptionsGivenUp) - sum(loop -> loop.subscriptionsUndecodable),
                        "error",
                        "",
                        "state",
                        "cancel")
                .sample(sum(loop -> loop.subscriptionsUndecodable), "error", "codec_unsupported", "state", "failure");
        agreements(page);
    }

    /** Times by source; clients are not told apart, as that would multiply the series. */
    private void agreements(Exposition page) {
        family(
                page,
                "livekit_pubsubtime_ms",
                Type.HISTOGRAM,
                "From the wish to publish or to receive a track until it was agreed on, milliseconds.",
                (seen, labels) -> {
                    String[] all = Arrays.copyOf(labels, labels.length + 6);
                    all[3] = labels[3].equals("incoming") ? "publish" : "subscribe";
                    System.arraycopy(new String[] {"count", "", "kind", "", "sdk", ""}, 0, all, labels.length, 6);
                    distribution(
                            page,
                            seen.stream().map(source -> source.agreedMillis).toList(),
                            all);
                });
    }

    private double publishedSoFar(boolean video) {
        long published = 0;
        for (TrackSource source : TrackSource.values()) {
            for (SourceCounters seen : seen(Way.INCOMING, video, source)) {
                published += seen.agreedMillis.total();
            }
        }
        return published;
    }

    private void peers(Exposition page) {
        page.family("livekit_peer_connection_state", Type.COUNTER, "PeerTransports that got so far.");
        for (PeerStep step : List.of(PeerStep.CONNECTED, PeerStep.FAILED, PeerStep.CLOSED)) {
            for (boolean serverOffers : new boolean[] {false, true}) {
                page.sample(
                        sum(loop -> loop.peers(step, serverOffers)),
                        "state",
                        step.name().toLowerCase(Locale.ROOT),
                        "transport",
                        serverOffers ? "SUBSCRIBER" : "PUBLISHER");
            }
        }
    }

    private void turns(Exposition page) {
        page.family(
                "livekit_forward_latency_ns",
                Type.HISTOGRAM,
                "From reading datagrams until what followed was handed to the kernel, nanoseconds.");
        distribution(page, loops.stream().map(loop -> loop.turns.nanos).toList());
        page.family("livekit_forward_latency", Type.GAUGE, "The mean of that of late, of the slowest loop.")
                .sample(slowest(loop -> loop.turns.mean()));
        page.family("livekit_forward_jitter", Type.GAUGE, "How far it was from its mean of late, on the worst loop.")
                .sample(slowest(loop -> loop.turns.jitter()));
    }

    private double slowest(ToLongFunction<MediaCounters> figure) {
        return loops.stream().mapToLong(figure).max().orElse(0);
    }

    private static String kind(boolean video) {
        return video ? "VIDEO" : "AUDIO";
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
                    sum(way, initial), "country", NO_COUNTRY, "direction", direction(way), "transmission", "initial");
            page.sample(
                    sum(way, retransmit),
                    "country",
                    NO_COUNTRY,
                    "direction",
                    direction(way),
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
        family(page, name, Type.COUNTER, help, (seen, labels) -> {
            long sum = 0;
            for (SourceCounters source : seen) {
                sum += count.apply(source).get();
            }
            page.sample(sum, labels);
        });
    }

    private void histogram(Exposition page, String name, String help, Function<SourceCounters, Distribution> values) {
        family(
                page,
                name,
                Type.HISTOGRAM,
                help,
                (seen, labels) -> distribution(page, seen.stream().map(values).toList(), labels));
    }

    private interface Samples {
        void write(List<SourceCounters> seen, String[] labels);
    }

    private void family(Exposition page, String name, Type type, String help, Samples samples) {
        boolean open = false;
        for (Way way : Way.values()) {
            for (boolean video : new boolean[] {false, true}) {
                for (TrackSource source : TrackSource.values()) {
                    List<SourceCounters> seen = seen(way, video, source);
                    if (seen.isEmpty()) {
                        continue;
                    }
                    if (!open) {
                        page.family(name, type, help);
                        open = true;
                    }
                    samples.write(seen, new String[] {
                        "country", NO_COUNTRY, "direction", direction(way), "source", source.name(), "type", kind(video)
                    });
                }
            }
        }
    }

    private List<SourceCounters> seen(Way way, boolean video, TrackSource source) {
        List<SourceCounters> seen = new ArrayList<>();
        for (MediaCounters loop : loops) {
            SourceCounters counters = loop.seen(way, video, source.ordinal());
            if (counters != null) {
                seen.add(counters);
            }
        }
        return seen;
    }

    static void distribution(Exposition page, List<Distribution> parts, String... labels) {
        Distribution first = parts.getFirst();
        double[] bounds = new double[first.ranges()];
        long[] counts = new long[first.ranges() + 1];
        double sum = 0;
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = first.bound(i);
        }
        for (Distribution part : parts) {
            for (int i = 0; i < counts.length; i++) {
                counts[i] += part.count(i);
            }
            sum += part.sum();
        }
        page.histogram(bounds, counts, sum, labels);
    }

    private void quality(Exposition page) {
        page.family(
                "livekit_quality_rating",
                Type.HISTOGRAM,
                "How participants are connected every five seconds: 0 poor, 1 good, 2 excellent.");
        distribution(page, loops.stream().map(loop -> loop.qualityRating).toList());
        page.family(
                "livekit_quality_score",
                Type.HISTOGRAM,
                "How participants are connected every five seconds, as an opinion score of 1 to 4.5.");
        distribution(page, loops.stream().map(loop -> loop.qualityScore).toList());
    }

    private void ours(Exposition page) {
        page.family(
                "sluice_layer_switches_total",
                Type.COUNTER,
                "Times a subscriber's stream went over to another layer, or began.");
        page.sample(sum(loop -> loop.layerSwitches));
        page.family(
                "sluice_key_frame_waits_total",
                Type.COUNTER,
                "Times a subscriber's picture had to wait for a key frame.");
        page.sample(sum(loop -> loop.keyFrameWaits));
        page.family(
                "sluice_key_frame_wait_seconds_total",
                Type.COUNTER,
                "How long subscribers' pictures waited for key frames, together.");
        page.sample(sum(loop -> loop.keyFrameWaitNanos) / 1e9);
        page.family("sluice_key_frames_total", Type.COUNTER, "Key frames that publishers sent.");
        page.sample(sum(Way.INCOMING, way -> way.keyFrames));
        page.family("sluice_padding_packets_total", Type.COUNTER, "RTP packets of padding only.");
        for (Way way : Way.values()) {
            page.sample(sum(way, each -> each.paddingPackets), "direction", direction(way));
        }
        handshakes(page);
        drops(page);
    }

    private void handshakes(Exposition page) {
        page.family("sluice_dtls_handshake_seconds", Type.HISTOGRAM, "How long DTLS handshakes took.");
        distribution(page, loops.stream().map(loop -> loop.handshakeSeconds).toList());
    }

    private void drops(Exposition page) {
        page.family("sluice_packets_dropped_total", Type.COUNTER, "Packets that were given up, by why.");
        for (Way way : Way.values()) {
            page.sample(sum(way, each -> each.discarded), "direction", direction(way), "reason", "unusable");
        }
        page.sample(sum(Way.INCOMING, each -> each.duplicates), "direction", "incoming", "reason", "duplicate");
        page.sample(sum(Way.OUTGOING, each -> each.nacksMissed), "direction", "outgoing", "reason", "forgotten");
        page.sample(sum(loop -> loop.datagramsDropped), "direction", "outgoing", "reason", "socket_full");
    }

    private double sum(Way way, Function<WayCounters, Tally> count) {
        return sum(loop -> count.apply(loop.way(way)));
    }

    private double sum(Function<MediaCounters, Tally> count) {
        long sum = 0;
        for (MediaCounters loop : loops) {
            sum += count.apply(loop).get();
        }
        return sum;
    }

    private static String direction(Way way) {
        return way.name().toLowerCase(Locale.ROOT);
    }
}
