package io.sluice.tokenapi.caller;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The sessions of browsers that come with a cookie; kept by the application. Calls may block. */
@FunctionalInterface
public interface WebSessions {
    /**
     * Who a browser belongs to.
     *
     * @param deviceId null when the application keeps none
     * @param clientId likewise
     * @param authenticated whether the sign-in was completed; what is asked of sockets, not of calls
     */
    record WebSession(
            String userId,
            @Nullable String deviceId,
            @Nullable String clientId,
            boolean authenticated) {}

    /** The session with this id, null when there is none or it is over. */
    @Nullable
    WebSession find(String sessionId, Instant now);
}
