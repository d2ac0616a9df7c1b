package io.sluice.tokenapi.endpoint;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Which endpoints there are, and how they answer.
 *
 * @param peerwave whether those under {@code /api/livekit} and {@code /api/meetings} are there
 * @param tokenSourcePath path of LiveKit's standard token endpoint; empty for none
 * @param defaultRoom of that endpoint; empty for none
 * @param homeservers Matrix servers whose users get tokens, by name; none turns the endpoints of Element Call off
 * @param lifetime of tokens
 * @param iceServers told to users
 * @param origins whose pages may use a signed-in browser's cookie
 */
public record EndpointSettings(
        boolean peerwave,
        String tokenSourcePath,
        String defaultRoom,
        Map<String, URI> homeservers,
        Duration lifetime,
        IceServerList iceServers,
        Set<String> origins) {
    public EndpointSettings {
        homeservers = Map.copyOf(homeservers);
        origins = Set.copyOf(origins);
    }
}
