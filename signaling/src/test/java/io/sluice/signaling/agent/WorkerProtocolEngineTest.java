package io.sluice.signaling.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.signaling.proto.AvailabilityResponse;
import io.sluice.signaling.proto.Job;
import io.sluice.signaling.proto.JobStatus;
import io.sluice.signaling.proto.JobType;
import io.sluice.signaling.proto.ParticipantInfo;
import io.sluice.signaling.proto.ParticipantPermission;
import io.sluice.signaling.proto.RegisterWorkerRequest;
import io.sluice.signaling.proto.Room;
import io.sluice.signaling.proto.ServerMessage;
import io.sluice.signaling.proto.SimulateJobRequest;
import io.sluice.signaling.proto.UpdateWorkerStatus;
import io.sluice.signaling.proto.WorkerMessage;
import io.sluice.signaling.proto.WorkerPing;
import io.sluice.tokenapi.token.AccessToken;
import io.sluice.tokenapi.token.ParticipantKind;
import io.sluice.tokenapi.token.TokenVerdict;
import io.sluice.tokenapi.token.TokenVerifier;
import io.sluice.tokenapi.token.VideoGrant;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a worker may say and what it is told. */
class WorkerProtocolEngineTest {
    private final AgentWorld world = new AgentWorld();

    @Test
    void aWorkerThatRegistersIsToldWhoItIsAndWhereItGot() {
        TestWorker worker = world.worker().register("greeter", JobType.JT_ROOM);

        assertThat(worker.heard).singleElement().satisfies(message -> {
            assertThat(message.getRegister().getWorkerId()).matches("AW_[0-9A-Za-z]{12}");
            assertThat(message.getRegister().getServerInfo().getNodeId()).isEqualTo("ND_test");
            assertThat(message.getRegister().getServerInfo().getAgentProtocol()).isEqualTo(1);
        });
    }

    @Test
    void aWorkerThatDoesNotRegisterInTimeIsClosed() {
        TestWorker idle = world.worker();
        TestWorker registered = world.worker().register("greeter", JobType.JT_ROOM);

        world.pass(Duration.ofSeconds(9));
        assertThat(idle.closed).isFalse();
        world.pass(Duration.ofSeconds(1));

        assertThat(idle.closed).isTrue();
        assertThat(registered.closed).isFalse();
    }

    @Test
    void aPingIsAnsweredAlsoBeforeRegistration() {
        TestWorker worker = world.worker();

        worker.say(WorkerMessage.newBuilder().setPing(WorkerPing.newBuilder().setTimestamp(7)));

        assertThat(worker.heard).singleElement().satisfies(message -> {
            assertThat(message.getPong().getLastTimestamp()).isEqualTo(7);
            assertThat(message.getPong().getTimestamp()).isEqualTo(world.now.toEpochMilli());
        });
    }

    @Test
    void anythingElseBeforeRegistrationEndsTheConnection() {
        TestWorker worker = world.worker();

        worker.say(WorkerMessage.newBuilder().setUpdateWorker(UpdateWorkerStatus.getDefaultInstance()));

        assertThat(worker.closed).isTrue();
    }

    @Test
    void aMessageOfAnUnknownKindEndsTheConnection() {
        TestWorker worker = world.worker().register("greeter", JobType.JT_ROOM);

        worker.say(WorkerMessage.newBuilder());

        assertThat(worker.closed).isTrue();
    }

