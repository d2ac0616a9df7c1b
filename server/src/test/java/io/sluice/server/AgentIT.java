package io.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.signaling.proto.Job;
import io.sluice.signaling.proto.JobAssignment;
import io.sluice.signaling.proto.JobType;
import io.sluice.signaling.proto.ParticipantInfo;
import io.sluice.signaling.proto.RegisterWorkerRequest;
import io.sluice.signaling.proto.ServerMessage;
import io.sluice.tokenapi.token.VideoGrant;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Agent workers on real sockets, called into rooms that real clients make. */
class AgentIT {
    /** What a client notes when there was no close frame (RFC 6455 §7.1.5). */
    private static final int ABNORMAL = 1006;

    private static RunningNode node;

    @BeforeAll
    static void start() {
        node = RunningNode.with("");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static String workerToken() {
        return RunningNode.token("worker", VideoGrant.builder().agent(true).build());
    }

    private static WorkerClient connect() {
        return WorkerClient.connect(node.webSocket("/agent?protocol=1"), workerToken());
    }

    /** The workers of one test are in a namespace of their own. They are called into the rooms of other tests as well, and let that pass. */
    private static WorkerClient worker(String namespace, JobType type) {
        return connect()
                .register(RegisterWorkerRequest.newBuilder()
                        .setNamespace(namespace)
                        .setType(type)
                        .setVersion("1.0.0"));
    }

    private static SignalClient join(String identity, String room) {
        SignalClient client = SignalClient.join(node.webSocket("/rtc"), RunningNode.token(identity, room));
        client.awaitJoin();
        return client;
    }

    @Test
    void whoMayNotBeAWorkerIsToldSo() {
        String noWorker =
                RunningNode.token("ann", VideoGrant.builder().roomAdmin(true).build());
        for (String token : new String[] {"", noWorker}) {
            int status = 0;
            try (WorkerClient worker = WorkerClient.connect(node.webSocket("/agent"), token)) {
                assertThat(worker).isNull();
            } catch (CompletionException e) {
                status = e.getCause() instanceof WebSocketHandshakeException refused
                        ? refused.getResponse().statusCode()
                        : 0;
            }
            assertThat(status).isEqualTo(401);
        }
    }

    @Test
    void aPlainRequestFindsNothing() throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(node.http("/agent"))
                                .header("Authorization", "Bearer " + workerToken())
                                .build(),
                        BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(404);
    }

    @Test
    void theServerAnswersInTheEncodingOfTheWorker() {
        try (WorkerClient worker = connect()) {
            worker.sayText("{\"ping\": {\"timestamp\": \"5\"}}");
            assertThat(worker.await("a pong", ServerMessage::hasPong).text()).isTrue();

            worker.register(RegisterWorkerRequest.newBuilder().setAgentName("nobody-calls-me"));

            WorkerClient.Heard answer = worker.await("a registration", ServerMessage::hasRegister);
            assertThat(answer.text()).isFalse();
            assertThat(answer.message().getRegister().getServerInfo().getAgentProtocol())
                    .isEqualTo(1);
        }
    }

    @Test
    void aFrameThatCanNotBeReadEndsTheConnectionWithoutAWord() {
        try (WorkerClient worker = connect()) {
            worker.sayBytes(new byte[] {(byte) 0xff, (byte) 0xff});

            assertThat(worker.awaitEnd()).as("no close frame").isIn(SignalClient.BROKEN, ABNORMAL);
        }
    }

    @Test
    void theAgentOfAJobJoinsTheRoomWithItsToken() {
        try (WorkerClient worker = worker("joins", JobType.JT_ROOM);
                SignalClient ann = join("ann", "agent-joins")) {
            JobAssignment assignment = worker.accept("agent-joins");

            assertThat(assignment.getJob().getRoom().getName()).isEqualTo("agent-joins");
            try (SignalClient agent = SignalClient.join(node.webSocket("/rtc"), assignment.getToken())) {
                ParticipantInfo self = agent.awaitJoin().message().getJoin().getParticipant();
                assertThat(self.getIdentity())
                        .isEqualTo(assignment.getJob().getState().getParticipantIdentity());
                assertThat(self.getKind()).isEqualTo(ParticipantInfo.Kind.AGENT);
                assertThat(self.getName()).isEqualTo("Agent");
                assertThat(self.getAttributesMap()).containsKey("lk.agent_name");
                ann.await(
                        "the agent",
                        message -> message.hasUpdate()
                                && message.getUpdate().getParticipantsList().stream()
                                        .anyMatch(who -> who.getSid().equals(self.getSid())));
            }
        }
    }

    @Test
    void eachParticipantIsAJobOfItsOwn() {
        try (WorkerClient worker = worker("participants", JobType.JT_PARTICIPANT);
                SignalClient ann = join("ann", "agent-participants");
                SignalClient bob = join("bob", "agent-participants")) {
            Await.until(
                    "two offers",
                    () -> worker.heard().stream()
                            .map(WorkerClient.Heard::message)
                            .filter(ServerMessage::hasAvailability)
                            .map(message -> message.getAvailability().getJob())
                            .filter(job -> job.getRoom().getName().equals("agent-participants"))
                            .map(job -> job.getParticipant().getIdentity())
                            .toList(),
                    offered -> offered.contains("ann") && offered.contains("bob"));
            assertThat(ann.heard()).isNotEmpty();
            assertThat(bob.heard()).isNotEmpty();
        }
    }

    @Test
    void anotherWorkerTakesOverFromOneThatDies() {
        try (WorkerClient one = worker("dies", JobType.JT_ROOM);
                SignalClient ann = join("ann", "agent-dies")) {
            Job lost = one.accept("agent-dies").getJob();
            try (WorkerClient two = worker("dies", JobType.JT_ROOM)) {
                one.close();

                Job next = two.accept("agent-dies").getJob();

                assertThat(next.getRoom().getName()).isEqualTo("agent-dies");
                assertThat(next.getId()).isNotEqualTo(lost.getId());
                assertThat(next.getDispatchId()).isEqualTo(lost.getDispatchId());
                assertThat(ann.heard()).isNotEmpty();
            }
        }
    }

    @Test
    void aJobThatIsDeclinedGoesToTheNextWorker() {
        try (WorkerClient one = worker("declines", JobType.JT_ROOM);
                SignalClient ann = join("ann", "agent-declines")) {
            Job declined = one.answer("agent-declines", false);
            try (WorkerClient two = worker("declines", JobType.JT_ROOM)) {
                assertThat(two.accept("agent-declines").getJob().getId()).isEqualTo(declined.getId());
                assertThat(ann.heard()).isNotEmpty();
            }
        }
    }
}
