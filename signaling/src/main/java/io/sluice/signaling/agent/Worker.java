package io.sluice.signaling.agent;

import io.sluice.signaling.proto.ParticipantPermission;
import io.sluice.signaling.proto.ServerMessage;
import io.sluice.signaling.proto.WorkerStatus;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A connected worker, as the engine sees it. */
final class Worker {
    final String id;
    final String apiKey;
    final Instant connectedAt;
    private final WorkerLink link;
    private boolean connected = true;

    /** Null until it has registered. */
    @Nullable
    WorkerKind kind;

    /** What its agents may do in a room. */
    ParticipantPermission permissions = ParticipantPermission.getDefaultInstance();

    WorkerStatus status = WorkerStatus.WS_AVAILABLE;
    /** As it said last, 0 to 1. */
    double load;
    /** Jobs it was given since it said so: not in {@link #load} yet. */
    int given;

    final Set<AgentJob> offers = new LinkedHashSet<>();
    final Set<AgentJob> jobs = new LinkedHashSet<>();

    /** @param apiKey by which it authenticated, and by which the tokens of its agents are signed */
    Worker(String id, String apiKey, WorkerLink link, Instant connectedAt) {
        this.id = id;
        this.apiKey = apiKey;
        this.link = link;
        this.connectedAt = connectedAt;
    }

    void send(ServerMessage.Builder message) {
        link.send(message.build());
    }

    boolean connected() {
        return connected;
    }

    /** The connection has ended by itself. */
    void lost() {
        connected = false;
    }

    /** The connection is ended by us. */
    void close() {
        if (connected) {
            connected = false;
            link.close();
        }
    }
}
