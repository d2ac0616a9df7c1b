package io.sluice.signaling.agent;

import io.sluice.signaling.proto.JobType;

/**
 * One job that a dispatch is good for. There is at most one at a time, and none after one that has done its work.
 *
 * @param namespace of the workers; a dispatch reaches every namespace
 * @param participant sid of whom the job is about; empty for jobs about the room
 */
record JobSlot(String namespace, JobType type, String participant) {}
