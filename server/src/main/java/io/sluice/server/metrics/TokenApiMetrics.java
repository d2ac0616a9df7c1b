package io.sluice.server.metrics;

import io.sluice.server.metrics.Exposition.Type;
import io.sluice.tokenapi.keyexchange.KeyExchange;
import java.util.Locale;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** What is asked of the token API and of the key exchange: how often and how it ended, never by whom or about what. */
public final class TokenApiMetrics implements MetricSource {
    private final CounterFamily requests = new CounterFamily(
            "sluice_token_api_requests_total", "Requests for tokens and about calls.", "endpoint", "result");
    private final HistogramFamily seconds =
            new HistogramFamily("sluice_token_api_request_seconds", "How long they took.", Buckets.SECONDS, "endpoint");
    private volatile @Nullable Exchange exchange;

    private record Exchange(KeyExchange keys, IntSupplier sockets) {}

    /**
     * A request was answered.
     *
     * @param endpoint its path, with names instead of ids
     * @param status of HTTP
     */
    public void answered(String endpoint, int status, long nanos) {
        requests.add(endpoint, result(status));
        seconds.note(nanos / 1e9, endpoint);
    }

    private static String result(int status) {
        return switch (status) {
            case 401, 403 -> "denied";
            case 429 -> "limited";
            default -> status < 400 ? "ok" : status < 500 ? "bad" : "failed";
        };
    }

    /** The key exchange to read from. @param sockets how many clients are connected */
    public void watch(KeyExchange keys, IntSupplier sockets) {
        exchange = new Exchange(keys, sockets);
    }

    @Override
    public void write(Exposition page) {
        requests.write(page);
        seconds.write(page);
        Exchange read = exchange;
        if (read != null) {
            write(page, read.keys, read.sockets.getAsInt());
        }
    }

    private static void write(Exposition page, KeyExchange keys, int sockets) {
        page.family("sluice_key_exchange_events_total", Type.COUNTER, "Events that clients of the key exchange sent.");
        keys.counters()
                .tell((event, result, count) -> page.sample(
                        count, "event", event, "result", result.name().toLowerCase(Locale.ROOT)));
        page.family("sluice_key_exchange_relays_total", Type.COUNTER, "Messages passed from one client to another.")
                .sample(keys.counters().relayed());
        page.family("sluice_key_exchange_participants", Type.GAUGE, "People in calls whose keys are exchanged.")
                .sample(keys.participants());
        page.family("sluice_key_exchange_sockets", Type.GAUGE, "Clients that are connected.")
                .sample(sockets);
    }
}
