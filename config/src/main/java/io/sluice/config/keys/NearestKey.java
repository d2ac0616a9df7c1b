package io.sluice.config.keys;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the key somebody most likely meant. */
public final class NearestKey {
    /** Longer than any key there is; nobody meant one with something even longer. */
    private static final int MAX_LENGTH = 200;

    private NearestKey() {}

    /**
     * The known key or section nearest to an unknown path: with the same name in another place, or with a name a few
     * typing errors away in the same place.
     *
     * @param path as written, list positions as {@code []}
     */
    public static Optional<String> to(String path) {
        if (path.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String name = lastName(path);
        String parent = path.substring(0, path.length() - name.length());
        int tolerance = 1 + name.length() / 4;
        Optional<String> sibling = paths().filter(known -> known.startsWith(parent)
                        && known.indexOf('.', parent.length()) < 0
                        && distance(known.substring(parent.length()), name) <= tolerance)
                .min(byDistance(path));
        if (sibling.isPresent()) {
            return sibling;
        }
        Optional<String> elsewhere =
                paths().filter(known -> lastName(known).equals(name)).min(byDistance(path));
        return elsewhere.isPresent()
                ? elsewhere
                : paths().filter(known -> distance(known, path) <= 1 + path.length() / 8)
                        .min(byDistance(path));
    }

    private static Stream<String> paths() {
        return KnownKeys.all().stream()
                .map(KnownKey::path)
                .flatMap(path -> Stream.iterate(path, p -> !p.isEmpty(), NearestKey::parentOf))
                .distinct();
    }

    private static String parentOf(String path) {
        int dot = path.lastIndexOf('.');
        return dot < 0 ? "" : path.substring(0, dot);
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private static Comparator<String> byDistance(String path) {
        return Comparator.comparingInt((String known) -> distance(known, path))
                .thenComparing(Comparator.naturalOrder());
    }

    /** Levenshtein distance: single characters inserted, deleted or replaced; swapped neighbours count once. */
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replace, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
