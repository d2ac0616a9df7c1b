package io.sluice.signaling.agent;

import io.sluice.signaling.proto.AvailabilityRequest;
import io.sluice.signaling.proto.AvailabilityResponse;
import io.sluice.signaling.proto.JobAssignment;
import io.sluice.signaling.proto.JobTermination;
import io.sluice.signaling.proto.ServerMessage;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The conversation with workers about one job: who is asked, who gets it, who is told to end it. */
final class JobOffers {
    private static final Logger log = LoggerFactory.getLogger(JobOffers.class);

    private final AgentSettings settings;
    private final JobTokens tokens;
    private final WorkerPool pool;

    JobOffers(AgentSettings settings, JobTokens tokens, WorkerPool pool) {
        this.settings = settings;
        this.tokens = tokens;
        this.pool = pool;
    }

    /** Asks a worker that may take the job; where there is none, the job waits for one. */
    void offer(AgentJob job, Instant now) {
        Set<Worker> except = new LinkedHashSet<>(job.refusedBy);
        except.addAll(job.silent);
        Worker worker = pool.pick(job.kind, except);
        if (worker != null) {
            ask(job, worker, now);
            return;
        }
        if (job.stage != AgentJob.Stage.WAITING) {
            log.info("agent_job_waiting room={} job={} agent={}", job.room(), job.id(), job.agentName());
        }
        job.waiting(now);
        if (!job.silent.isEmpty()) {
            job.deadline = now.plus(settings.again());
        }
    }

    /** Asks that worker whether it takes the job. */
    void ask(AgentJob job, Worker worker, Instant now) {
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
