package io.sluice.signaling.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.ParticipantKind;
import io.sluice.signaling.proto.AgentDispatch;
import io.sluice.signaling.proto.Job;
import io.sluice.signaling.proto.JobStatus;
import io.sluice.signaling.proto.JobType;
import io.sluice.signaling.proto.RegisterWorkerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Which jobs come of rooms, dispatches and workers, whatever was there first. */
class AgentDispatchEngineTest {
    private final AgentWorld world = new AgentWorld();

    @Test
    void aWorkerWithoutNameGetsOneJobForEachRoomHoweverManyAreInIt() {
        TestWorker worker = world.worker().register("", JobType.JT_ROOM);

        world.start("lobby");
        world.join("lobby", "ann");
        world.join("lobby", "bob");

        assertThat(worker.offered()).singleElement().satisfies(job -> {
            assertThat(job.getId()).startsWith("AJ_");
            assertThat(job.getType()).isEqualTo(JobType.JT_ROOM);
            assertThat(job.getRoom().getName()).isEqualTo("lobby");
            assertThat(job.hasParticipant()).isFalse();
            assertThat(job.getEnableRecording()).isTrue();
            assertThat(job.getEnableRedaction()).isFalse();
            assertThat(job.getState().getStatus()).isEqualTo(JobStatus.JS_RUNNING);
            assertThat(job.getState().getWorkerId()).startsWith("AW_");
        });
    }

    @Test
    void eachParticipantIsAJobForWorkersOfThatTypeButNoAgent() {
        TestWorker worker = world.worker().register("", JobType.JT_PARTICIPANT);
        world.start("lobby");

        world.join("lobby", "ann");
        world.join("lobby", "helper", ParticipantKind.AGENT);
        world.join("lobby", "recorder", ParticipantKind.EGRESS);
        world.join("lobby", "bob");

        assertThat(worker.offered())
                .extracting(job -> job.getParticipant().getIdentity())
                .containsExactly("ann", "bob");
    }

    @Test
    void eachPublisherIsAJobOnceItPublishes() {
        TestWorker worker = world.worker().register("", JobType.JT_PUBLISHER);
        world.start("lobby");
        world.join("lobby", "ann");
        world.join("lobby", "bob");
        assertThat(worker.offered()).isEmpty();

        world.publish("lobby", "bob");
        world.publish("lobby", "bob");

        assertThat(worker.offered())
                .extracting(job -> job.getParticipant().getIdentity())
                .containsExactly("bob");
    }

    @Test
    void eachNamespaceGetsAJobOfItsOwn() {
        TestWorker red =
                world.worker().register(RegisterWorkerRequest.newBuilder().setNamespace("red"));
        TestWorker blue =
                world.worker().register(RegisterWorkerRequest.newBuilder().setNamespace("blue"));

        world.start("lobby");

        assertThat(red.offered()).singleElement().extracting(Job::getNamespace).isEqualTo("red");
        assertThat(blue.offered()).singleElement().extracting(Job::getNamespace).isEqualTo("blue");
    }

    @Test
    void aNamedWorkerIsCalledOnlyByItsName() {
        TestWorker greeter = world.worker().register("greeter", JobType.JT_ROOM);
        TestWorker other = world.worker().register("other", JobType.JT_ROOM);
        world.start("lobby");
        assertThat(greeter.offered()).isEmpty();

        AgentDispatch dispatch = world.create("lobby", "greeter");

        assertThat(dispatch.getId()).startsWith("AD_");
        assertThat(dispatch.getState().getCreatedAt()).isPositive();
        assertThat(greeter.offered()).singleElement().satisfies(job -> {
            assertThat(job.getDispatchId()).isEqualTo(dispatch.getId());
            assertThat(job.getAgentName()).isEqualTo("greeter");
            assertThat(job.getMetadata()).isEqualTo("md");
            assertThat(job.getAttributesMap()).containsEntry("colour", "red");
        });
        assertThat(other.offered()).isEmpty();
    }

    @Test
    void aDispatchIntoARoomThatRunsReachesThoseWhoAreThere() {
        TestWorker participants = world.worker().register("greeter", JobType.JT_PARTICIPANT);
        TestWorker publishers = world.worker().register("greeter", JobType.JT_PUBLISHER);
        world.start("lobby");
        world.join("lobby", "ann");
        world.join("lobby", "bob");
        world.publish("lobby", "bob");

        world.create("lobby", "greeter");

        assertThat(participants.offered()).hasSize(2);
        assertThat(publishers.offered())
                .extracting(job -> job.getParticipant().getIdentity())
                .containsExactly("bob");
    }

    @Test
    void aWorkerThatComesLateIsCalledIntoRoomsThatRun() {
        world.start("lobby");
        world.create("lobby", "greeter");

        TestWorker greeter = world.worker().register("greeter", JobType.JT_ROOM);
        TestWorker unnamed = world.worker().register("", JobType.JT_ROOM);

        assertThat(greeter.offered()).hasSize(1);
        assertThat(unnamed.offered()).hasSize(1);
    }

