package io.sluice.signaling.livekit;

import io.sluice.sfu.control.ClientTraits;
import io.sluice.signaling.proto.ClientInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a client says of itself, on either of the two join paths, completed by its User-Agent. */
final class Clients {
    private Clients() {}

    static ClientTraits fromParameters(ConnectParameters p, String userAgent) {
        List<Integer> capabilities = new ArrayList<>();
        for (String name : p.text("capabilities").split(",", 32)) {
            for (ClientInfo.Capability known : ClientInfo.Capability.values()) {
                if (known != ClientInfo.Capability.UNRECOGNIZED && known.name().equals(name.strip())) {
                    capabilities.add(known.getNumber());
                }
            }
        }
        return new ClientTraits(
                p.text("sdk").toLowerCase(Locale.ROOT),
                p.text("version"),
                p.number("protocol"),
                p.number("client_protocol"),
                or(p.text("os"), system(userAgent)),
                or(p.text("browser"), browser(userAgent)),
                or(p.text("browser_version"), browserVersion(userAgent)),
                capabilities);
    }

    static ClientTraits fromInfo(ClientInfo info, String userAgent) {
        return new ClientTraits(
                info.getSdk().name().toLowerCase(Locale.ROOT),
                info.getVersion(),
                info.getProtocol(),
                info.getClientProtocol(),
                or(info.getOs(), system(userAgent)),
                or(info.getBrowser(), browser(userAgent)),
                or(info.getBrowserVersion(), browserVersion(userAgent)),
                List.copyOf(info.getCapabilitiesValueList()));
    }

    private static String or(String said, String otherwise) {
        return said.isEmpty() ? otherwise : said;
    }

    private static String system(String userAgent) {
        for (String system : List.of("Android", "Windows", "iPhone", "Mac OS X", "Linux")) {
            if (userAgent.contains(system)) {
                return system.toLowerCase(Locale.ROOT);
            }
        }
        return "";
    }

    /** Only what is treated differently: every other browser is built on Chromium, whose string all of them carry. */
    private static String browser(String userAgent) {
        if (userAgent.contains("Firefox/")) {
            return "firefox";
        }
        if (userAgent.contains("Chrome/") || userAgent.contains("Chromium/")) {
            return "chrome";
        }
        return userAgent.contains("Safari/") ? "safari" : "";
    }

    private static String browserVersion(String userAgent) {
        for (String marker : List.of("Firefox/", "Chrome/", "Version/")) {
            int at = userAgent.indexOf(marker);
            if (at >= 0) {
                int end = at + marker.length();
                while (end < userAgent.length() && userAgent.charAt(end) != ' ' && end - at < 32) {
                    end++;
                }
                return userAgent.substring(at + marker.length(), end);
            }
        }
        return "";
    }
}
