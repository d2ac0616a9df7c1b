package io.sluice.config;

import java.net.InetAddress;
import java.util.List;

/**
 * Media transport.
 *
 * @param tcpPort ICE over TCP; 0 for none
 * @param nodeAddresses what clients are told to send to, at most one of each family; empty to find out
 * @param stunServers host and port of servers told to clients
 * @param videoBuffer packets of a video layer kept for retransmission at most; 0 for the usual number
 * @param audioBuffer packets of an audio track kept for retransmission at most; 0 for the usual number
 * @param enableWarp whether DTLS may travel in STUN and SCTP parameters in SDP
 */
public record RtcConfig(
        MediaPorts udpPorts,
        int tcpPort,
        List<InetAddress> nodeAddresses,
        boolean useIceLite,
        boolean enableLoopbackCandidate,
        CandidateFilter candidateFilter,
        List<String> stunServers,
        List<TurnServer> turnServers,
        int videoBuffer,
        int audioBuffer,
        PliThrottle pliThrottle,
        CongestionControl congestionControl,
        TcpFallback tcpFallback,
        ReconnectOnError reconnectOnError,
        DataChannels dataChannels,
        boolean enableWarp) {
    public RtcConfig {
        nodeAddresses = List.copyOf(nodeAddresses);
        stunServers = List.copyOf(stunServers);
        turnServers = List.copyOf(turnServers);
    }
}
