package io.sluice.tokenapi.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shape of a path, with the names of ids in braces, as in OpenAPI. Immutable. */
public final class PathTemplate {
    private final String text;
    private final List<String> expected;

    /** @param text such as {@code /api/rooms/{roomId}} */
    public PathTemplate(String text) {
        this.text = text;
        this.expected = parts(text);
    }

    /** What stands between the slashes of a path. */
    public static List<String> parts(String path) {
        return List.of(path.split("/", -1));
    }

    /**
     * The ids in a path of this shape, by name and in their order; they may be any text without a slash.
     *
     * @param path its {@link #parts}
     * @return null where it has another shape
     */
    public @Nullable Map<String, String> match(List<String> path) {
        if (expected.size() != path.size()) {
            return null;
        }
        Map<String, String> ids = new LinkedHashMap<>();
        for (int i = 0; i < expected.size(); i++) {
            String part = expected.get(i);
            if (part.startsWith("{")) {
                ids.put(part.substring(1, part.length() - 1), path.get(i));
            } else if (!part.equals(path.get(i))) {
                return null;
            }
        }
        return ids;
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
