package io.sluice.config;

import java.time.Duration;

/**
 * A TURN server that is not ours, told to clients. Either there is a shared secret, from which credentials are made for
 * each client, or a fixed user; the other texts are empty.
 *
 * @param protocol {@code udp}, {@code tcp} or {@code tls}
 * @param secret shared with the server
 * @param ttl how long credentials made from the secret hold
 */
public record TurnServer(
        String host, int port, String protocol, String username, String credential, String secret, Duration ttl) {
    /** Without credential and secret. */
    @Override
    public String toString() {
        return "TurnServer[" + protocol + " " + host + ":" + port + "]";
    }
}
