package io.sluice.sfu.forward;

import io.sluice.sfu.control.CommandRefusedException;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.participant.Participant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The participants of one room that are forwarded to others. Belongs to the room's loop. */
public final class Forwards {
    /** Destinations of one participant; each costs memory for packets under way. */
    private static final int MAX_DESTINATIONS = 8;

    private final String room;
    private final Map<Long, Forwarding> all = new LinkedHashMap<>();
    private long begun;

    /** @param room its name, for the log */
    public Forwards(String room) {
        this.room = room;
    }

    /**
     * Asks the destination to take somebody in; the command is answered when it has.
     *
     * @throws CommandRefusedException if there are too many destinations
     */
    public void begin(Participant who, RoomCommand.Forward command) {
        long destinations =
                all.values().stream().filter(each -> each.participant() == who).count();
        if (destinations >= MAX_DESTINATIONS) {
            throw new CommandRefusedException(
                    RoomEvent.Refusal.NOT_ALLOWED, "participant is forwarded to too many rooms");
        }
        long number = ++begun;
        Forwarding forwarding = new Forwarding(number, room, who, command);
        all.put(number, forwarding);
        forwarding.enter();
    }

    /** A destination tells the participant something. */
    public void told(long number, RoomEvent event, long nowNanos) {
        Forwarding forwarding = all.get(number);
        if (forwarding != null && forwarding.told(event, nowNanos)) {
            all.remove(number);
        }
    }

    /** Somebody in a destination needs a key frame. */
    public void pictureWanted(long number, int ssrc, long nowNanos) {
        Forwarding forwarding = all.get(number);
        if (forwarding != null) {
            forwarding.pictureWanted(ssrc, nowNanos);
        }
    }

    /** Somebody leaves this room, and with it all others. */
    public void left(Participant who, long nowNanos) {
        all.values().removeIf(each -> each.participant() == who && each.leave(nowNanos));
    }

    /** Passes on what changed. */
    public void tick(long nowNanos) {
        if (!all.isEmpty()) {
            all.values().forEach(each -> each.tick(nowNanos));
        }
    }
}
