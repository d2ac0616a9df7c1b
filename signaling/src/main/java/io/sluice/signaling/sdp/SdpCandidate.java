package io.sluice.signaling.sdp;

import io.sluice.transport.ice.IceCandidate;
import io.sluice.transport.ice.IceCandidate.Protocol;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An ICE candidate as its attribute says it (RFC 8839 §5.1, RFC 6544 §4.5), in a description or trickled.
 *
 * @param candidate the candidate
 * @param ufrag the ICE generation it belongs to, where the line tells
 */
public record SdpCandidate(IceCandidate candidate, @Nullable String ufrag) {
    private static final String NAME = "candidate:";
    private static final int MAX_LENGTH = 1024;
    private static final int MAX_FOUNDATION = 32;

    /**
     * Reads the attribute, with or without its name. Names are never looked up.
     *
     * @return null for what cannot be used: a broken line, a host name, mDNS included (RFC 8828), an unknown transport
     */
    public static @Nullable SdpCandidate read(String line) {
        if (line.length() > MAX_LENGTH) {
            return null;
        }
        Words words = new Words(line.startsWith(NAME) ? line.substring(NAME.length()) : line);
        String foundation = words.next();
        long component = words.nextNumber(256);
        String transport = words.next().toLowerCase(Locale.ROOT);
        long priority = words.nextNumber(0xFFFF_FFFFL);
        InetAddress address = literal(words.next());
        long port = words.nextNumber(0xFFFF);
        if (!words.next().equals("typ")) {
            return null;
        }
        IceCandidate.Type type = type(words.next());
        String tcpType = "";
        String ufrag = null;
        for (String key = words.next(); !key.isEmpty(); key = words.next()) {
            String value = words.next();
            switch (key) {
                case "tcptype" -> tcpType = value;
                case "ufrag" -> ufrag = value;
                default -> {}
            }
        }
        Protocol protocol = protocol(transport, tcpType);
        boolean usable = !foundation.isEmpty()
                && foundation.length() <= MAX_FOUNDATION
                && component > 0
                && priority >= 0
                && port > 0;
        if (!usable || address == null || type == null || protocol == null) {
            return null;
        }
        IceCandidate candidate = new IceCandidate(
                foundation, (int) component, protocol, priority, new InetSocketAddress(address, (int) port), type);
        return new SdpCandidate(candidate, ufrag);
    }

    /** The attribute with its name, without {@code a=}. */
    public String write() {
        InetAddress address = candidate.address().getAddress();
        StringBuilder out = new StringBuilder(96)
                .append(NAME)
                .append(candidate.foundation())
                .append(' ')
                .append(candidate.component())
                .append(candidate.protocol() == Protocol.UDP ? " udp " : " tcp ")
                .append(candidate.priority())
                .append(' ')
                .append(text(address))
                .append(' ')
                .append(candidate.address().getPort())
                .append(" typ ")
                .append(
                        switch (candidate.type()) {
                            case HOST -> "host";
                            case SERVER_REFLEXIVE -> "srflx";
                            case PEER_REFLEXIVE -> "prflx";
                            case RELAYED -> "relay";
                        });
        if (candidate.type() != IceCandidate.Type.HOST) {
            // The grammar wants a base here; which one it is, is nobody's business.
            out.append(address instanceof Inet4Address ? " raddr 0.0.0.0 rport 0" : " raddr :: rport 0");
        }
        switch (candidate.protocol()) {
            case UDP -> {}
            case TCP_PASSIVE -> out.append(" tcptype passive");
            case TCP_ACTIVE -> out.append(" tcptype active");
        }
        if (ufrag != null) {
            out.append(" ufrag ").append(ufrag);
        }
        return out.toString();
    }

    private static @Nullable Protocol protocol(String transport, String tcpType) {
        if (transport.equals("udp")) {
            return Protocol.UDP;
        }
        if (!transport.equals("tcp")) {
            return null;
        }
        return switch (tcpType) {
            case "passive" -> Protocol.TCP_PASSIVE;
            case "active" -> Protocol.TCP_ACTIVE;
            default -> null;
        };
    }

    private static IceCandidate.@Nullable Type type(String word) {
        return switch (word) {
            case "host" -> IceCandidate.Type.HOST;
            case "srflx" -> IceCandidate.Type.SERVER_REFLEXIVE;
            case "prflx" -> IceCandidate.Type.PEER_REFLEXIVE;
            case "relay" -> IceCandidate.Type.RELAYED;
            default -> null;
        };
    }

    /** Only the plain notations: no host name, no zone, no IPv4 address of fewer than four parts. */
    private static @Nullable InetAddress literal(String word) {
        boolean six = word.indexOf(':') >= 0;
        int dots = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '.') {
                dots++;
            } else if (!(six ? c == ':' || (Character.digit(c, 16) >= 0 && c < 0x80) : c >= '0' && c <= '9')) {
                return null;
            }
        }
        if (word.isEmpty() || word.length() > 45 || (!six && dots != 3)) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(word);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
