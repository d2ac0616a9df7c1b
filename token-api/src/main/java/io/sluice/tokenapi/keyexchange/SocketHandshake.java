package io.sluice.tokenapi.keyexchange;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What a client said when it came.
 *
 * @param auth what it gave when it connected to the namespace; an object, empty when it gave nothing
 * @param cookie the Cookie header of the request that opened the connection
 * @param origin likewise its Origin header: the page that a browser was at
 * @param host likewise its Host header: the name under which the client found the server
 * @param remoteAddress from where that request came, without a port
 */
public record SocketHandshake(
        JsonNode auth,
        @Nullable String cookie,
        @Nullable String origin,
        @Nullable String host,
        String remoteAddress) {
    @Override
    public String toString() {
        return "SocketHandshake[origin=" + origin + ", host=" + host + ", remoteAddress=" + remoteAddress + "]";
    }
}
