package io.sluice.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.server.Await;
import io.sluice.server.RunningNode;
import io.sluice.server.SignalClient;
import io.sluice.server.WorkerClient;
import io.sluice.signaling.proto.DisconnectReason;
import io.sluice.signaling.proto.Job;
import io.sluice.signaling.proto.JobStatus;
import io.sluice.signaling.proto.RegisterWorkerRequest;
import io.sluice.signaling.proto.ServerMessage;
import io.sluice.signaling.proto.SignalResponse;
import io.sluice.tokenapi.token.VideoGrant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An operator's commands against a running server, with people and agents in its rooms. */
class OperatorIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static RunningNode node;

    @BeforeAll
    static void start() {
        node = RunningNode.with("");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static Cli run(String... words) {
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.addAll(List.of(
                "--url",
                node.webSocket("").toString(),
                "--api-key",
                "testkey",
                "--api-secret",
                "a-secret-that-is-only-good-for-tests"));
        return Cli.run(arguments.toArray(String[]::new));
    }

    private static String good(String... words) {
        Cli done = run(words);
        assertThat(done.err()).isEmpty();
        assertThat(done.status()).isZero();
        return done.out();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    private static SignalClient join(String identity, String room) {
        SignalClient client = SignalClient.join(node.webSocket("/rtc"), RunningNode.token(identity, room));
        client.awaitJoin();
        return client;
    }

    @Test
    void roomsAreMadeListedShownAndEnded() {
        String sid = good("rooms", "create", "operated", "--metadata", "md", "--max-participants", "7")
                .strip();

        assertThat(sid).startsWith("RM_");
        assertThat(good("rooms", "list").lines().map(line -> line.split(" +")[0]))
                .contains("SID", sid);
        JsonNode shown = json(good("rooms", "show", "operated"));
        assertThat(shown.path("metadata").asText()).isEqualTo("md");
        assertThat(shown.path("max_participants").asInt()).isEqualTo(7);
        assertThat(good("rooms", "delete", "operated")).isEqualTo("ended operated\n");
        assertThat(run("rooms", "show", "operated")).isEqualTo(new Cli(1, "", "sluice: there is no room operated\n"));
    }

    @Test
    void participantsAreListedShownAndRemoved() {
        try (SignalClient ann = join("ann", "crowd");
                SignalClient bob = join("bob", "crowd")) {
            assertThat(good("participants", "list", "crowd").lines())
                    .hasSize(3)
                    .anyMatch(line -> line.contains(" ann "))
                    .anyMatch(line -> line.contains(" bob "));
            assertThat(json(good("participants", "show", "crowd", "bob"))
                            .path("identity")
                            .asText())
                    .isEqualTo("bob");

            assertThat(good("participants", "remove", "crowd", "bob")).isEqualTo("removed bob from crowd\n");

            assertThat(bob.await("a Leave", SignalResponse::hasLeave)
                            .message()
                            .getLeave()
                            .getReason())
                    .isEqualTo(DisconnectReason.PARTICIPANT_REMOVED);
            Cli again = run("participants", "remove", "crowd", "bob");
            assertThat(again.status()).isEqualTo(1);
            assertThat(again.err()).startsWith("sluice: not_found: ");
            assertThat(ann.heard()).isNotEmpty();
        }
    }

    @Test
    void anAgentIsCalledIntoARoomAndSentOutAgain() {
        String token =
                RunningNode.token("worker", VideoGrant.builder().agent(true).build());
        try (SignalClient ann = join("ann", "helped");
                WorkerClient worker = WorkerClient.connect(node.webSocket("/agent"), token)
                        .register(RegisterWorkerRequest.newBuilder().setAgentName("helper"))) {
            String dispatch = good("dispatches", "create", "helped", "helper", "--metadata", "please")
                    .strip();
            var assignment = worker.accept("helped");
            Job job = assignment.getJob();
            try (SignalClient agent = SignalClient.join(node.webSocket("/rtc"), assignment.getToken())) {
                agent.awaitJoin();
                assertThat(job.getDispatchId()).isEqualTo(dispatch);
                assertThat(job.getMetadata()).isEqualTo("please");
                assertThat(good("dispatches", "list", "helped"))
                        .contains(dispatch + "  helper  please    " + job.getId() + "=JS_RUNNING");

                assertThat(good("dispatches", "delete", "helped", dispatch)).isEqualTo("ended " + dispatch + "\n");

                assertThat(worker.await("a termination", ServerMessage::hasTermination)
                                .message()
                                .getTermination()
                                .getJobId())
                        .isEqualTo(job.getId());
                // It was told to leave and does not.
                assertThat(agent.await("a Leave", SignalResponse::hasLeave)
                                .message()
                                .getLeave()
                                .getReason())
                        .isEqualTo(DisconnectReason.PARTICIPANT_REMOVED);
                assertThat(good("dispatches", "list", "helped")).doesNotContain(dispatch);
                assertThat(run("dispatches", "delete", "helped", dispatch).err())
                        .isEqualTo("sluice: not_found: dispatch ID not found\n");
                assertThat(ann.heard()).isNotEmpty();
            }
        }
    }

    @Test
    void aDispatchMakesItsRoomAndItsJobIsDoneOnce() {
        String token =
                RunningNode.token("worker", VideoGrant.builder().agent(true).build());
        try (WorkerClient worker = WorkerClient.connect(node.webSocket("/agent"), token)
                .register(RegisterWorkerRequest.newBuilder().setAgentName("maker"))) {
            good("dispatches", "create", "made-by-dispatch", "maker");
            Job job = worker.accept("made-by-dispatch").getJob();
            worker.report(job, JobStatus.JS_SUCCESS);

            String jobs = Await.until(
                    "the end of the job",
                    () -> good("dispatches", "list", "made-by-dispatch"),
                    found -> found.contains("JS_SUCCESS"));
            assertThat(jobs.lines().filter(line -> line.contains(" maker ")))
                    .singleElement()
                    .asString()
                    .endsWith("  " + job.getId() + "=JS_SUCCESS");
        }
    }

    @Test
    void agentsThatATokenNamesAreCalledIntoTheRoomThatItOpens() {
        String token =
                RunningNode.token("worker", VideoGrant.builder().agent(true).build());
        try (WorkerClient worker = WorkerClient.connect(node.webSocket("/agent"), token)
                .register(RegisterWorkerRequest.newBuilder().setAgentName("named-by-token"))) {
            String opening = RunningNode.tokenWithRoom(
                    "ann",
                    "configured",
                    "{\"agents\": [{\"agentName\": \"named-by-token\", \"metadata\": \"by token\"}]}");
            try (SignalClient ann = SignalClient.join(node.webSocket("/rtc"), opening)) {
                ann.awaitJoin();

                assertThat(worker.accept("configured").getJob().getMetadata()).isEqualTo("by token");
                assertThat(json(good("dispatches", "list", "configured", "--json"))
                                .path("agent_dispatches"))
                        .hasSize(1);
            }
        }
    }

    @Test
    void aKeyThatTheServerDoesNotHaveIsRefused() {
        Cli refused = Cli.run("rooms", "list", "--url", node.http("").toString(), "--dev");

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).startsWith("sluice: ").contains("invalid");
    }
}
