package io.sluice.tokenapi.live;

/** Makes tokens that are about worthless. */
public interface TokenRevocation {
    /** All tokens so far that let a user, with any device, into a room. */
    void revokeOfUser(String room, String userId);

    /** All tokens so far for a room. */
    void revokeOfRoom(String room);
}
