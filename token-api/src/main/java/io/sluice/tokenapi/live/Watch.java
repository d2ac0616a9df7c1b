package io.sluice.tokenapi.live;

import io.sluice.tokenapi.access.Access;
import io.sluice.tokenapi.channel.Decision;
import io.sluice.tokenapi.channel.Identities;
import io.sluice.tokenapi.channel.Rights;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

/** Rights as they were before something changes. Used by one thread. */
public final class Watch {
    private final Access access;
    private final LiveRooms rooms;
    private final TokenRevocation tokens;
    private final Executor secondLook;
    /** By room and user. Who has none is there by leave of somebody else, if at all. */
    private final Map<String, Map<String, Rights>> before = new HashMap<>();

    /** @param users ids, by room */
    Watch(Map<String, Set<String>> users, Access access, LiveRooms rooms, TokenRevocation tokens, Executor secondLook) {
        this.access = access;
        this.rooms = rooms;
        this.tokens = tokens;
        this.secondLook = secondLook;
        users.forEach((room, all) -> access.toRoom(all, room).forEach((user, decision) -> {
            if (decision instanceof Decision.Granted(Rights rights)) {
                before.computeIfAbsent(room, _ -> new HashMap<>()).put(user, rights);
            }
        }));
    }

    /**
     * After the change is stored. Returns when the calls have followed. Whoever was on its way in just then, past the check
     * of its token and not in the room yet, is met by a second look.
     */
    public void settle() {
        Map<String, Set<String>> concerned = new HashMap<>();
        before.forEach((room, rights) -> {
            Set<String> changed = new HashSet<>();
            access.toRoom(rights.keySet(), room).forEach((user, now) -> {
                Rights had = rights.get(user);
                if (had != null && !now.equals(new Decision.Granted(had))) {
                    changed.add(user);
                    // First, for what a room hands out to those who stay must hold.
                    if (!(now instanceof Decision.Granted(Rights has) && has.include(had))) {
                        tokens.revokeOfUser(room, user);
                    }
                }
            });
            if (!changed.isEmpty()) {
                concerned.put(room, changed);
            }
        });
        if (!concerned.isEmpty()) {
            try {
                concerned.forEach(this::align);
            } finally {
                secondLook.execute(() -> concerned.forEach(this::align));
            }
        }
    }

    private void align(String room, Set<String> users) {
        for (LiveParticipant participant : rooms.participants(room)) {
            String user = Identities.userOf(participant.identity());
            if (users.contains(user)) {
                switch (access.toRoom(user, room)) {
                    case Decision.Granted(Rights rights) -> rooms.permit(room, participant.identity(), rights);
                    case Decision.Refused _ -> rooms.remove(room, participant.identity());
                }
            }
        }
    }
}