    @Test
    void agentsThatARoomIsMadeForReplaceThoseThatComeByThemselves() {
        TestWorker unnamed = world.worker().register("", JobType.JT_ROOM);
        TestWorker greeter = world.worker().register("greeter", JobType.JT_ROOM);

        world.engine.expect("lobby", List.of(AgentWorld.wish("greeter")), world.now);
        world.start("lobby");

        assertThat(greeter.offered()).hasSize(1);
        assertThat(unnamed.offered()).isEmpty();
        assertThat(world.engine.list("lobby", ""))
                .singleElement()
                .extracting(AgentDispatch::getAgentName)
                .isEqualTo("greeter");
    }

    @Test
    void whatIsExpectedOfARoomThatIsThereChangesNothing() {
        world.start("lobby");

        world.engine.expect("lobby", List.of(AgentWorld.wish("greeter")), world.now);

        assertThat(world.engine.list("lobby", ""))
                .singleElement()
                .extracting(AgentDispatch::getAgentName)
                .isEqualTo("");
    }

    @Test
    void aRoomThatIsNotMadeAfterAllIsForgotten() {
        world.engine.expect("lobby", List.of(AgentWorld.wish("greeter")), world.now);

        world.pass(Duration.ofMinutes(1));

        assertThat(world.engine.list("lobby", "")).isEmpty();
    }

    @Test
    void deploymentsAreKeptApart() {
        TestWorker usual = world.worker().register("greeter", JobType.JT_ROOM);
        TestWorker next = world.worker()
                .register(RegisterWorkerRequest.newBuilder()
                        .setAgentName("greeter")
                        .setDeployment("next"));
        world.start("lobby");

        world.engine.create(
                "lobby",
                AgentWorld.wish("greeter").toBuilder().setDeployment("next").build(),
                world.now);

        assertThat(usual.offered()).isEmpty();
        assertThat(next.offered())
                .singleElement()
                .extracting(Job::getDeployment)
                .isEqualTo("next");
    }

    @Test
    void aRoomHasABoundOnDispatches() {
        world.start("lobby");
        for (int i = 1; i < AgentEngine.MAX_DISPATCHES; i++) {
            world.create("lobby", "greeter");
        }

        assertThat(world.engine.create("lobby", AgentWorld.wish("greeter"), world.now))
                .isNull();
    }

    @Test
    void anotherRoomOfTheSameNameStartsAnew() {
        TestWorker worker = world.worker().register("", JobType.JT_ROOM);
        world.start("lobby");
        world.create("lobby", "greeter");
        world.finish("lobby");
        assertThat(world.engine.list("lobby", "")).isEmpty();

        world.start("lobby");

        assertThat(worker.offered()).hasSize(2);
        assertThat(world.engine.list("lobby", "")).hasSize(1);
    }

    @Test
    void aJobNobodyHasTakenEndsWithItsParticipant() {
        TestWorker worker = world.worker().register("", JobType.JT_PARTICIPANT);
        world.start("lobby");
        world.join("lobby", "ann");
        Job job = worker.offered().getFirst();

        world.leave("lobby", "ann", DisconnectReason.CLIENT_INITIATED);
        worker.answer(job, true);

        assertThat(worker.assigned()).isEmpty();
        world.join("lobby", "ann");
        assertThat(worker.offered()).hasSize(2);
    }

    @Test
    void aDispatchThatIsDeletedGivesItsAgentAMomentToLeave() {
        TestWorker worker = world.worker().register("greeter", JobType.JT_ROOM);
        world.start("lobby");
        AgentDispatch dispatch = world.create("lobby", "greeter");
        Job job = worker.accept().getJob();
        String agent = job.getState().getParticipantIdentity();
        world.join("lobby", agent, ParticipantKind.AGENT);

        AgentDispatch deleted = Objects.requireNonNull(world.engine.delete("lobby", dispatch.getId(), world.now));

        assertThat(deleted.getState().getDeletedAt()).isPositive();
        assertThat(world.engine.list("lobby", dispatch.getId())).isEmpty();
        assertThat(worker.terminated()).containsExactly(job.getId());
        world.pass(Duration.ofSeconds(2));
        assertThat(world.removed).isEmpty();
        world.pass(Duration.ofSeconds(1));
        assertThat(world.removed).containsExactly("lobby/PA_" + agent);
    }

    @Test
    void anAgentThatLeavesInTimeIsNotRemoved() {
        TestWorker worker = world.worker().register("greeter", JobType.JT_ROOM);
        world.start("lobby");
        AgentDispatch dispatch = world.create("lobby", "greeter");
        String agent = worker.accept().getJob().getState().getParticipantIdentity();
        world.join("lobby", agent, ParticipantKind.AGENT);
        world.engine.delete("lobby", dispatch.getId(), world.now);

        world.leave("lobby", agent, DisconnectReason.CLIENT_INITIATED);
        world.pass(Duration.ofSeconds(10));

        assertThat(world.removed).isEmpty();
    }

    @Test
    void anUnknownDispatchCanNotBeDeleted() {
        world.start("lobby");

        assertThat(world.engine.delete("lobby", "AD_unknown", world.now)).isNull();
        assertThat(world.engine.delete("elsewhere", "AD_unknown", world.now)).isNull();
    }

    @Test
    void anAgentOnItsWayToARoomThatEndsIsCalledBack() {
        TestWorker worker = world.worker().register("", JobType.JT_ROOM);
        world.start("lobby");
        Job job = worker.accept().getJob();

        world.finish("lobby");

        assertThat(worker.terminated()).containsExactly(job.getId());
    }
}
