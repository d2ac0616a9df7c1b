package io.sluice.transport.ice;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Gives every transport address one shape, so that the same one never looks like two. */
public final class TransportAddress {
    private TransportAddress() {}

    /** The address itself, or, if it is an IPv4 address dressed as IPv6 (RFC 4291 §2.5.5.2), the IPv4 address in it. */
    public static InetSocketAddress canonical(InetSocketAddress address) {
        if (!(address.getAddress() instanceof Inet6Address v6)) {
            return address;
        }
        byte[] bytes = v6.getAddress();
        for (int i = 0; i < 12; i++) {
            if (bytes[i] != (i < 10 ? 0 : (byte) 0xFF)) {
                return address;
            }
        }
        try {
            byte[] v4 = {bytes[12], bytes[13], bytes[14], bytes[15]};
            return new InetSocketAddress(InetAddress.getByAddress(v4), address.getPort());
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("four bytes are an address", impossible);
        }
    }
}
