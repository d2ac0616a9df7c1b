package io.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backend with the official SDK is told a whole call, whatever becomes of it or of the server. */
class WebhookInteropIT {
    @TempDir
    private Path folder;

    private String settings(HookBackend backend, String more) throws IOException {
        // Nobody listens at the second receiver.
        return """
                room: {departure_timeout: 1}
                webhook:
                  api_key: %s
                  urls: ["%s", "http://127.0.0.1:%d/dead"]
                sluice: {data_dir: "%s", webhook_first_retry: 50ms, webhook_longest_retry: 200ms}
                %s""".formatted(ServerProcess.KEY, backend.url(), ServerProcess.freeTcpPort(), folder, more);
    }

    @Test
    void everyEventOfACallIsToldInOrderAlsoWhenTheBackendWasAway() throws Exception {
        try (HookBackend backend = new HookBackend(ServerProcess.freeTcpPort());
                ServerUnderTest server = ServerUnderTest.start(List.of(), settings(backend, ""));
                Driver driver = Driver.start()) {
            Stage stage = new Stage(driver, server);
            backend.start();
            Participant ann = stage.browser("ann").joins();
            backend.await(2);
            ann.publishes(Look.RED);
            backend.await(4);
            Participant ben = stage.browser("ben").joins();
            backend.await(5);
            ben.awaitLook(ann, Look.RED);

            backend.stop();
            ann.unpublishes(Participant.MICROPHONE);
            ben.awaitEvent("trackUnpublished");
            ben.leaves();
            ann.awaitEvent("participantDisconnected");
            ann.leaves();
            backend.start();

            backend.await(10);
            assertThat(backend.script())
                    .containsExactly(
                            "room_started",
                            "participant_joined ann",
                            "track_published ann camera",
                            "track_published ann microphone",
                            "participant_joined ben",
                            "track_unpublished ann microphone",
                            "participant_left ben",
                            "track_unpublished ann camera",
                            "participant_left ann",
                            "room_finished");
            assertThat(backend.told())
                    .extracting(event -> event.path("sequence").asLong())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 10).boxed().toList());
            assertThat(backend.told())
                    .extracting(event -> event.path("room").asText())
                    .containsOnly(backend.told().getFirst().path("room").asText());
            stage.close();
        }
    }

    @Test
    void whatAKilledServerStillHadToTellIsToldByTheNext() throws Exception {
        try (HookBackend backend = new HookBackend(ServerProcess.freeTcpPort());
                Driver driver = Driver.start()) {
            int metrics = ServerProcess.freeTcpPort();
            String settings = settings(backend, "prometheus: {port: " + metrics + "}\n");
            try (ServerUnderTest first = ServerUnderTest.start(List.of(), settings)) {
                Stage stage = new Stage(driver, first);
                Participant ann = stage.browser("ann").joins();
                ann.leaves();
                // Four events for the backend, and as many for the receiver that never was.
                Await.until(
                        "events in the outbox",
                        () -> Scrape.of(metrics).value("sluice_webhook_outbox_events"),
                        waiting -> waiting == 8);
                stage.close();
                first.kill();
            }
            backend.start();
            try (ServerUnderTest second = ServerUnderTest.start(List.of(), settings)) {
                backend.await(4);
                assertThat(backend.script())
                        .containsExactly(
                                "room_started", "participant_joined ann", "participant_left ann", "room_finished");
                second.assertRunning();
            }
        }
    }
}
