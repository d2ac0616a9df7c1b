package io.sluice.transport.ice;

import java.net.InetSocketAddress;

/**
 * One transport address at which an agent may be reached (RFC 8445 §5.1), with ICE-TCP's type where it is a TCP one (RFC 6544 §4.5).
 *
 * @param foundation groups candidates of the same base and type
 * @param component 1 for RTP and everything multiplexed with it
 * @param protocol how datagrams travel
 * @param priority as in RFC 8445 §5.1.2
 * @param address where; never unresolved
 * @param type host, server reflexive, peer reflexive or relayed
 */
public record IceCandidate(
        String foundation, int component, Protocol protocol, long priority, InetSocketAddress address, Type type) {

    /** The transport of a candidate; of TCP the server only knows the passive side. */
    public enum Protocol {
        UDP,
        TCP_PASSIVE,
        TCP_ACTIVE
    }

    /** How the candidate was learnt. */
    public enum Type {
        HOST,
        SERVER_REFLEXIVE,
        PEER_REFLEXIVE,
        RELAYED
    }
}
