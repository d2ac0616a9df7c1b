package io.sluice.tokenapi.live;

import io.sluice.tokenapi.channel.Rights;
import java.util.List;

/**
 * The rooms that are running now. All methods block until the room has done it, at most some seconds; a room or participant
 * that is not there is no failure.
 */
public interface LiveRooms {
    /** Who is in a room; nobody if there is no such room. */
    List<LiveParticipant> participants(String room);

    /** Sends somebody out, saying that it was removed. */
    void remove(String room, String identity);

    /** Gives somebody these rights in place of those it had. What it may not publish any more ends. */
    void permit(String room, String identity, Rights rights);

    /** Ends a room for all, saying that it was deleted. */
    void close(String room);
}
