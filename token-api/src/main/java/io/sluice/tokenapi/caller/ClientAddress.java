package io.sluice.tokenapi.caller;

import io.sluice.tokenapi.http.ApiCall;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * From where a call comes, as far as that can be known: proxies that the operator trusts tell it in {@code X-Forwarded-For}, what others
 * say there is not believed.
 */
public final class ClientAddress {
    private static final int NETWORK_BYTES = 8;
    private static final int MOST_HOPS = 16;

    private final Predicate<InetAddress> trusted;

    /** @param trusted proxies that are believed */
    public ClientAddress(Predicate<InetAddress> trusted) {
        this.trusted = trusted;
    }

    /** A text that is the same for calls from one place: an IPv4 address, or the first half of an IPv6 one, which is one customer's. */
    public String of(ApiCall call) {
        InetAddress address = parse(call.remoteAddress());
        if (address == null) {
            return call.remoteAddress();
        }
        List<String> headers = call.headers().getOrDefault("x-forwarded-for", List.of());
        String[] hops = String.join(",", headers).split(",", -1);
        for (int i = hops.length - 1; i >= Math.max(0, hops.length - MOST_HOPS) && trusted.test(address); i--) {
            InetAddress hop = parse(hops[i].strip());
            if (hop == null) {
                break;
            }
            address = hop;
        }
        return key(address);
    }

    private static String key(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        byte[] bytes = address.getAddress();
        for (int i = NETWORK_BYTES; i < bytes.length; i++) {
            bytes[i] = 0;
        }
        try {
            return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException("sixteen bytes are an address", e);
        }
    }

    private static @Nullable InetAddress parse(String literal) {
        try {
            return InetAddress.ofLiteral(literal);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
