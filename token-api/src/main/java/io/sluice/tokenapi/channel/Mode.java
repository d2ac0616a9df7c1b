package io.sluice.tokenapi.channel;

/** How much to forgive applications that never had rules. */
public enum Mode {
    /** Text channels have no calls, and who has no role has no rights. */
    STRICT,
    /** As PeerWave's own server: a member without roles may take part, and text channels have calls too. */
    PEERWAVE
}
