package io.sluice.tokenapi.manage;

import io.sluice.tokenapi.channel.Rights;
import io.sluice.tokenapi.live.LiveParticipant;
import io.sluice.tokenapi.live.LiveRooms;
import io.sluice.tokenapi.live.TokenRevocation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rooms without media, and what has been done to them. */
final class RoomsInMemory implements LiveRooms, TokenRevocation {
    final Map<String, List<String>> rooms = new LinkedHashMap<>();
    /** What was done, in order. */
    final List<String> deeds = new ArrayList<>();

    void join(String room, String identity) {
        rooms.computeIfAbsent(room, _ -> new ArrayList<>()).add(identity);
    }

    @Override
    public List<LiveParticipant> participants(String room) {
        return rooms.getOrDefault(room, List.of()).stream()
                .map(identity -> new LiveParticipant(identity, identity, Instant.EPOCH, false, false, false))
                .toList();
    }

    @Override
    public void remove(String room, String identity) {
        if (rooms.getOrDefault(room, List.of()).remove(identity)) {
            deeds.add("remove " + room + " " + identity);
        }
    }

    @Override
    public void permit(String room, String identity, Rights rights) {
        deeds.add("permit " + room + " " + identity + (rights.canSubscribe() ? " subscribe" : "")
                + (rights.canPublish() ? " publish" : ""));
    }

    @Override
    public void close(String room) {
        if (rooms.remove(room) != null) {
            deeds.add("close " + room);
        }
    }

    @Override
    public void revokeOfUser(String room, String userId) {
        deeds.add("revoke " + room + " " + userId);
    }

    @Override
    public void revokeOfRoom(String room) {
        deeds.add("revoke " + room);
    }
}