    @Test
    void nobodyRegistersTwice() {
        TestWorker worker = world.worker().register("greeter", JobType.JT_ROOM);

        worker.register("greeter", JobType.JT_ROOM);

        assertThat(worker.closed).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with_underscore",
                "with space",
                "with\u0007bell",
                "x2345678901234567890123456789012345678901234567890123456789012345"
            })
    void aDeploymentWithAnImpossibleNameIsRefused(String name) {
        TestWorker worker =
                world.worker().register(RegisterWorkerRequest.newBuilder().setDeployment(name));

        assertThat(worker.closed).isTrue();
    }

    @Test
    void aWorkerThatWasRefusedGetsNoJobs() {
        TestWorker worker = world.worker().register("", JobType.JT_ROOM);
        worker.say(WorkerMessage.newBuilder());

        world.start("lobby");

        assertThat(worker.offered()).isEmpty();
    }

    @Test
    void theAgentGetsATokenWithTheRightsOfItsWorkerSignedByTheWorkersKey() {
        TestWorker worker = new TestWorker(world, "second")
                .register(RegisterWorkerRequest.newBuilder()
                        .setAgentName("greeter")
                        .setAllowedPermissions(ParticipantPermission.newBuilder()
                                .setCanSubscribe(true)
                                .setCanUpdateMetadata(true)
                                .setHidden(true)));
        world.start("lobby");
        world.create("lobby", "greeter");
        Job offered = worker.offered().getFirst();

        AccessToken token = token(worker.accept().getToken());

        assertThat(token.apiKey()).isEqualTo("second");
        assertThat(token.identity()).isEqualTo("agent-" + offered.getId());
        assertThat(Duration.between(world.now, token.expiresAt())).isEqualTo(Duration.ofHours(1));
        assertThat(token.grants().name()).isEqualTo("Agent");
        assertThat(token.grants().participantKind()).isEqualTo(ParticipantKind.AGENT);
        assertThat(token.grants().attributes()).containsEntry("role", "test").containsEntry("lk.agent_name", "greeter");
        VideoGrant video = Objects.requireNonNull(token.grants().video());
        assertThat(video.roomJoin()).isTrue();
        assertThat(video.room()).isEqualTo("lobby");
        assertThat(video.agent()).isTrue();
        assertThat(video.hidden()).isTrue();
        assertThat(video.maySubscribe()).isTrue();
        assertThat(video.mayPublish()).isFalse();
        assertThat(video.mayPublishData()).isFalse();
        assertThat(video.mayUpdateOwnMetadata()).isTrue();
    }

    @Test
    void aWorkerThatSaysNothingOfRightsMaySendAndReceive() {
        TestWorker worker = world.worker().register("", JobType.JT_ROOM);
        world.start("lobby");

        VideoGrant video = Objects.requireNonNull(
                token(worker.accept().getToken()).grants().video());

        assertThat(video.mayPublish()).isTrue();
        assertThat(video.maySubscribe()).isTrue();
        assertThat(video.mayPublishData()).isTrue();
        assertThat(video.mayUpdateOwnMetadata()).isTrue();
        assertThat(video.hidden()).isFalse();
    }

    @Test
    void anAgentWithoutIdentityGetsOne() {
        TestWorker worker = world.worker().register("", JobType.JT_ROOM);
        world.start("lobby");
        Job job = worker.offered().getFirst();

        worker.say(WorkerMessage.newBuilder()
                .setAvailability(
                        AvailabilityResponse.newBuilder().setJobId(job.getId()).setAvailable(true)));

        assertThat(worker.assigned().getFirst().getJob().getState().getParticipantIdentity())
                .isEqualTo("agent-" + job.getId());
    }

    @Test
    void aWorkerMayEndAJobInsteadOfTakingIt() {
        TestWorker worker = world.worker().register("", JobType.JT_ROOM);
        world.start("lobby");

        worker.say(WorkerMessage.newBuilder()
                .setAvailability(AvailabilityResponse.newBuilder()
                        .setJobId(worker.offered().getFirst().getId())
                        .setTerminate(true)));

        assertThat(worker.assigned()).isEmpty();
        assertThat(world.statuses("lobby")).containsExactly(JobStatus.JS_SUCCESS);
    }

    @Test
    void aJobIsTakenOnce() {
        TestWorker worker = world.worker().register("", JobType.JT_ROOM);
        world.start("lobby");
        Job job = worker.accept().getJob();

        worker.answer(job, true);
        worker.answer(Job.newBuilder().setId("AJ_unknown").build(), true);

        assertThat(worker.assigned()).hasSize(1);
        assertThat(worker.closed).isFalse();
    }

    @Test
    void aWorkerMayAskForAJobToSeeWhatItDoes() {
        TestWorker worker = world.worker().register("greeter", JobType.JT_ROOM);

        worker.say(WorkerMessage.newBuilder()
                .setSimulateJob(SimulateJobRequest.newBuilder()
                        .setRoom(Room.newBuilder().setName("rehearsal"))
                        .setParticipant(ParticipantInfo.newBuilder().setIdentity("ann"))));
        Job job = worker.accept().getJob();

        assertThat(job.getType()).isEqualTo(JobType.JT_PUBLISHER);
        assertThat(job.getParticipant().getIdentity()).isEqualTo("ann");
        assertThat(token(worker.assigned().getFirst().getToken()).grants().video())
                .isNotNull()
                .extracting(VideoGrant::room)
                .isEqualTo("rehearsal");
    }

    @Test
    void aWorkerDoesNotTestItselfWithoutEnd() {
        TestWorker worker = world.worker().register("greeter", JobType.JT_ROOM);

        for (int i = 0; i < 2 * AgentJobs.MAX_SIMULATED; i++) {
            worker.say(WorkerMessage.newBuilder().setSimulateJob(SimulateJobRequest.getDefaultInstance()));
        }

        assertThat(worker.heard.stream().filter(ServerMessage::hasAvailability)).hasSize(AgentJobs.MAX_SIMULATED);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, 5})
    void aLoadThatIsNoneCountsAsFull(float load) {
        TestWorker worker = world.worker().register("", JobType.JT_ROOM);
        worker.load(load);

        world.start("lobby");

        assertThat(worker.offered()).isEmpty();
    }

    private AccessToken token(String text) {
        return switch (new TokenVerifier(AgentWorld.KEYS).verify(text, world.now)) {
            case TokenVerdict.Verified verified -> verified.token();
            case TokenVerdict.Refused refused -> throw new AssertionError(refused);
        };
    }
}
