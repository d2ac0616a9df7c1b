package io.sluice.signaling.agent;

import io.sluice.signaling.proto.JobType;

/**
 * What tells workers apart: those of one kind may do each other's jobs.
 *
 * @param agentName empty for workers that are called into every room
 * @param namespace keeps the workers of several owners apart
 * @param type of the jobs it takes
 * @param deployment version of the agent; empty for the usual one
 */
record WorkerKind(String agentName, String namespace, JobType type, String deployment) {}
