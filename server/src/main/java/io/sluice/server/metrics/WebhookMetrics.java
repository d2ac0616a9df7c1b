package io.sluice.server.metrics;

import io.sluice.server.hook.OutboxListener;
import io.sluice.server.metrics.Exposition.Type;
import java.util.function.IntSupplier;

/** What the outbox of webhooks does. */
public final class WebhookMetrics implements OutboxListener, MetricSource {
    private final CounterFamily dispatches = new CounterFamily(
            "livekit_webhook_dispatch_total", "Events that are through with, by how.", "reason", "status");
    private final HistogramFamily queue = new HistogramFamily(
            "livekit_webhook_queue_length", "Events that waited when another one came.", Buckets.WEBHOOK_QUEUE);
    private final CounterFamily tries =
            new CounterFamily("sluice_webhook_tries_total", "Posts to receivers.", "result");
    private final HistogramFamily seconds =
            new HistogramFamily("sluice_webhook_try_seconds", "How long posts took.", Buckets.SECONDS);
    private volatile IntSupplier depth = () -> 0;

    /** Where the number of waiting events is read. */
    public void depth(IntSupplier source) {
        depth = source;
    }

    @Override
    public void queued(int depth) {
        queue.note(depth);
    }

    @Override
    public void tried(boolean delivered, long nanos) {
        tries.add(delivered ? "success" : "failure");
        seconds.note(nanos / 1e9);
    }

    @Override
    public void ended(String status, String reason) {
        dispatches.add(reason, status);
    }

    @Override
    public void write(Exposition page) {
        dispatches.write(page);
        queue.write(page);
        tries.write(page);
        seconds.write(page);
        page.family("sluice_webhook_outbox_events", Type.GAUGE, "Events that wait for a receiver.")
                .sample(depth.getAsInt());
    }
}
