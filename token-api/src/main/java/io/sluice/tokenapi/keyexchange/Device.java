package io.sluice.tokenapi.keyexchange;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A connected client of a user who has said who it is. */
final class Device {
    final SocketPeer peer;
    final String userId;
    final @Nullable String deviceId;
    final @Nullable String clientId;
    /** Ids of the calls that it has registered for and not left. */
    final Set<String> calls = ConcurrentHashMap.newKeySet();

    Device(SocketPeer peer, String userId, @Nullable String deviceId, @Nullable String clientId) {
        this.peer = peer;
        this.userId = userId;
        this.deviceId = deviceId;
        this.clientId = clientId;
    }

    boolean isSameDevice(Device other) {
        return deviceId != null && deviceId.equals(other.deviceId) && userId.equals(other.userId);
    }

    /** Shows no id, so that it may appear in a log line. */
    @Override
    public String toString() {
        return "Device";
    }
}
