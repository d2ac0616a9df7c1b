package io.sluice.signaling.agent;

import io.sluice.signaling.proto.AvailabilityResponse;
import io.sluice.signaling.proto.ParticipantPermission;
import io.sluice.signaling.proto.RegisterWorkerRequest;
import io.sluice.signaling.proto.RegisterWorkerResponse;
import io.sluice.signaling.proto.ServerInfo;
import io.sluice.signaling.proto.ServerMessage;
import io.sluice.signaling.proto.UpdateJobStatus;
import io.sluice.signaling.proto.UpdateWorkerStatus;
import io.sluice.signaling.proto.WorkerMessage;
import io.sluice.signaling.proto.WorkerPing;
import io.sluice.signaling.proto.WorkerPong;
import java.time.Instant;

/** What a worker may say, and when. Whoever breaks the rules loses its connection. */
final class WorkerProtocol {
    /** Of a worker that does not say what its agents may. */
    private static final ParticipantPermission USUAL = ParticipantPermission.newBuilder()
            .setCanSubscribe(true)
            .setCanPublish(true)
            .setCanPublishData(true)
            .setCanUpdateMetadata(true)
            .build();

    private final AgentEngine engine;
    private final ServerInfo server;

    WorkerProtocol(AgentEngine engine, ServerInfo server) {
        this.engine = engine;
        this.server = server;
    }

    void received(Worker worker, WorkerMessage message, Instant now) {
        if (!worker.connected()) {
            return;
        }
        switch (message.getMessageCase()) {
            case REGISTER -> register(worker, message.getRegister(), now);
            case PING -> pong(worker, message.getPing(), now);
            case MESSAGE_NOT_SET -> refuse(worker, now);
            default -> {
                if (worker.kind == null) {
                    refuse(worker, now);
                } else {
                    registered(worker, message, now);
                }
            }
        }
    }

    private void registered(Worker worker, WorkerMessage message, Instant now) {
        switch (message.getMessageCase()) {
            case AVAILABILITY -> answered(worker, message.getAvailability(), now);
            case UPDATE_WORKER -> updated(worker, message.getUpdateWorker(), now);
            case UPDATE_JOB -> reported(worker, message.getUpdateJob(), now);
            case SIMULATE_JOB -> engine.jobs().simulate(worker, message.getSimulateJob(), now);
            case MIGRATE_JOB ->
                message.getMigrateJob().getJobIdsList().forEach(id -> {
                    AgentJob job = engine.jobs().find(worker, id);
                    if (job != null && job.assigned()) {
                        engine.jobs().adopt(worker, job);
                    }
                });
            default -> refuse(worker, now);
        }
    }

    private void register(Worker worker, RegisterWorkerRequest request, Instant now) {
        boolean unknownType = request.getTypeValue() < 0 || request.getTypeValue() > 2;
        if (worker.kind != null || unknownType || DeploymentName.fault(request.getDeployment()) != null) {
            refuse(worker, now);
            return;
        }
        worker.permissions = request.hasAllowedPermissions() ? request.getAllowedPermissions() : USUAL;
        worker.send(ServerMessage.newBuilder()
                .setRegister(RegisterWorkerResponse.newBuilder()
                        .setWorkerId(worker.id)
                        .setServerInfo(server)));
        engine.registered(
                worker,
                new WorkerKind(
                        request.getAgentName(), request.getNamespace(), request.getType(), request.getDeployment()),
                now);
    }

    private static void pong(Worker worker, WorkerPing ping, Instant now) {
        worker.send(ServerMessage.newBuilder()
                .setPong(WorkerPong.newBuilder()
                        .setLastTimestamp(ping.getTimestamp())
                        .setTimestamp(now.toEpochMilli())));
    }

    private void updated(Worker worker, UpdateWorkerStatus update, Instant now) {
        if (update.hasStatus()) {
            worker.status = update.getStatus();
        }
        float load = update.getLoad();
        worker.load = Float.isNaN(load) ? 1 : Math.clamp(load, 0, 1);
        worker.given = 0;
        engine.changed(worker, now);
    }

    /** An answer that comes too late is no answer: another worker may have the job. */
    private void answered(Worker worker, AvailabilityResponse answer, Instant now) {
        AgentJob job = engine.jobs().find(worker, answer.getJobId());
        if (job == null || job.stage != AgentJob.Stage.OFFERED) {
            return;
        }
        if (answer.getAvailable() || answer.getTerminate()) {
            engine.jobs().accepted(job, answer, now);
        } else {
            engine.jobs().declined(job, worker, now);
        }
    }

    private void reported(Worker worker, UpdateJobStatus update, Instant now) {
        AgentJob job = engine.jobs().find(worker, update.getJobId());
        if (job != null && job.assigned()) {
            if (job.worker == null) {
                engine.jobs().adopt(worker, job);
            }
            engine.jobs().reported(job, update.getStatus(), update.getError(), now);
        }
    }

    private void refuse(Worker worker, Instant now) {
        worker.close();
        engine.lost(worker, now);
    }
}
