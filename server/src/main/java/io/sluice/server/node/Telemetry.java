package io.sluice.server.node;

import io.sluice.config.SluiceConfig;
import io.sluice.server.debug.RoomsPage;
import io.sluice.server.hook.WebhookOutbox;
import io.sluice.server.http.ImmediateRoute;
import io.sluice.server.metrics.AgentMetrics;
import io.sluice.server.metrics.AllocationMetrics;
import io.sluice.server.metrics.DataMetrics;
import io.sluice.server.metrics.Health;
import io.sluice.server.metrics.HostMetrics;
import io.sluice.server.metrics.JvmMetrics;
import io.sluice.server.metrics.LoopMetrics;
import io.sluice.server.metrics.MediaMetrics;
import io.sluice.server.metrics.MetricSource;
import io.sluice.server.metrics.MetricsPage;
import io.sluice.server.metrics.MetricsServer;
import io.sluice.server.metrics.NegotiationMetrics;
import io.sluice.server.metrics.RoomMetrics;
import io.sluice.server.metrics.SignalMetrics;
import io.sluice.server.metrics.TokenApiMetrics;
import io.sluice.server.metrics.TwirpMetrics;
import io.sluice.server.metrics.WebhookMetrics;
import io.sluice.server.net.MediaLoop;
import io.sluice.sfu.control.RoomObserver;
import io.sluice.sfu.measure.MediaCounters;
import io.sluice.sfu.measure.PeerStep;
import io.sluice.sfu.shard.Loop;
import io.sluice.sfu.shard.Rooms;
import io.sluice.signaling.agent.AgentService;
import io.sluice.tokenapi.http.ApiHandler;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What tells others how the node fares: webhooks, metrics, health. */
final class Telemetry {
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final SluiceConfig config;
    private final RoomMetrics rooms;
    private final TwirpMetrics calls = new TwirpMetrics();
    private final SignalMetrics signals;
    private final NodeLoad load;
    private final WebhookMetrics hooks = new WebhookMetrics();
    private final TokenApiMetrics tokenApi = new TokenApiMetrics();
    private final @Nullable WebhookOutbox webhooks;
    private @Nullable MetricsServer server;
    private @Nullable JvmMetrics jvm;

    private Telemetry(SluiceConfig config, Clock clock, RandomGenerator random) throws IOException {
        this.config = config;
        this.rooms = new RoomMetrics(clock);
        this.load = new NodeLoad(config.limit(), rooms);
        this.signals = new SignalMetrics(rooms.joins());
        this.webhooks = Webhooks.start(config, clock, random, hooks);
        if (webhooks != null) {
            hooks.depth(webhooks::depth);
        }
    }

    /** @throws IOException when the folder for durable data can not be used */
    static Telemetry start(SluiceConfig config, Clock clock, RandomGenerator random) throws IOException {
        return new Telemetry(config, clock, random);
    }

    /** Those who want to know what happens in rooms. */
    List<RoomObserver> observers() {
        List<RoomObserver> observers = new ArrayList<>();
        observers.add(rooms);
        if (webhooks != null) {
            observers.add(webhooks);
        }
        return observers;
    }

    /** Serves the page if it is wanted. @throws IOException when its port is taken */
    void watch(String nodeId, List<MediaLoop> loops, Rooms live, AgentService agents) throws IOException {
        List<MediaCounters> counters = counters(loops);
        load.of(counters);
        if (config.prometheus().port() == 0) {
            return;
        }
        jvm = new JvmMetrics();
        signals.peerTransports(() -> counters.stream()
                .mapToLong(loop -> loop.peers(PeerStep.MADE, false).get()
                        + loop.peers(PeerStep.MADE, true).get())
                .sum());
        List<MetricSource> sources = List.of(
                rooms,
                signals,
                new MediaMetrics(counters),
                new AllocationMetrics(counters),
                new NegotiationMetrics(counters),
                new DataMetrics(counters),
                new AgentMetrics(agents::figures),
                calls,
                hooks,
                tokenApi,
                new LoopMetrics(
                        counters, () -> loops.stream().map(MediaLoop::refusals).toList(), live),
                new HostMetrics(),
                jvm);
        server = MetricsServer.start(
                config.prometheus(), config.bindAddresses(), new MetricsPage(nodeId, sources), new RoomsPage(live));
    }

    private static List<MediaCounters> counters(List<? extends Loop> loops) {
        return loops.stream().map(Loop::counters).toList();
    }

    /** Whether the node forwards as much as it may. */
    NodeLoad load() {
        return load;
    }

    /** Counts what is said on signal connections. */
    SignalMetrics signals() {
        return signals;
    }

    /** The paths {@code /} and {@code /healthz}. */
    static ImmediateRoute health(List<? extends Loop> loops, Rooms live) {
        return new ImmediateRoute(new Health(counters(loops), live::refusing, System::nanoTime));
    }

    /** A room is about to be opened with these tags; from any thread. */
    void expect(String room, Map<String, String> tags) {
        if (webhooks != null) {
            webhooks.expect(room, tags);
        }
    }

    /** What counts requests of the token API. */
    TokenApiMetrics tokenApi() {
        return tokenApi;
    }

    /** The same handler of the server API, counted. */
    ApiHandler counting(ApiHandler twirp) {
        return calls.counting(twirp);
    }

    /** After the last fact. Waits for webhooks on their way. */
    void close() {
        if (webhooks != null) {
            webhooks.close(GOODBYE);
        }
        if (server != null) {
            server.close();
        }
        if (jvm != null) {
            jvm.close();
        }
    }
}
