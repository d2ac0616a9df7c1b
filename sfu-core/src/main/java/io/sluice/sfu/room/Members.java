package io.sluice.sfu.room;

import io.sluice.sfu.control.Admission;
import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.EventSink;
import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.sfu.control.ParticipantState;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.control.RoomEvent.Left.Action;
import io.sluice.sfu.control.RoomFact;
import io.sluice.sfu.participant.Participant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is in the room: joining, coming back, leaving, being given up. */
final class Members {
    private static final Logger log = LoggerFactory.getLogger(Members.class);
    private static final long SECOND = 1_000_000_000L;
    /** How long a participant may take until its primary PeerTransport is connected. */
    private static final long JOIN_NANOS = 60 * SECOND;
    /** How long one whose PeerTransport failed may take to resume. */
    private static final long GRACE_NANOS = 5 * SECOND;

    private static final long RESUME_FAULT_NANOS = 5 * SECOND;
    /** Remembered wishes for TCP, so that a full reconnect starts with it. */
    private static final int MAX_TCP_WISHES = 1_000;

    private final Room room;
    private final Map<String, Participant> bySid = new LinkedHashMap<>();
    private final Map<String, Participant> byIdentity = new HashMap<>();
    private final Map<String, Long> joinDeadlines = new HashMap<>();
    private final Map<String, Long> graceDeadlines = new HashMap<>();
    private final Map<String, Boolean> tcpOnly = new HashMap<>();
    private final KnownLines knownLines = new KnownLines();
    private final Map<String, ResumeFault> resumeFaults = new HashMap<>();
    private final Departures departures = new Departures();
    private @Nullable List<Participant> copy;
    private boolean closed;
    private boolean everJoined;
    private long emptySince;

    Members(Room room, long nowNanos) {
        this.room = room;
        this.emptySince = nowNanos;
    }

    boolean closed() {
        return closed;
    }

    int size() {
        return bySid.size();
    }

    Collection<Participant> all() {
        return bySid.values();
    }

    /** For loops in which somebody may leave. Kept until somebody comes or goes: a large room asks for it at each turn. */
    List<Participant> copy() {
        List<Participant> now = copy;
        if (now == null) {
            now = List.copyOf(bySid.values());
            copy = now;
        }
        return now;
    }

    @Nullable
    Participant bySid(String sid) {
        return bySid.get(sid);
    }

    @Nullable
    Participant byIdentity(String identity) {
        return byIdentity.get(identity);
    }

    void join(Admission admission, EventSink sink) {
        Participant previous = byIdentity.get(admission.identity());
        DisconnectReason refusal = refusal(admission, previous);
        if (refusal != null) {
            sink.event(new RoomEvent.Left(refusal, Action.DISCONNECT));
            sink.end();
            return;
        }
        if (previous != null) {
            remove(previous, DisconnectReason.DUPLICATE_IDENTITY, Action.DISCONNECT);
            // Told before the new session begins, which must not take the end of the old one for its own.
            room.flushChanges();
        }
        Participant who = new Participant(
                room.sids().participant(), admission, sink, tcpOnly.containsKey(admission.identity()), room);
        bySid.put(who.sid(), who);
        copy = null;
        byIdentity.put(who.identity(), who);
        long line = knownLines.comes(who.identity(), room.nowNanos());
        if (line > 0) {
            who.links().sending().downlink().expectNarrow(line);
        }
        joinDeadlines.put(who.sid(), room.nowNanos() + JOIN_NANOS);
        peopleChanged();
        who.tell(room.joined(who));
        who.advance(ParticipantState.JOINED);
        room.peopleChanged();
        room.changed(who);
        room.observe(new RoomFact.ParticipantJoined(room.snapshot(), who.snapshot(), admission.client()));
        room.tracks().subscribeToExisting(who);
        log.info(
                "participant_joined room={} participant={} sid={} sdk={} mode={}",
                room.name(),
                who.identity(),
                who.sid(),
                admission.client().sdk(),
                admission.singlePeerConnection() ? "single" : "dual");
    }

