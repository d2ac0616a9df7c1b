package io.sluice.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An operator's commands against a running server, with people and agents in its rooms. */
class OperatorIT {
    private static Operator operator;

    @BeforeAll
    static void start() {
        operator = Operator.of("");
    }

    @AfterAll
    static void stop() {
        operator.close();
    }

    @Test
    void roomsAreMadeListedShownAndEnded() {
        String sid = operator.good("rooms", "create", "operated", "--metadata", "md", "--max-participants", "7")
                .strip();

        assertThat(sid).startsWith("RM_");
        assertThat(operator.good("rooms", "list").lines().map(line -> line.split(" +")[0]))
                .contains("SID", sid);
        JsonNode shown = operator.json("rooms", "show", "operated");
        assertThat(shown.path("metadata").asText()).isEqualTo("md");
        assertThat(shown.path("max_participants").asInt()).isEqualTo(7);
        assertThat(operator.good("rooms", "delete", "operated")).isEqualTo("ended operated\n");
        assertThat(operator.run("rooms", "show", "operated"))
                .isEqualTo(new Cli(1, "", "sluice: there is no room operated\n"));
    }

    @Test
    void aRoomMayBeGivenOtherMetadataAndBeSentData() {
        try (SignalClient ann = operator.join("ann", "told")) {
            assertThat(operator.good("rooms", "update", "told", "--metadata", "second"))
                    .isEqualTo("updated told\n");

            assertThat(ann.await("the new metadata", SignalResponse::hasRoomUpdate)
                            .message()
                            .getRoomUpdate()
                            .getRoom()
                            .getMetadata())
                    .isEqualTo("second");
            assertThat(operator.good("rooms", "send", "told", "hello", "--to", "ann", "--topic", "chat", "--lossy"))
                    .isEqualTo("sent to told\n");
            assertThat(operator.run("rooms", "send", "nowhere", "hello"))
                    .isEqualTo(new Cli(1, "", "sluice: not_found: requested room does not exist\n"));
        }
    }

    @Test
    void participantsAreListedShownAndRemoved() {
        try (SignalClient ann = operator.join("ann", "crowd");
                SignalClient bob = operator.join("bob", "crowd")) {
            assertThat(operator.good("participants", "list", "crowd").lines())
                    .hasSize(3)
                    .anyMatch(line -> line.contains(" ann "))
                    .anyMatch(line -> line.contains(" bob "));
            assertThat(operator.json("participants", "show", "crowd", "bob")
                            .path("identity")
                            .asText())
                    .isEqualTo("bob");

            assertThat(operator.good("participants", "remove", "crowd", "bob")).isEqualTo("removed bob from crowd\n");

            assertThat(bob.await("a Leave", SignalResponse::hasLeave)
                            .message()
                            .getLeave()
                            .getReason())
                    .isEqualTo(DisconnectReason.PARTICIPANT_REMOVED);
            Cli again = operator.run("participants", "remove", "crowd", "bob");
            assertThat(again.status()).isEqualTo(1);
            assertThat(again.err()).startsWith("sluice: not_found: ");
            assertThat(ann.heard()).isNotEmpty();
        }
    }

    @Test
    void anAgentIsCalledIntoARoomAndSentOutAgain() {
        String token =
                RunningNode.token("worker", VideoGrant.builder().agent(true).build());
        try (SignalClient ann = operator.join("ann", "helped");
                WorkerClient worker = WorkerClient.connect(operator.node().webSocket("/agent"), token)
                        .register(RegisterWorkerRequest.newBuilder().setAgentName("helper"))) {
            String dispatch = operator.good("dispatches", "create", "helped", "helper", "--metadata", "please")
                    .strip();
            var assignment = worker.accept("helped");
            Job job = assignment.getJob();
            try (SignalClient agent = SignalClient.join(operator.node().webSocket("/rtc"), assignment.getToken())) {
                agent.awaitJoin();
                assertThat(job.getDispatchId()).isEqualTo(dispatch);
                assertThat(job.getMetadata()).isEqualTo("please");
                assertThat(operator.good("dispatches", "list", "helped"))
                        .contains(dispatch + "  helper  please    " + job.getId() + "=JS_RUNNING");

                assertThat(operator.good("dispatches", "delete", "helped", dispatch))
                        .isEqualTo("ended " + dispatch + "\n");

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
                assertThat(operator.good("dispatches", "list", "helped")).doesNotContain(dispatch);
                assertThat(operator.run("dispatches", "delete", "helped", dispatch)
                                .err())
                        .isEqualTo("sluice: not_found: dispatch ID not found\n");
                assertThat(ann.heard()).isNotEmpty();
            }
        }
    }

    @Test
    void aDispatchMakesItsRoomAndItsJobIsDoneOnce() {
        String token =
                RunningNode.token("worker", VideoGrant.builder().agent(true).build());
        try (WorkerClient worker = WorkerClient.connect(operator.node().webSocket("/agent"), token)
                .register(RegisterWorkerRequest.newBuilder().setAgentName("maker"))) {
            operator.good("dispatches", "create", "made-by-dispatch", "maker");
            Job job = worker.accept("made-by-dispatch").getJob();
            worker.report(job, JobStatus.JS_SUCCESS);

            String jobs = Await.until(
                    "the end of the job",
                    () -> operator.good("dispatches", "list", "made-by-dispatch"),
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
        try (WorkerClient worker = WorkerClient.connect(operator.node().webSocket("/agent"), token)
                .register(RegisterWorkerRequest.newBuilder().setAgentName("named-by-token"))) {
            String opening = RunningNode.tokenWithRoom(
                    "ann",
                    "configured",
                    "{\"agents\": [{\"agentName\": \"named-by-token\", \"metadata\": \"by token\"}]}");
            try (SignalClient ann = SignalClient.join(operator.node().webSocket("/rtc"), opening)) {
                ann.awaitJoin();

                assertThat(worker.accept("configured").getJob().getMetadata()).isEqualTo("by token");
                assertThat(operator.json("dispatches", "list", "configured", "--json")
                                .path("agent_dispatches"))
                        .hasSize(1);
            }
        }
    }

    @Test
    void aKeyThatTheServerDoesNotHaveIsRefused() {
        Cli refused = Cli.run("rooms", "list", "--url", operator.node().http("").toString(), "--dev");

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).startsWith("sluice: ").contains("invalid");
    }
}
