package io.sluice.server.hook;

import io.sluice.sfu.control.ClientTraits;
import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.ParticipantKind;
import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.sfu.control.ParticipantState;
import io.sluice.sfu.control.Permissions;
import io.sluice.sfu.control.RoomFact;
import io.sluice.sfu.control.RoomPolicy;
import io.sluice.sfu.control.RoomSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What happens in rooms, made up. */
final class Facts {
    private static final ClientTraits CLIENT = new ClientTraits("js", "2.15.0", 17, 1, "", "", "", List.of());

    private Facts() {}

    static RoomSnapshot room(String name, String sid) {
        return new RoomSnapshot(sid, name, "", 1_700_000_000_123L, RoomPolicy.DEFAULT, 1, 0, false, List.of());
    }

    static RoomSnapshot room(String name) {
        return room(name, "RM_" + name);
    }

    static ParticipantSnapshot participant(String identity, ParticipantState state) {
        return new ParticipantSnapshot(
                "PA_" + identity,
                identity,
                "",
                "",
                Map.of(),
                state,
                1_700_000_001_000L,
                1,
                new Permissions(true, true, true, Set.of(), false, false, false, false, false, false),
                false,
                ParticipantKind.STANDARD,
                List.of(),
                List.of(),
                List.of(),
                DisconnectReason.CLIENT_INITIATED,
                2,
                List.of());
    }

    /** A short call of one participant: four facts, three events. */
    static List<RoomFact> call(String room, String sid, String identity) {
        RoomSnapshot about = room(room, sid);
        return List.of(
                new RoomFact.RoomStarted(about),
                new RoomFact.ParticipantJoined(about, participant(identity, ParticipantState.JOINED), CLIENT),
                new RoomFact.ParticipantActive(about, participant(identity, ParticipantState.ACTIVE)),
                new RoomFact.ParticipantLeft(about, participant(identity, ParticipantState.DISCONNECTED), true),
                new RoomFact.RoomFinished(about, DisconnectReason.ROOM_CLOSED));
    }

    /** The events of {@link #call}. */
    static final List<String> CALL = List.of("room_started", "participant_joined", "participant_left", "room_finished");
}
