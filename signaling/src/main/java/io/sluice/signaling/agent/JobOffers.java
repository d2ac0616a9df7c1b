package io.sluice.signaling.agent;

import io.sluice.signaling.proto.AvailabilityRequest;
import io.sluice.signaling.proto.AvailabilityResponse;
import io.sluice.signaling.proto.JobAssignment;
import io.sluice.signaling.proto.JobTermination;
import io.sluice.signaling.proto.ServerMessage;
import java.time.Instant;

/** The conversation with a worker about one job: asked, assigned, terminated. */
final class JobOffers {
    private final AgentSettings settings;
    private final JobTokens tokens;

    JobOffers(AgentSettings settings, JobTokens tokens) {
        this.settings = settings;
        this.tokens = tokens;
    }

    /** Asks the worker whether it takes the job. */
    void offer(AgentJob job, Worker worker, Instant now) {
        job.offeredTo(worker, now, now.plus(settings.availability()));
        worker.offers.add(job);
        worker.send(ServerMessage.newBuilder()
                .setAvailability(AvailabilityRequest.newBuilder().setJob(job.message())));
    }

    /** The worker is no longer asked. */
    void withdrawn(AgentJob job) {
        if (job.worker != null) {
            job.worker.offers.remove(job);
            job.worker = null;
        }
    }

    /** Hands the job to the worker that was asked, with the key to the room. */
    void assign(AgentJob job, AvailabilityResponse accepted, Instant now) {
        Worker worker = job.worker;
        if (worker == null) {
            throw new IllegalStateException("nobody was asked");
        }
        String identity = accepted.getParticipantIdentity();
        job.acceptedAs(identity.isEmpty() ? "agent-" + job.id() : identity);
        worker.offers.remove(job);
        worker.jobs.add(job);
        worker.given++;
        worker.send(ServerMessage.newBuilder()
                .setAssignment(JobAssignment.newBuilder()
                        .setJob(job.message())
                        .setToken(tokens.token(job, worker, accepted, now))));
    }

    /** Tells the worker that has the job, if it is there, to end it. */
    static void terminate(AgentJob job) {
        if (job.worker != null) {
            job.worker.send(ServerMessage.newBuilder()
                    .setTermination(JobTermination.newBuilder().setJobId(job.id())));
        }
    }
}