    /** Somebody of another room, who does not take the place of anybody here. */
    void enter(Admission admission, EventSink sink) {
        if (byIdentity.containsKey(admission.identity())) {
            sink.event(new RoomEvent.Left(DisconnectReason.DUPLICATE_IDENTITY, Action.DISCONNECT));
            sink.end();
        } else {
            join(admission, sink);
        }
    }

    private @Nullable DisconnectReason refusal(Admission admission, @Nullable Participant previous) {
        if (closed) {
            return DisconnectReason.ROOM_CLOSED;
        }
        int max = room.policy().maxParticipants();
        if (max == 0 || previous != null || admission.dependent()) {
            return null;
        }
        long counted = all().stream().filter(p -> !p.dependent()).count();
        return counted >= max ? DisconnectReason.JOIN_FAILURE : null;
    }

    void resume(String identity, EventSink sink) {
        Participant who = byIdentity.get(identity);
        if (who == null || who.forwarded() || closed) {
            sink.event(new RoomEvent.Left(DisconnectReason.STATE_MISMATCH, Action.RECONNECT));
            sink.end();
            return;
        }
        ResumeFault fault = resumeFaults.remove(identity);
        if (fault != null && room.nowNanos() < fault.until() && !fault.afterMessages()) {
            sink.end();
            return;
        }
        who.hangUp();
        who.sink(sink);
        graceDeadlines.remove(who.sid());
        List<ParticipantSnapshot> everybody =
                new ArrayList<>(departures.missed(byIdentity::containsKey, room.nowNanos()));
        for (Participant other : all()) {
            if (other == who || !other.hidden()) {
                everybody.add(other.snapshot());
            }
        }
        who.tell(new RoomEvent.Resumed(
                room.snapshot(), who.sid(), everybody, who.messaging().member().lastSequence()));
        who.links().resume(room.nowNanos());
        who.publishing().resume(room.nowNanos());
        who.dataSubscribing().resume();
        who.subscribing().resume();
        log.info("participant_resumed room={} participant={} sid={}", room.name(), identity, who.sid());
        if (fault != null && room.nowNanos() < fault.until()) {
            who.hangUp();
        }
    }

    /** The primary PeerTransport is connected. */
    void connected(Participant who) {
        joinDeadlines.remove(who.sid());
        graceDeadlines.remove(who.sid());
        if (who.state() == ParticipantState.JOINED) {
            who.advance(ParticipantState.ACTIVE);
            room.changed(who);
            room.observe(new RoomFact.ParticipantActive(room.snapshot(), who.snapshot()));
            room.tracks().subscribeToExisting(who);
            log.info("participant_active room={} participant={} sid={}", room.name(), who.identity(), who.sid());
        }
    }

    /** Without media there is nothing to wait for; with it the client may come back to its session. */
    void signalLost(Participant who, EventSink sink) {
        if (who.sink() != sink) {
            return;
        }
        who.sink(null);
        if (!who.links().everConnected()) {
            remove(who, DisconnectReason.SIGNAL_CLOSE, Action.DISCONNECT);
        } else if (who.links().primary().failed()) {
            // It resumed after a failure, and the media did not: no other sign of its end will come.
            graceDeadlines.putIfAbsent(who.sid(), room.nowNanos() + GRACE_NANOS);
        }
    }

    /** A PeerTransport is dead: the client is asked to resume, and given up if it does not. */
    void failed(Participant who, String reason) {
        if (graceDeadlines.containsKey(who.sid())) {
            return;
        }
        log.info("transport_failed room={} participant={} reason={}", room.name(), who.identity(), reason);
        graceDeadlines.put(who.sid(), room.nowNanos() + GRACE_NANOS);
        who.tell(new RoomEvent.Left(DisconnectReason.CONNECTION_TIMEOUT, Action.RESUME));
        who.hangUp();
    }

    void leave(Participant who, DisconnectReason reason) {
        remove(who, reason, Action.DISCONNECT);
    }

    /** Ends a session; others are told in the next announcement. */
    void remove(Participant who, DisconnectReason reason, Action action) {
        if (bySid.remove(who.sid()) == null) {
            return;
        }
        copy = null;
        byIdentity.remove(who.identity(), who);
        joinDeadlines.remove(who.sid());
        graceDeadlines.remove(who.sid());
        who.tell(new RoomEvent.Left(reason, action));
        drop(who, reason);
        log.info(
                "participant_left room={} participant={} sid={} reason={}",
                room.name(),
                who.identity(),
                who.sid(),
                reason);
    }

