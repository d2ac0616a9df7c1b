package io.sluice.transport.ice;

/**
 * The short-term credentials of one side of one ICE generation (RFC 8445 §5.3). A change of either part is an ICE restart.
 *
 * @param ufrag 4 to 256 ice-chars
 * @param password 22 to 256 ice-chars
 */
public record IceParameters(String ufrag, String password) {}
