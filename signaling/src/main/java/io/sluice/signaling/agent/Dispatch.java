package io.sluice.signaling.agent;

import io.sluice.signaling.proto.AgentDispatch;
import io.sluice.signaling.proto.AgentDispatchState;
import io.sluice.signaling.proto.JobRestartPolicy;
import io.sluice.signaling.proto.RoomAgentDispatch;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A room's wish for an agent. */
final class Dispatch {
    private static final int REMEMBERED = 20;

    final String id;
    final String room;
    final RoomAgentDispatch wish;
    private final Instant createdAt;
    private @Nullable Instant deletedAt;
    /** The job of each slot, also one that ended and needs no successor. */
    private final Map<JobSlot, AgentJob> slots = new LinkedHashMap<>();
    /** Jobs that ended and have a successor, or whose participant is gone. */
    private final Deque<AgentJob> past = new ArrayDeque<>();

    Dispatch(String id, String room, RoomAgentDispatch wish, Instant createdAt) {
        this.id = id;
        this.room = room;
        this.wish = wish;
        this.createdAt = createdAt;
    }

    boolean deleted() {
        return deletedAt != null;
    }

    void deleted(Instant now) {
        deletedAt = now;
    }

    boolean restarts() {
        return wish.getRestartPolicy() != JobRestartPolicy.JRP_NEVER;
    }

    boolean has(JobSlot slot) {
        return slots.containsKey(slot);
    }

    /** The job takes the slot; the one before it becomes history. */
    void put(AgentJob job) {
        remember(slots.put(job.slot, job));
    }

    /** A participant's slots are gone with it. Their jobs may still run. */
    void forget(String participant) {
        slots.entrySet().removeIf(entry -> {
            boolean gone = entry.getKey().participant().equals(participant);
            if (gone) {
                remember(entry.getValue());
            }
            return gone;
        });
    }

    private void remember(@Nullable AgentJob job) {
        if (job != null) {
            past.addLast(job);
            if (past.size() > REMEMBERED) {
                past.removeFirst();
            }
        }
    }

    AgentDispatch message() {
        AgentDispatchState.Builder state = AgentDispatchState.newBuilder().setCreatedAt(AgentTimes.nanos(createdAt));
        if (deletedAt != null) {
            state.setDeletedAt(AgentTimes.nanos(deletedAt));
        }
        Stream.concat(past.stream(), slots.values().stream())
                .map(AgentJob::message)
                .forEach(state::addJobs);
        return AgentDispatch.newBuilder()
                .setId(id)
                .setAgentName(wish.getAgentName())
                .setRoom(room)
                .setMetadata(wish.getMetadata())
                .setRestartPolicy(wish.getRestartPolicy())
                .setDeployment(wish.getDeployment())
                .putAllAttributes(wish.getAttributesMap())
                .setState(state)
                .build();
    }
}
