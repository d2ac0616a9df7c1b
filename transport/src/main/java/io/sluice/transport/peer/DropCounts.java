package io.sluice.transport.peer;

/**
 * Datagrams that a {@link Demux} and its transports threw away since the start.
 *
 * @param malformed too short, or no STUN although the first byte says so
 * @param unknownSource from an address that has not proved to belong to anyone
 * @param unknownFragment Binding requests to nobody here
 * @param unauthentic Binding requests that fail the integrity check, are played back, or claim an address in use
 * @param unsupported of a protocol that is not spoken here (RFC 7983)
 * @param early media before the keys, or more handshake than is kept before the peer's description
 * @param undecryptable media that fails authentication, or seen before
 */
public record DropCounts(
        long malformed,
        long unknownSource,
        long unknownFragment,
        long unauthentic,
        long unsupported,
        long early,
        long undecryptable) {}
