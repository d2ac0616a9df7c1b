package io.sluice.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.Await;
import io.sluice.server.FreePort;
import io.sluice.server.RunningNode;
import io.sluice.server.SignalClient;
import io.sluice.server.WorkerClient;
import io.sluice.server.hook.HookReceiver;
import io.sluice.signaling.proto.RegisterWorkerRequest;
import io.sluice.tokenapi.token.VideoGrant;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The page of a whole node. */
class MetricsIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static HttpResponse<String> get(int port, String authorization) {
        return ask(port, "", authorization);
    }

    private static HttpResponse<String> ask(int port, String query, String authorization) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics" + query));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Page scrape(int port) {
        return new Page(get(port, "").body());
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whoIsThereIsCountedAndForgotten() {
        int port = FreePort.any();
        try (HookReceiver receiver = HookReceiver.start();
                RunningNode node = RunningNode.with("prometheus: {port: " + port + "}\n"
                        + "webhook: {api_key: testkey, urls: [\"" + receiver.url() + "\"]}\n")) {
            assertThat(scrape(port).value("livekit_room_total")).isZero();
            try (SignalClient client = SignalClient.join(node.webSocket("/rtc"), RunningNode.token("ann", "demo"))) {
                client.awaitJoin();
                // What is counted last: the client has its answer by then, and may well be quicker.
                Page page = Await.until(
                        "a participant",
                        () -> scrape(port),
                        seen -> seen.value("livekit_node_service_operation", "type=\"participant_join\"") == 1);
                assertThat(page.value("livekit_participant_total")).isEqualTo(1);
                assertThat(page.value("livekit_room_total")).isEqualTo(1);
                assertThat(page.value("livekit_participant_join_total", "state=\"rtc_init\""))
                        .isEqualTo(1);
                assertThat(page.value("livekit_participant_join_total", "state=\"signal_connected\""))
                        .isEqualTo(1);
                assertThat(page.value("livekit_session_join_latency_ms_count")).isEqualTo(1);
                assertThat(page.value("livekit_node_messages", "direction=\"response\""))
                        .isPositive();
                assertThat(page.value("livekit_node_service_operation", "type=\"peer_connection\""))
                        .isEqualTo(2);
                assertThat(page.series()).noneMatch(series -> series.contains("demo") || series.contains("ann"));
            }
            Page page = Await.until("nobody", () -> scrape(port), seen -> seen.value("livekit_participant_total") == 0);
            assertThat(page.value("livekit_participant_join_total", "state=\"rtc_canceled\""))
                    .isEqualTo(1);
            receiver.await(2);
            Page told = Await.until(
                    "deliveries",
                    () -> scrape(port),
                    seen -> seen.value("livekit_webhook_dispatch_total", "status=\"success\"") == 2);
            assertThat(told.value("livekit_webhook_queue_length_count")).isEqualTo(2);
        }
    }

    @Test
    void workersOfAgentsAndTheirJobsAreCounted() {
        int port = FreePort.any();
        String token =
                RunningNode.token("worker", VideoGrant.builder().agent(true).build());
        try (RunningNode node = RunningNode.with("prometheus: {port: " + port + "}\n");
                WorkerClient worker = WorkerClient.connect(node.webSocket("/agent"), token)
                        .register(RegisterWorkerRequest.newBuilder());
                SignalClient client = SignalClient.join(node.webSocket("/rtc"), RunningNode.token("ann", "demo"))) {
            client.awaitJoin();
            worker.accept("demo");

            Page page = Await.until(
                    "a job", () -> scrape(port), seen -> seen.value("sluice_agent_jobs", "stage=\"running\"") == 1);
            assertThat(page.value("sluice_agent_workers", "status=\"available\""))
                    .isEqualTo(1);
        }
    }

    @Test
    void thePageHasWhatDashboardsOfLiveKitAskForAndWhatIsOurs() {
        int port = FreePort.any();
        try (RunningNode node = RunningNode.with("prometheus: {port: " + port + "}\n")) {
            HttpResponse<String> answer = get(port, "");
            Page page = new Page(answer.body());

            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValue("text/plain; version=0.0.4; charset=utf-8");
            assertThat(page.type("livekit_room_total")).isEqualTo("gauge");
            assertThat(page.type("livekit_packet_bytes")).isEqualTo("counter");
            assertThat(page.type("livekit_room_duration_seconds")).isEqualTo("histogram");
            assertThat(page.families())
                    .contains(
                            "livekit_packet_total",
                            "livekit_nack_total",
                            "livekit_pli_total",
                            "livekit_fir_total",
                            "livekit_track_published_total",
                            "livekit_track_subscribed_total",
                            "livekit_quality_score",
                            "livekit_webhook_queue_length",
                            "livekit_node_packet_total",
                            "livekit_track_publish_counter",
                            "livekit_peer_connection_state",
                            "livekit_forward_latency",
                            "livekit_forward_jitter",
                            "livekit_forward_latency_ns",
                            "livekit_node_messages",
                            "sluice_loop_busy_seconds_total",
                            "sluice_microphones_withheld",
                            "sluice_participants_forwarded",
                            "sluice_subscriptions_paused",
                            "sluice_key_exchange_relays_total",
                            "sluice_key_exchange_sockets",
                            "sluice_send_calls_total",
                            "sluice_packets_dropped_total",
                            "sluice_webhook_outbox_events",
                            "jvm_memory_used_bytes",
                            "process_cpu_usage");
            assertThat(page.series())
                    .anyMatch(series -> series.equals("sluice_loop_busy_seconds_total{loop=\"media-1\"}"));
            assertThat(node.port()).isPositive();
        }
    }

    @Test
    void withAPasswordOnlyWhoKnowsItReads() {
        int port = FreePort.any();
        try (RunningNode node =
                RunningNode.with("prometheus: {port: " + port + ", username: prom, password: let-me-in}\n")) {
            assertThat(node.port()).isPositive();
            HttpResponse<String> refused = get(port, "");
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate")).hasValue("Basic realm=\"Protected Area\"");
            assertThat(get(port, basic("prom:let-me-out")).statusCode()).isEqualTo(401);
            assertThat(get(port, basic("prom:let-me-in")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void namesAreToTheReadersLiking() {
        int port = FreePort.any();
        try (RunningNode node = RunningNode.with("prometheus: {port: " + port + "}\n")) {
            HttpResponse<String> answer = ask(port, "?names=pretty", "");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("[livekit, conventional]");
            assertThat(ask(port, "?names=livekit", "").body()).contains("\nlivekit_room_total{");
            assertThat(ask(port, "?names=conventional", "").body()).contains("\nlivekit_room{");
            assertThat(node.port()).isPositive();
        }
    }
}
