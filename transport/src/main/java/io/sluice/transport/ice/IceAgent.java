package io.sluice.transport.ice;

import io.sluice.transport.stun.StunReader;
import io.sluice.transport.stun.StunType;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * ICE for one transport with one component (RFC 8445). An engine: time and messages come in, messages leave by the paths themselves, and
 * what the owner must know waits in {@link #poll}, to be drained after every call that changes something.
 *
 * <p>As a server behind fixed sockets it gathers nothing and knows few paths. Nothing is remembered of a sender that has not authenticated
 * itself: {@link #verify} first, then make the path, then {@link #request}.
 */
public final class IceAgent {
    private final IceMode mode;
    private final Role role;
    private final CandidateFilter filter;
    private final Generations generations;
    private final PathTable paths = new PathTable();
    private final Liveness liveness = new Liveness();
    private final Selection selection;
    private final CheckPlan plan;
    private final Messages messages;
    private final RecentRequests recent = new RecentRequests();
    private final Queue<IceEvent> events = new ArrayDeque<>();
    private boolean closed;
    private long deadline = Long.MAX_VALUE;

    /**
     * A new agent with credentials of its own.
     *
     * @param controlling whether it begins in the controlling role; never with {@link IceMode#LITE}
     * @param local our candidates, for their priorities
     * @param random where credentials and transaction ids come from: a {@link java.security.SecureRandom} outside of tests
     */
    public IceAgent(IceMode mode, boolean controlling, List<IceCandidate> local, RandomGenerator random) {
        this.mode = mode;
        role = new Role(mode == IceMode.LITE, controlling, random.nextLong());
        LocalPriorities priorities = new LocalPriorities(local);
        messages = new Messages(random, role, priorities);
        filter = new CandidateFilter(mode, local);
        generations = new Generations(random);
        selection = new Selection(role, priorities);
        plan = new CheckPlan(paths, selection, role);
    }

    /** Our credentials for the next description. */
    public IceParameters local() {
        return generations.current().local;
    }

    /**
     * What a description of the peer says. New credentials where there were others are a restart by the peer, which renews ours too.
     *
     * @return false if the credentials are malformed; nothing has changed then
     */
    public boolean setRemote(IceParameters remote, long nowNanos) {
        if (!remote.wellFormed()) {
            return false;
        }
        if (closed || generations.knows(remote)) {
            return true;
        }
        restart(nowNanos);
        generations.current().remote(remote);
        liveness.start(nowNanos);
        restartChecks(nowNanos);
        plan();
        return true;
    }

    /** Begins a new generation. Without effect while the current one is still unknown to the peer. */
    public void restart(long nowNanos) {
        if (closed || generations.current().outward() == null) {
            return;
        }
        Generation givenUp = generations.restart(selection.generation());
        if (givenUp != null) {
            retire(givenUp);
        }
        filter.reset();
        plan();
    }

    /**
     * Whether a Binding request was made by someone who knows our password. Costs a HMAC and changes nothing.
     *
     * @param path where it came from, if that is known already
     * @return the generation it belongs to, for {@link #request}; 0 if it is not authentic, or played back from somewhere else
     */
    public int verify(StunReader request, @Nullable IcePath path) {
        Generation generation = generations.addressee(request);
        if (closed || liveness.expired() || generation == null) {
            return 0;
        }
        boolean authentic = request.fingerprintHolds() && generation.inward.verify(request);
        return authentic && !recent.replayed(request, path) ? generation.number : 0;
    }

    /** Whether the USERNAME of a request names us. */
    public boolean addressed(StunReader request) {
        return generations.addressee(request) != null;
    }

    /**
     * Answers a request that {@link #verify} has found authentic.
     *
     * @param path where it came from; a new one is taken in
     */
    public void request(IcePath path, StunReader request, int generation, long nowNanos) {
        Generation in = generations.byNumber(generation);
        if (in == null) {
            return;
        }
        if (!paths.contains(path)) {
            admit(path, true);
            path.restartChecks(nowNanos);
        }
        recent.add(request, path);
        path.heard(generation, nowNanos);
        if (path.priority < 0) {
            path.priority = request.priority();
        }
        boolean wasControlling = role.controlling();
        if (request.unknownCount() > 0) {
            messages.unknownAttributes(path, request, in);
            return;
        }
        if (!role.accepts(request)) {
            messages.roleConflict(path, request, in);
            return;
        }
        if (wasControlling != role.controlling()) {
            roleChanged(nowNanos);
        }
        messages.success(path, request, in);
        tell(liveness.consented(nowNanos));
        IcePath before = selection.active();
        selection.requested(path, generation, request.useCandidate(), nowNanos);
        moved(before, nowNanos);
        trigger(path, nowNanos);
        plan();
    }

    /** Takes an answer to a check of ours, authentic or not. */
    public void response(IcePath path, StunReader response, long nowNanos) {
        int check = path.sent.find(response, nowNanos);
        if (check < 0 || closed || liveness.expired()) {
            return;
        }
        int number = path.sent.generation(check);
        Generation in = generations.byNumber(number);
        Generation.Outward to = in == null ? null : in.outward();
        if (to == null || !response.fingerprintHolds() || !to.integrity().verify(response)) {
            return;
        }
        path.sent.forget(check);
        if (response.type() == StunType.BINDING_SUCCESS) {
            succeeded(path, check, number, nowNanos);
        } else if (response.errorCode() == 487) {
            boolean wasControlling = role.controlling();
            role.refused(path.sent.controlling(check));
            if (wasControlling != role.controlling()) {
                roleChanged(nowNanos);
            }
        }
        plan();
    }

    private void succeeded(IcePath path, int check, int number, long nowNanos) {
        path.heard(number, nowNanos);
        path.proven(number);
        path.measured(nowNanos - path.sent.sentAt(check));
        if (path.sent.nominating(check)) {
            path.confirmedIn = number;
        }
        tell(liveness.consented(nowNanos));
        IcePath before = selection.active();
        boolean nominee = selection.isNominee(path, number);
        selection.proved(path, number, nowNanos);
        moved(before, nowNanos);
        if (!nominee && selection.isNominee(path, number())) {
            path.restartChecks(nowNanos);
            check(path, nowNanos);
        }
    }

    /**
     * An authentic packet other than STUN came in on a path. Cheap enough for every packet.
     *
     * @return true if there is something to {@link #poll}
     */
    public boolean heard(IcePath path, long nowNanos) {
        path.heardAt = nowNanos;
        IceEvent event = liveness.heard(nowNanos);
        if (event == null) {
            return false;
        }
        tell(event);
        return true;
    }

    /** A handshake packet came in on a valid path: while nothing is nominated, a hint at which path the peer prefers. */
    public void used(IcePath path, long nowNanos) {
        if (path.valid()) {
            IcePath before = selection.active();
            selection.used(path, path.heardIn, nowNanos);
            moved(before, nowNanos);
        }
    }

    /** Whether a candidate of the peer is worth a path: we check, and it can be checked. */
    public boolean wants(IceCandidate candidate) {
        return !closed && filter.wants(candidate);
    }

    /** The path over UDP to a candidate's address, if there is one already. */
    public @Nullable IcePath pathTo(IceCandidate candidate) {
        return paths.datagramPathTo(TransportAddress.canonical(candidate.address()));
    }

    /** Takes a candidate of the peer that is {@linkplain #wants wanted}, with a path to it. */
    public void addRemoteCandidate(IceCandidate candidate, IcePath path, long nowNanos) {
        filter.accepted();
        path.priority = candidate.priority();
        if (!paths.contains(path)) {
            path.restartChecks(nowNanos);
            if (!admit(path, false)) {
                return;
            }
        }
        if (!selection.nominated()) {
            // What did not work alone may work now that the peer moves: it opens its NAT toward us as we speak.
            for (int i = 0; i < paths.size(); i++) {
                IcePath each = paths.get(i);
                if (each.tries >= IceTimers.TRIES && each.provenIn != number()) {
                    each.restartChecks(nowNanos);
                }
            }
        }
        plan();
    }

    /** The socket below a path is gone. */
    public void pathClosed(IcePath path, long nowNanos) {
        paths.remove(path);
        if (selection.active() == path) {
            selection.clear();
            restartChecks(nowNanos);
        }
        plan();
    }

    /** The next thing that the owner must know, or null when there is nothing more. */
    public @Nullable IceEvent poll() {
        return events.poll();
    }

    /** When to call {@link #tick}; {@link Long#MAX_VALUE} for never. May be earlier than needed. */
    public long deadline() {
        return deadline;
    }

    /** Lets time pass. */
    public void tick(long nowNanos) {
        if (closed) {
            return;
        }
        boolean wasExpired = liveness.expired();
        tell(liveness.tick(nowNanos));
        Generation old = generations.expire(nowNanos);
        if (old != null) {
            retire(old);
        }
        if (liveness.expired() && !wasExpired) {
            forgetPaths();
        } else if (selection.stale(nowNanos)) {
            selection.doubt();
            restartChecks(nowNanos);
        }
        if (checking()) {
            IcePath next = plan.next(number(), nowNanos);
            if (next != null) {
                check(next, nowNanos);
            }
        }
        plan();
    }

    /** Ends the agent; it answers nothing any more. */
    public void close() {
        closed = true;
        deadline = Long.MAX_VALUE;
        events.clear();
    }

    /** How it fares. */
    public IceState state() {
        return liveness.state();
    }

    /** The path that packets take, or null. */
    public @Nullable IcePath active() {
        return selection.active();
    }

    /** Whether {@link #active} was nominated, and not merely the best guess. */
    public boolean nominated() {
        return selection.nominated();
    }

    /** The role as it stands. */
    public boolean controlling() {
        return role.controlling();
    }

    /** The smoothed round trip of the active path in nanoseconds; -1 while unknown. */
    public long rttNanos() {
        IcePath active = selection.active();
        return active == null ? -1 : active.rttNanos();
    }

    private int number() {
        return generations.current().number;
    }

    /** Whether checks are to be sent. After a failure only those that may bring the last path back: two agents that both wait never heal. */
    private boolean checking() {
        return mode == IceMode.FULL
                && !closed
                && generations.current().outward() != null
                && liveness.state() != IceState.NEW
                && (liveness.state() != IceState.FAILED || selection.active() != null);
    }

    /** Answers a check with one on the same path until that has proved itself; pairs beside a selected one are left in peace. */
    private void trigger(IcePath path, long nowNanos) {
        if (checking() && path.provenIn != number() && nowNanos - path.checkedAt >= IceTimers.PACE) {
            path.restartChecks(nowNanos);
            if (plan.dueAt(path, number()) <= nowNanos) {
                check(path, nowNanos);
            }
        }
    }

    private void check(IcePath path, long nowNanos) {
        Generation.Outward to = generations.current().outward();
        if (to == null) {
            return;
        }
        messages.check(path, number(), to, selection.isNominee(path, number()), nowNanos);
        plan.checked(path, nowNanos);
    }

    private void roleChanged(long nowNanos) {
        selection.roleChanged();
        restartChecks(nowNanos);
    }

    private boolean admit(IcePath path, boolean authentic) {
        IcePath leftOut = paths.admit(path, authentic, selection.active());
        if (leftOut != null) {
            events.add(new IceEvent.PathRemoved(leftOut));
        }
        return leftOut != path;
    }

    /** Follows up a possible change of the active path. */
    private void moved(@Nullable IcePath before, long nowNanos) {
        IcePath now = selection.active();
        if (now != null && now != before) {
            events.add(new IceEvent.PathChanged(now));
        }
        if (selection.generation() == number()) {
            generations.settled(nowNanos);
        }
    }

    /** Everything is to be proved again. */
    private void restartChecks(long nowNanos) {
        for (int i = 0; i < paths.size(); i++) {
            IcePath each = paths.get(i);
            each.provenIn = 0;
            each.restartChecks(nowNanos);
        }
    }

    /** Forgets a generation and the paths that only it had. */
    private void retire(Generation generation) {
        events.add(new IceEvent.Retired(generation.local.ufrag()));
        for (int i = paths.size() - 1; i >= 0; i--) {
            IcePath each = paths.get(i);
            if (each.valid && each.heardIn <= generation.number && each != selection.active()) {
                paths.remove(each);
                events.add(new IceEvent.PathRemoved(each));
            }
        }
    }

    private void forgetPaths() {
        selection.clear();
        for (int i = paths.size() - 1; i >= 0; i--) {
            IcePath each = paths.get(i);
            paths.remove(each);
            events.add(new IceEvent.PathRemoved(each));
        }
    }

    private void tell(@Nullable IceEvent event) {
        if (event != null) {
            events.add(event);
        }
    }

    private void plan() {
        if (closed) {
            return;
        }
        long next = Math.min(liveness.deadline(), Math.min(generations.deadline(), selection.staleAt()));
        if (checking()) {
            next = Math.min(next, plan.deadline(number()));
        }
        deadline = next;
    }
}
