package io.sluice.config;

import io.sluice.config.keys.KnownKey;
import io.sluice.config.keys.KnownKeys;
import io.sluice.config.keys.ValueReader;
import io.sluice.config.net.Network;
import io.sluice.config.net.PortRange;
import io.sluice.config.yaml.YamlNode;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys that were set, over the defaults of all others. A later {@link #set} of a key wins. Asking for a key by a
 * method of another type than the table gives it is an error of this module and fails at once.
 */
final class Settings {
    private final Map<String, Setting> set = new LinkedHashMap<>();
    private final Map<String, Integer> listSizes = new LinkedHashMap<>();
    private final Set<String> read = new LinkedHashSet<>();

    void set(Setting setting) {
        set.put(setting.path(), setting);
    }

    /** Notes how many sections a list has; their keys are set one by one. */
    void setListSize(String path, int size) {
        listSizes.put(path, size);
    }

    /** Number of sections in a list, or -1 when nobody gave the list. */
    int listSize(String path) {
        return listSizes.getOrDefault(path, -1);
    }

    boolean isSet(String path) {
        return set.containsKey(path);
    }

    /** Where a key was set; empty when it was not. */
    String where(String path) {
        Setting setting = set.get(path);
        return setting == null ? "" : setting.where();
    }

    Collection<Setting> all() {
        return set.values();
    }

    boolean flag(String path) {
        return (Boolean) value(path);
    }

    int number(String path) {
        return (Integer) value(path);
    }

    double decimal(String path) {
        return (Double) value(path);
    }

    String text(String path) {
        return (String) value(path);
    }

    Duration duration(String path) {
        return (Duration) value(path);
    }

    YamlNode.Mapping tree(String path) {
        return (YamlNode.Mapping) value(path);
    }

    List<String> texts(String path) {
        return listOf(String.class, path);
    }

    List<Network> networks(String path) {
        return listOf(Network.class, path);
    }

    List<InetAddress> addresses(String path) {
        return listOf(InetAddress.class, path);
    }

    @Nullable
    PortRange ports(String path) {
        List<PortRange> ports = listOf(PortRange.class, path);
        return ports.isEmpty() ? null : ports.getFirst();
    }

    Map<String, String> textMap(String path) {
        Map<String, String> copy = new LinkedHashMap<>();
        ((Map<?, ?>) value(path)).forEach((name, text) -> copy.put((String) name, (String) text));
        return copy;
    }

    /** Paths of the table that were asked for so far. */
    Set<String> read() {
        return read;
    }

    private <T> List<T> listOf(Class<T> type, String path) {
        return ((List<?>) value(path)).stream().map(type::cast).toList();
    }

    private Object value(String path) {
        KnownKey key = KnownKeys.get(path.replaceAll("\\[\\d+]", "[]"));
        if (!key.status().isInRecords()) {
            throw new IllegalStateException(key.path() + " is read although the table says that nothing reads it");
        }
        read.add(key.path());
        Setting setting = set.get(path);
        return setting == null ? ValueReader.defaultOf(key) : setting.value();
    }
}
