package io.sluice.tokenapi.endpoint;

import io.sluice.tokenapi.http.ApiCall;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where whoever gets a token connects: the configured URL, word for word, or else the host the caller reached this server by. A Host header
 * can say anything, and a client would send its token there, so outside development only listed hosts count.
 */
public final class ServerUrl {
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9._-]{1,253}(?::\\d{1,5})?|\\[[0-9A-Fa-f:.]{2,45}](?::\\d{1,5})?");

    private final String configured;
    private final Set<String> hosts;
    private final boolean anyHost;

    /**
     * A rule.
     *
     * @param configured such as {@code wss://sfu.example/livekit}; empty for none
     * @param hosts as they stand in Host headers, in lower case, with a port where it is not the usual one
     * @param anyHost whether all others count as well
     */
    public ServerUrl(String configured, Set<String> hosts, boolean anyHost) {
        this.configured = configured;
        this.hosts = Set.copyOf(hosts);
        this.anyHost = anyHost;
    }

    /** For this caller. @throws Refusal when nobody listed the host it named */
    public String of(ApiCall call) {
        if (!configured.isEmpty()) {
            return configured;
        }
        String host = call.header("host");
        String name = host == null ? "" : host.toLowerCase(Locale.ROOT);
        if (!HOST.matcher(name).matches() || !(anyHost || hosts.contains(name))) {
            throw Refusal.of(421, "Misdirected request", "This server does not go by that host name");
        }
        return ("https".equals(call.header("x-forwarded-proto")) ? "wss://" : "ws://") + name;
    }
}
