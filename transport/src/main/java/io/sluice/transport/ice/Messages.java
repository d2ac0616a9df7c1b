package io.sluice.transport.ice;

import io.sluice.transport.stun.StunReader;
import io.sluice.transport.stun.StunType;
import io.sluice.transport.stun.StunWriter;
import java.util.random.RandomGenerator;

/** Writes an agent's checks and answers and sends them on the path they belong to. */
final class Messages {
    private final StunWriter writer = new StunWriter();
    private final RandomGenerator random;
    private final Role role;
    private final LocalPriorities priorities;

    Messages(RandomGenerator random, Role role, LocalPriorities priorities) {
        this.random = random;
        this.role = role;
        this.priorities = priorities;
    }

    /** Sends a check (RFC 8445 §7.2.2) and remembers it in the path. */
    void check(IcePath path, int generation, Generation.Outward to, boolean nominating, long nowNanos) {
        long high = random.nextLong();
        int low = random.nextInt();
        writer.begin(StunType.BINDING_REQUEST, high, low)
                .username(to.username())
                .priority(CandidatePriority.asPeerReflexive(priorities.of(path), path.stream()))
                .role(role.controlling(), role.tieBreaker());
        if (nominating) {
            writer.useCandidate();
        }
        writer.finish(to.integrity());
        path.sent.add(high, low, generation, role.controlling(), nominating, nowNanos);
        path.path().send(writer.buffer(), 0, writer.length());
    }

    /** Answers a request with the address it came from. */
    void success(IcePath path, StunReader request, Generation in) {
        begin(StunType.BINDING_SUCCESS, request).mappedAddress(path.path().remote());
        finish(path, in);
    }

    /** Answers that the sender must change its role. */
    void roleConflict(IcePath path, StunReader request, Generation in) {
        begin(StunType.BINDING_ERROR, request).error(487);
        finish(path, in);
    }

    /** Answers that the request asks for something unknown. */
    void unknownAttributes(IcePath path, StunReader request, Generation in) {
        begin(StunType.BINDING_ERROR, request).error(420).unknownAttributes(request);
        finish(path, in);
    }

    private StunWriter begin(int type, StunReader request) {
        return writer.begin(type, request.transactionHigh(), request.transactionLow());
    }

    private void finish(IcePath path, Generation in) {
        writer.finish(in.inward);
        path.path().send(writer.buffer(), 0, writer.length());
    }
}
