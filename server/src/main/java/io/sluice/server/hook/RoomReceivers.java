package io.sluice.server.hook;

import io.sluice.sfu.control.RoomSnapshot;
import java.net.URI;
import java.util.List;

/**
 * Receivers that a room names itself. Whoever may create a room may name one, so that without a rule the server could be made to post into
 * any network it can reach: only URLs below those that the operator allows count.
 */
final class RoomReceivers {
    private final List<URI> allowed;

    /** @param allowed beginnings of URLs */
    RoomReceivers(List<String> allowed) {
        this.allowed = allowed.stream().map(URI::create).toList();
    }

    List<String> of(RoomSnapshot room) {
        return List.of();
    }

    /**
     * Whether a URL lies below an allowed one: same scheme, host and port, and a path that goes on from its path at a slash. Compared as
     * URLs, not as texts, because {@code https://a.example.com} also begins {@code https://a.example.com.evil.test}.
     */
    boolean allowed(String url) {
        URI asked;
        try {
            asked = URI.create(url).normalize();
        } catch (IllegalArgumentException e) {
            return false;
        }
        return allowed.stream().anyMatch(beginning -> below(beginning, asked));
    }

    private static boolean below(URI beginning, URI asked) {
        // A receiver may read an escaped dot as a dot, and go up.
        boolean climbs = asked.getRawPath() != null && asked.getPath().contains("..");
        if (asked.getHost() == null || asked.getRawUserInfo() != null || climbs) {
            return false;
        }
        String path = beginning.getRawPath();
        String folder = path.endsWith("/") ? path : path + "/";
        return beginning.getScheme().equalsIgnoreCase(asked.getScheme())
                && beginning.getHost().equalsIgnoreCase(asked.getHost())
                && port(beginning) == port(asked)
                && (asked.getRawPath().equals(path) || asked.getRawPath().startsWith(folder));
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }
}
