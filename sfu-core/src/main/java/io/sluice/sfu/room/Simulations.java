package io.sluice.sfu.room;

import io.sluice.sfu.audio.Speaker;
import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.control.RoomEvent.Left.Action;
import io.sluice.sfu.participant.Participant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Plays the faults that clients ask for in their own tests (SimulateScenario). Nobody but the asking participant is harmed. */
final class Simulations {
    private static final long SECOND = 1_000_000_000L;
    private static final long MAX_SPEECH_SECONDS = 60;

    private final Room room;
    private final Members members;
    private final Map<String, Long> speechEnds = new HashMap<>();

    Simulations(Room room, Members members) {
        this.room = room;
        this.members = members;
    }

    void play(Participant who, RoomCommand.Simulate command) {
        switch (command.scenario()) {
            case SPEAKER_UPDATE -> {
                long seconds = Math.clamp(command.argument(), 0, MAX_SPEECH_SECONDS);
                tell(who, 0.9f, true);
                speechEnds.put(who.sid(), room.nowNanos() + seconds * SECOND);
            }
            case NODE_FAILURE, MIGRATION -> members.vanish(who);
            case SERVER_LEAVE -> members.remove(who, DisconnectReason.SERVER_SHUTDOWN, Action.DISCONNECT);
            case FULL_RECONNECT -> members.remove(who, DisconnectReason.CLIENT_INITIATED, Action.RECONNECT);
            // Without a TURN server of our own, TLS comes down to TCP.
            case SWITCH_TO_TCP, SWITCH_TO_TLS -> members.preferTcp(who.identity(), true);
            case SWITCH_TO_UDP -> members.preferTcp(who.identity(), false);
            case DISCONNECT_SIGNAL_ON_RESUME -> members.failNextResume(who.identity(), true);
            case DISCONNECT_SIGNAL_ON_RESUME_NO_MESSAGES -> members.failNextResume(who.identity(), false);
        }
    }

    void tick(long now) {
        if (speechEnds.isEmpty()) {
            return;
        }
        for (Map.Entry<String, Long> entry : List.copyOf(speechEnds.entrySet())) {
            if (now >= entry.getValue()) {
                speechEnds.remove(entry.getKey());
                Participant speaker = members.bySid(entry.getKey());
                if (speaker != null) {
                    tell(speaker, 0, false);
                }
            }
        }
    }

    private void tell(Participant speaker, float level, boolean active) {
        RoomEvent event = new RoomEvent.SpeakersChanged(List.of(new Speaker(speaker.sid(), level, active)));
        for (Participant receiver : members.all()) {
            if (receiver == speaker || !speaker.hidden()) {
                receiver.tell(event);
            }
        }
    }
}
