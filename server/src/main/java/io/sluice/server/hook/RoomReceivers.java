package io.sluice.server.hook;

import io.sluice.sfu.control.RoomSnapshot;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receivers that a room names itself. Whoever may create a room may name one, so that without a rule the server could be made to post into
 * any network it can reach: only URLs below those that the operator allows count.
 */
final class RoomReceivers {
    /** The tag of a room's configuration that names receivers, with spaces between. */
    static final String TAG = "sluice.webhooks";

    private static final Logger log = LoggerFactory.getLogger(RoomReceivers.class);
    private static final int MOST = 8;
    /** Rooms that are about to be opened. Who asks for one and does not open it leaves a wish behind. */
    private static final int MOST_WISHES = 10_000;

    private final List<URI> allowed;
    private final Map<String, List<String>> wishes = new ConcurrentHashMap<>();
    private final Map<String, List<String>> bySid = new HashMap<>();

    /** @param allowed beginnings of URLs */
    RoomReceivers(List<String> allowed) {
        this.allowed = allowed.stream().map(URI::create).toList();
    }

    /**
     * A room is about to be opened; from any thread.
     *
     * @param tags of its configuration
     */
    void expect(String room, Map<String, String> tags) {
        String named = tags.getOrDefault(TAG, "");
        List<String> receivers = named.isBlank()
                ? List.of()
                : Arrays.stream(named.trim().split("\\s+"))
                        .distinct()
                        .filter(url -> allowedOrTold(room, url))
                        .limit(MOST)
                        .toList();
        if (receivers.isEmpty()) {
            wishes.remove(room);
        } else if (wishes.size() < MOST_WISHES) {
            wishes.put(room, receivers);
        }
    }

    private boolean allowedOrTold(String room, String url) {
        boolean may = allowed(url);
        if (!may) {
            log.warn("webhook_receiver_not_allowed room={} receiver={}", room, ReceiverName.of(url));
        }
        return may;
    }

    /** The room begins: what was wished for its name is for this life of it. */
    void started(RoomSnapshot room) {
        List<String> wished = wishes.remove(room.name());
        if (wished != null) {
            bySid.put(room.sid(), wished);
        }
    }

    /** The room has ended. */
    void finished(RoomSnapshot room) {
        bySid.remove(room.sid());
    }

    /** The receivers of a room of its own. */
    List<String> of(RoomSnapshot room) {
        return bySid.getOrDefault(room.sid(), List.of());
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