    /** Ends a session without a word to its client, as a crash would. */
    void vanish(Participant who) {
        if (bySid.remove(who.sid()) != null) {
            copy = null;
            byIdentity.remove(who.identity(), who);
            joinDeadlines.remove(who.sid());
            graceDeadlines.remove(who.sid());
            drop(who, DisconnectReason.MIGRATION);
        }
    }

    private void drop(Participant who, DisconnectReason reason) {
        knownLines.left(who.identity(), who.links().sending().downlink().narrowness(), room.nowNanos());
        who.hangUp();
        room.forwards().left(who, room.nowNanos());
        who.dataPublishing().close();
        who.dataSubscribing().close();
        who.messaging().close();
        who.publishing().close();
        who.subscribing().close();
        who.links().close();
        boolean known = who.state() != ParticipantState.JOINING;
        boolean wasActive = who.state() == ParticipantState.ACTIVE;
        who.disconnected(reason);
        if (known) {
            room.changed(who);
        }
        if (known && !who.hidden()) {
            departures.add(who.snapshot(), room.nowNanos());
        }
        peopleChanged();
        room.peopleChanged();
        room.observe(new RoomFact.ParticipantLeft(room.snapshot(), who.snapshot(), wasActive));
    }

    /** What somebody may do was changed, and with it perhaps whether it counts. */
    void rightsChanged() {
        peopleChanged();
        room.peopleChanged();
    }

    /** Those who depend on others do not count: a room with nobody else in it is empty. */
    private void peopleChanged() {
        if (!all().stream().allMatch(Participant::dependent)) {
            everJoined = true;
            emptySince = Long.MAX_VALUE;
        } else if (emptySince == Long.MAX_VALUE) {
            emptySince = room.nowNanos();
        }
    }

    void close(DisconnectReason reason) {
        if (closed) {
            return;
        }
        closed = true;
        // A room that a fault of ours ended can be had again at once.
        Action action = reason == DisconnectReason.STATE_MISMATCH ? Action.RECONNECT : Action.DISCONNECT;
        for (Participant who : copy()) {
            remove(who, reason, action);
        }
        room.observe(new RoomFact.RoomFinished(room.snapshot(), reason));
    }

    /** The next resume of the identity, if it comes soon, loses its signal connection: at once, or after the first messages. */
    void failNextResume(String identity, boolean afterMessages) {
        resumeFaults.put(identity, new ResumeFault(room.nowNanos() + RESUME_FAULT_NANOS, afterMessages));
    }

    private record ResumeFault(long until, boolean afterMessages) {}

    /** The identity's next session uses TCP only, or what it likes again. */
    void preferTcp(String identity, boolean prefer) {
        if (!prefer) {
            tcpOnly.remove(identity);
        } else if (tcpOnly.size() < MAX_TCP_WISHES) {
            tcpOnly.put(identity, true);
        }
    }

    void tick(long now) {
        expire(joinDeadlines, now, DisconnectReason.JOIN_FAILURE);
        expire(graceDeadlines, now, DisconnectReason.CONNECTION_TIMEOUT);
        long timeout = everJoined
                ? room.policy().departureTimeoutSeconds()
                : room.policy().emptyTimeoutSeconds();
        if (!closed && emptySince != Long.MAX_VALUE && now - emptySince > timeout * SECOND) {
            close(DisconnectReason.ROOM_CLOSED);
            log.info("room_closed room={} sid={}", room.name(), room.sid());
        }
    }

    private void expire(Map<String, Long> deadlines, long now, DisconnectReason reason) {
        if (deadlines.isEmpty()) {
            return;
        }
        for (String sid : List.copyOf(deadlines.keySet())) {
            Long deadline = deadlines.get(sid);
            Participant who = bySid.get(sid);
            if (deadline != null && who != null && now >= deadline) {
                remove(who, reason, Action.DISCONNECT);
            }
        }
    }
}
