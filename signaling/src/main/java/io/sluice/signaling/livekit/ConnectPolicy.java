package io.sluice.signaling.livekit;

/**
 * What the node's configuration says about connecting.
 *
 * @param autoCreate whether a join makes a missing room
 * @param maxIdentityBytes of an identity
 * @param maxRoomNameBytes of a room's name
 * @param iceLite whether to act as an ICE-lite agent where the client can live with it
 */
public record ConnectPolicy(boolean autoCreate, int maxIdentityBytes, int maxRoomNameBytes, boolean iceLite) {}
