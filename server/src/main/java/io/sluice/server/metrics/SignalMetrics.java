package io.sluice.server.metrics;

import io.sluice.signaling.livekit.SignalObserver;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** What clients and the server say to each other on signal connections. */
public final class SignalMetrics implements SignalObserver, MetricSource {
    private static final String NO_ERROR = "";
    private static final String REMOTE = "remote_description";

    private final CounterFamily joins;
    private final LongAdder requests = new LongAdder();
    private final LongAdder responses = new LongAdder();
    private final CounterFamily operations = new CounterFamily(
            "livekit_node_service_operation",
            "Joins and descriptions of PeerTransports, by how they went.",
            "error_type",
            "status",
            "type");
    private volatile LongSupplier peers = () -> 0;
    private final HistogramFamily joinMillis = new HistogramFamily(
            "livekit_session_join_latency_ms",
            "From the signal connection to the answer to the join, milliseconds.",
            Buckets.JOIN_MILLIS,
            "protocol_version");

    /** Where the number of PeerTransports is read that were ever made. */
    public void peerTransports(LongSupplier source) {
        peers = source;
    }

    /** @param joins states and warp of joins, written by somebody else */
    public SignalMetrics(CounterFamily joins) {
        this.joins = joins;
    }

    @Override
    public void accepted() {
        joins.add("signal_connected", "");
    }

    @Override
    public void refused() {
        joins.add("signal_validation_failed", "");
    }

    @Override
    public void received() {
        requests.increment();
    }

    @Override
    public void sent() {
        responses.increment();
    }

    @Override
    public void joined(int protocol, long millis) {
        joinMillis.note(millis, Integer.toString(protocol));
        operations.add(NO_ERROR, "success", "participant_join");
    }

    @Override
    public void turnedAway() {
        operations.add(NO_ERROR, "error", "participant_join");
    }

    @Override
    public void described(boolean offer) {
        operations.add(NO_ERROR, "success", offer ? "offer" : "answer");
    }

    @Override
    public void unreadable(boolean offer) {
        operations.add(REMOTE, "error", offer ? "offer" : "answer");
    }

    @Override
    public void write(Exposition page) {
        page.family("livekit_node_messages", Exposition.Type.COUNTER, "Messages on signal connections.")
                .sample(requests.sum(), "direction", "request", "status", "success", "type", "signal")
                .sample(responses.sum(), "direction", "response", "status", "success", "type", "signal");
        if (operations.writeIfAny(page)) {
            page.sample(peers.getAsLong(), "error_type", NO_ERROR, "status", "success", "type", "peer_connection");
        }
        joinMillis.write(page);
    }
}
