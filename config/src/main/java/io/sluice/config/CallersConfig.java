package io.sluice.config;

import io.sluice.config.net.Network;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Who may ask the token API for tokens, how, and how often.
 *
 * @param peerwave whether PeerWave's endpoints are there
 * @param tokenSourcePath path of LiveKit's standard token endpoint; empty for none
 * @param defaultRoom of that endpoint; empty for none
 * @param homeservers Matrix server name to base URL; none turns the endpoints of Element Call off
 * @param tokenLifetime of the tokens that are given out
 * @param signedHeaders whether clients with a session may sign their requests
 * @param cookie of signed-in browsers
 * @param bearer tokens of another issuer
 * @param apiKeys user id to key
 * @param userPerMinute requests of one user; 0 for any number
 * @param anonymousPerMinute requests from one address without good credentials; 0 for any number
 * @param trustedProxies whose word on where a request comes from is believed
 * @param origins of web pages that may use a browser's session
 * @param externalSfu whether webhooks of an SFU elsewhere are listened to
 */
public record CallersConfig(
        boolean peerwave,
        String tokenSourcePath,
        String defaultRoom,
        Map<String, String> homeservers,
        Duration tokenLifetime,
        boolean signedHeaders,
        Cookie cookie,
        Bearer bearer,
        Map<String, String> apiKeys,
        int userPerMinute,
        int anonymousPerMinute,
        List<Network> trustedProxies,
        List<String> origins,
        boolean externalSfu) {
    public CallersConfig {
        homeservers = Map.copyOf(homeservers);
        apiKeys = Map.copyOf(apiKeys);
        trustedProxies = List.copyOf(trustedProxies);
        origins = List.copyOf(origins);
    }

    /**
     * A signed session cookie.
     *
     * @param secrets that may have signed it; none turns cookies off
     * @param table of the database that has the sessions
     */
    public record Cookie(String name, List<String> secrets, String table) {
        public Cookie {
            secrets = List.copyOf(secrets);
        }

        /** Hides the secrets. */
        @Override
        public String toString() {
            return "Cookie[" + name + ']';
        }
    }

    /**
     * JSON Web Tokens of another issuer.
     *
     * @param secret shared with it; empty where it publishes keys
     * @param keysUrl where it does; empty to find out from the issuer
     * @param issuer empty for any
     * @param audience empty for any
     * @param algorithms the only ones accepted; none turns bearer tokens off
     */
    public record Bearer(
            String secret,
            String keysUrl,
            String issuer,
            String audience,
            List<String> algorithms,
            String userClaim,
            String deviceClaim) {
        public Bearer {
            algorithms = List.copyOf(algorithms);
        }

        /** Hides the secret. */
        @Override
        public String toString() {
            return "Bearer[" + issuer + ']';
        }
    }

    /** Names the users and hides their keys. */
    @Override
    public String toString() {
        return "CallersConfig[cookie=" + cookie + ", bearer=" + bearer + ", apiKeys=" + apiKeys.keySet() + ']';
    }
}
