package io.sluice.config.keys;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every key a configuration may have, from the table in {@code known-keys.txt}. */
public final class KnownKeys {
    private static final Map<String, KnownKey> KEYS;
    private static final Set<String> SECTIONS;

    static {
        KEYS = Collections.unmodifiableMap(load());
        SECTIONS = Collections.unmodifiableSet(sections(KEYS.keySet()));
    }

    private KnownKeys() {}

    /** All keys in the order of the table. */
    public static Collection<KnownKey> all() {
        return KEYS.values();
    }

    /** The key of exactly this path, or null. */
    public static @Nullable KnownKey find(String path) {
        return KEYS.get(path);
    }

    /** The key of exactly this path. @throws IllegalArgumentException when there is none */
    public static KnownKey get(String path) {
        KnownKey key = KEYS.get(path);
        if (key == null) {
            throw new IllegalArgumentException("no such key: " + path);
        }
        return key;
    }

    /**
     * Whether keys lie below this path. A list of sections ends in {@code []}, a section with names of the operator's
     * choosing in {@code *}.
     */
    public static boolean isSection(String path) {
        return SECTIONS.contains(path);
    }

    private static Map<String, KnownKey> load() {
        Map<String, KnownKey> keys = new LinkedHashMap<>();
        String section = "";
        for (String line : table().lines().toList()) {
            if (line.startsWith("## ")) {
                section = line.substring(3);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                KnownKey key = row(line, section);
                if (keys.put(key.path(), key) != null) {
                    throw new IllegalStateException("twice in the table: " + key.path());
                }
            }
        }
        return keys;
    }

    private static KnownKey row(String line, String section) {
        String[] cells = line.split(" \\| ", -1);
        if (cells.length != 5) {
            throw new IllegalStateException("not five cells: " + line);
        }
        String[] type = cells[1].split(":", 2);
        return new KnownKey(
                cells[0],
                KeyType.ofLabel(type[0]),
                type.length == 2 ? List.of(type[1].split(",")) : List.of(),
                cells[2].equals("-") ? "" : cells[2],
                KeyStatus.valueOf(cells[3].toUpperCase(Locale.ROOT)),
                section,
                cells[4]);
    }

    private static Set<String> sections(Set<String> paths) {
        Set<String> sections = new LinkedHashSet<>();
        for (String path : paths) {
            for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
                sections.add(path.substring(0, dot));
            }
        }
        return sections;
    }

    private static String table() {
        try (InputStream table = KnownKeys.class.getResourceAsStream("known-keys.txt")) {
            if (table == null) {
                throw new IllegalStateException("known-keys.txt is missing from the jar");
            }
            return new String(table.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
