package io.sluice.tokenapi.endpoint;

import java.time.Duration;
import java.util.List;

/**
 * STUN and TURN servers to tell clients of.
 *
 * @param stunUrls such as {@code stun:stun.example:3478}
 * @param lifetime of the answer, and of the credentials in it
 */
public record IceServerList(List<String> stunUrls, List<TurnRelay> relays, Duration lifetime) {
    public IceServerList {
        stunUrls = List.copyOf(stunUrls);
        relays = List.copyOf(relays);
    }

    /**
     * A TURN server.
     *
     * @param url such as {@code turns:turn.example:5349?transport=tcp}
     * @param secret shared with it; empty where the two texts that follow are its credentials
     */
    public record TurnRelay(String url, String secret, String username, String password) {
        /** Hides what must not be seen. */
        @Override
        public String toString() {
            return "TurnRelay[" + url + ']';
        }
    }
}
