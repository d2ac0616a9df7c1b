package io.sluice.server.metrics;

import io.sluice.server.metrics.Exposition.Type;
import io.sluice.sfu.measure.MediaCounters;
import io.sluice.sfu.measure.PeerStep;
import io.sluice.sfu.measure.SourceCounters;
import io.sluice.sfu.measure.Way;
import io.sluice.sfu.publish.TrackSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How far tracks, subscriptions and PeerTransports get, and how long packets stay. */
public final class NegotiationMetrics implements MetricSource {
    private final LoopSums loops;

    /** @param loops the counters of each */
    public NegotiationMetrics(List<MediaCounters> loops) {
        this.loops = new LoopSums(loops);
    }

    @Override
    public void write(Exposition page) {
        subscriptions(page);
        peers(page);
        turns(page);
    }

    private void subscriptions(Exposition page) {
        page.family(
                "livekit_track_publish_counter", Type.COUNTER, "Tracks that publishers began, by how far they got.");
        for (boolean video : new boolean[] {false, true}) {
            page.sample(loops.sum(loop -> loop.publishing(video)), "kind", LoopSums.kind(video), "state", "attempt");
            page.sample(publishedSoFar(video), "kind", LoopSums.kind(video), "state", "success");
        }
        page.family("livekit_track_subscribed_total", Type.GAUGE, "Tracks that subscribers receive.")
                .sample(loops.sum(loop -> loop.subscribed(false)), "kind", "AUDIO")
                .sample(loops.sum(loop -> loop.subscribed(true)), "kind", "VIDEO");
        page.family("livekit_track_subscribe_counter", Type.COUNTER, "Subscriptions that got so far.")
                .sample(loops.sum(loop -> loop.subscriptionsBegun), "error", "", "state", "attempt")
                .sample(loops.sum(loop -> loop.subscriptionsAgreed), "error", "", "state", "success")
                .sample(
                        loops.sum(loop -> loop.subscriptionsGivenUp) - loops.sum(loop -> loop.subscriptionsUndecodable),
                        "error",
                        "",
                        "state",
                        "cancel")
                .sample(
                        loops.sum(loop -> loop.subscriptionsUndecodable),
                        "error",
                        "codec_unsupported",
                        "state",
                        "failure");
        agreements(page);
    }

    /** Times by source; clients are not told apart, as that would multiply the series. */
    private void agreements(Exposition page) {
        loops.family(
                page,
                "livekit_pubsubtime_ms",
                Type.HISTOGRAM,
                "From the wish to publish or to receive a track until it was agreed on, milliseconds.",
                (seen, labels) -> {
                    String[] all = Arrays.copyOf(labels, labels.length + 6);
                    all[3] = labels[3].equals("incoming") ? "publish" : "subscribe";
                    System.arraycopy(new String[] {"count", "", "kind", "", "sdk", ""}, 0, all, labels.length, 6);
                    LoopSums.distribution(
                            page,
                            seen.stream().map(source -> source.agreedMillis).toList(),
                            all);
                });
    }

    private double publishedSoFar(boolean video) {
        long published = 0;
        for (TrackSource source : TrackSource.values()) {
            for (SourceCounters seen : loops.seen(Way.INCOMING, video, source)) {
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
                        loops.sum(loop -> loop.peers(step, serverOffers)),
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
        loops.distribution(page, loop -> loop.turns.nanos);
        page.family("livekit_forward_latency", Type.GAUGE, "The mean of that of late, of the slowest loop.")
                .sample(loops.worst(loop -> loop.turns.mean()));
        page.family("livekit_forward_jitter", Type.GAUGE, "How far it was from its mean of late, on the worst loop.")
                .sample(loops.worst(loop -> loop.turns.jitter()));
    }
}
