package io.sluice.config.net;

import java.net.InetAddress;

/**
 * The addresses that share a prefix (CIDR, RFC 4632 §3.1 and RFC 4291 §2.3).
 *
 * @param address any address in it
 * @param prefixLength leading bits that count
 */
public record Network(InetAddress address, int prefixLength) {
    /** @throws IllegalArgumentException when an address of this family has not that many bits */
    public Network {
        if (prefixLength < 0 || prefixLength > address.getAddress().length * 8) {
            throw new IllegalArgumentException("no prefix of such an address: " + prefixLength);
        }
    }

    /** Reads {@code 10.0.0.0/8} or {@code fd00::/8}; never asks a name server. @throws IllegalArgumentException else */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("no prefix length: " + text);
        }
        return new Network(
                InetAddress.ofLiteral(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }

    /** Whether an address lies in this network; addresses of the other family never do. */
    public boolean contains(InetAddress other) {
        byte[] own = address.getAddress();
        byte[] its = other.getAddress();
        if (own.length != its.length) {
            return false;
        }
        for (int bit = 0; bit < prefixLength; bit++) {
            if (((own[bit / 8] ^ its[bit / 8]) & (0x80 >>> (bit % 8))) != 0) {
                return false;
            }
        }
        return true;
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefixLength;
    }
}
