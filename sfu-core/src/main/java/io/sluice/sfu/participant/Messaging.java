package io.sluice.sfu.participant;

import io.sluice.sfu.data.DataHost;
import io.sluice.sfu.data.DataKind;
import io.sluice.sfu.data.DataMember;
import io.sluice.sfu.data.DataRouter;
import io.sluice.transport.sctp.SctpEnd;
import io.sluice.transport.sctp.SendResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The data that a participant sends and receives: its channels on one side, the room's router on the other. */
public final class Messaging implements DataHost, DataLink.Owner {
    private static final Logger log = LoggerFactory.getLogger(Messaging.class);

    private final Participant participant;
    private final RoomSide room;
    private final DataRouter router;
    private final DataMember member;
    private boolean left;

    Messaging(Participant participant, RoomSide room) {
        this.participant = participant;
        this.room = room;
        this.router = room.data();
        this.member = router.join(this);
    }

    /** What the room's router knows of it. */
    public DataMember member() {
        return member;
    }

    /** The participant is leaving: nothing goes to it any more, and nobody waits for it. */
    public void close() {
        left = true;
        router.leave(member, room.nowNanos());
    }

    @Override
    public String sid() {
        return participant.sid();
    }

    @Override
    public String identity() {
        return participant.identity();
    }

    @Override
    public boolean hidden() {
        return participant.hidden();
    }

    @Override
    public boolean agent() {
        return participant.agent();
    }

    @Override
    public boolean mayPublishData() {
        return participant.permissions().canPublishData();
    }

    @Override
    public boolean mayReadMetrics() {
        return participant.permissions().canSubscribeMetrics();
    }

    @Override
    public SendResult send(DataKind kind, byte[] message, long nowNanos) {
        return participant.links().dataSending().send(kind, message, nowNanos);
    }

    @Override
    public void pauseReading(boolean pause, long nowNanos) {
        participant.links().pauseData(pause, nowNanos);
    }

    @Override
    public void tooSlow() {
        room.broken(participant, "too slow a reader of reliable data, bytes waiting: " + member.waiting());
    }

    @Override
    public void message(DataKind kind, byte[] buffer, int offset, int length, long nowNanos) {
        if (!left) {
            router.received(member, kind, buffer, offset, length, nowNanos);
        }
    }

    @Override
    public void rawMessage(byte[] buffer, int offset, int length, long nowNanos) {
        if (!left) {
            router.receivedRaw(member, buffer, offset, length, nowNanos);
        }
    }

    @Override
    public void ready(DataLink link, DataKind kind, long nowNanos) {
        if (!left && link == participant.links().dataSending()) {
            member.drained(kind, nowNanos);
        }
    }

    @Override
    public void ended(SctpEnd reason) {
        if (left) {
            return;
        }
        log.info("data_ended participant={} sid={} reason={}", identity(), sid(), reason);
        boolean violated = reason == SctpEnd.PROTOCOL_VIOLATION || reason == SctpEnd.MESSAGE_TOO_LONG;
        if (violated && router.settings().reconnectOnError()) {
            room.broken(participant, "data channels ended: " + reason);
        }
    }
}
