package io.sluice.signaling.livekit;

import io.sluice.signaling.proto.ICEServer;
import io.sluice.signaling.proto.ServerInfo;
import java.util.List;
import java.util.function.Function;

/**
 * What a client is told of the node it reached.
 *
 * @param nodeId {@code ND_…}
 * @param region free text, may be empty
 * @param iceServers STUN and TURN servers for a participant, by its sid, since credentials are made for it
 */
public record NodeInfo(String nodeId, String region, Function<String, List<ICEServer>> iceServers) {
    /** The LiveKit release whose behaviour is answered for. Clients refuse RPC below 1.8.0 and connections without a version. */
    public static final String VERSION = "1.13.5";

    /** The signalling protocol that goes with it. */
    public static final int PROTOCOL = 17;

    private static final int AGENT_PROTOCOL = 1;

    /** As messages have it. */
    public ServerInfo serverInfo() {
        return ServerInfo.newBuilder()
                .setEdition(ServerInfo.Edition.Standard)
                .setVersion(VERSION)
                .setProtocol(PROTOCOL)
                .setRegion(region)
                .setNodeId(nodeId)
                .setAgentProtocol(AGENT_PROTOCOL)
                .build();
    }
}
