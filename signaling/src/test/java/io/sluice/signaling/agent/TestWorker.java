package io.sluice.signaling.agent;

import io.sluice.signaling.proto.AvailabilityResponse;
import io.sluice.signaling.proto.Job;
import io.sluice.signaling.proto.JobAssignment;
import io.sluice.signaling.proto.JobStatus;
import io.sluice.signaling.proto.JobType;
import io.sluice.signaling.proto.RegisterWorkerRequest;
import io.sluice.signaling.proto.ServerMessage;
import io.sluice.signaling.proto.UpdateJobStatus;
import io.sluice.signaling.proto.UpdateWorkerStatus;
import io.sluice.signaling.proto.WorkerMessage;
import io.sluice.signaling.proto.WorkerStatus;
import java.util.ArrayList;
import java.util.List;

/** A worker that keeps what it is told. */
final class TestWorker implements WorkerLink {
    final List<ServerMessage> heard = new ArrayList<>();
    boolean closed;
    private final AgentWorld world;
    private final Worker worker;

    TestWorker(AgentWorld world, String apiKey) {
        this.world = world;
        this.worker = world.engine.connected(this, apiKey, world.now);
    }

    @Override
    public void send(ServerMessage message) {
        heard.add(message);
    }

    @Override
    public void close() {
        closed = true;
    }

    TestWorker register(RegisterWorkerRequest.Builder registration) {
        say(WorkerMessage.newBuilder().setRegister(registration));
        return this;
    }

    TestWorker register(String agentName, JobType type) {
        return register(RegisterWorkerRequest.newBuilder()
                .setAgentName(agentName)
                .setType(type)
                .setVersion("1.0.0"));
    }

    void say(WorkerMessage.Builder message) {
        world.protocol.received(worker, message.build(), world.now);
    }

    void load(double load) {
        say(WorkerMessage.newBuilder()
                .setUpdateWorker(UpdateWorkerStatus.newBuilder()
                        .setStatus(WorkerStatus.WS_AVAILABLE)
                        .setLoad((float) load)));
    }

    void full() {
        say(WorkerMessage.newBuilder()
                .setUpdateWorker(UpdateWorkerStatus.newBuilder().setStatus(WorkerStatus.WS_FULL)));
    }

    void answer(Job job, boolean available) {
        say(WorkerMessage.newBuilder()
                .setAvailability(AvailabilityResponse.newBuilder()
                        .setJobId(job.getId())
                        .setAvailable(available)
                        .setParticipantIdentity("agent-" + job.getId())
                        .setParticipantName("Agent")
                        .putParticipantAttributes("role", "test")));
    }

    /** Takes the job it was offered last, and gives what it is assigned. */
    JobAssignment accept() {
        answer(offered().getLast(), true);
        return assigned().getLast();
    }

    void report(Job job, JobStatus status) {
        say(WorkerMessage.newBuilder()
                .setUpdateJob(UpdateJobStatus.newBuilder().setJobId(job.getId()).setStatus(status)));
    }

    void die() {
        world.engine.lost(worker, world.now);
    }

    List<Job> offered() {
        return heard.stream()
                .filter(ServerMessage::hasAvailability)
                .map(message -> message.getAvailability().getJob())
                .toList();
    }

    List<JobAssignment> assigned() {
        return heard.stream()
                .filter(ServerMessage::hasAssignment)
                .map(ServerMessage::getAssignment)
                .toList();
    }

    List<String> terminated() {
        return heard.stream()
                .filter(ServerMessage::hasTermination)
                .map(message -> message.getTermination().getJobId())
                .toList();
    }
}
