package io.sluice.tokenapi.keyexchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All devices that are connected, by user. A device that connects anew before its old connection has ended is here twice until then, and the
 * end of the old one takes nothing from the new one.
 */
final class Devices {
    private final Map<String, List<Device>> byUser = new HashMap<>();

    synchronized void add(Device device) {
        byUser.computeIfAbsent(device.userId, _ -> new ArrayList<>(1)).add(device);
    }

    synchronized void remove(Device device) {
        byUser.computeIfPresent(device.userId, (_, devices) -> {
            devices.remove(device);
            return devices.isEmpty() ? null : devices;
        });
    }

    /** Those of a user now, none where there are none. */
    synchronized List<Device> of(String userId) {
        return List.copyOf(byUser.getOrDefault(userId, List.of()));
    }
}
