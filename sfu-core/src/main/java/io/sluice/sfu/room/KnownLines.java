package io.sluice.sfu.room;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the lines of those who left lately carried, so that one who comes back does not find out anew that its line is narrow. Bounded. */
final class KnownLines {
    /** The line somebody has after so long may be another. */
    private static final long KNOWN_NANOS = 120_000_000_000L;

    private static final int MAX_LINES = 1_024;

    private final Map<String, Line> lines = new LinkedHashMap<>();

    /**
     * One line.
     *
     * @param bitsPerSecond that it carried
     * @param until it is forgotten
     */
    private record Line(long bitsPerSecond, long until) {}

    /**
     * Somebody leaves.
     *
     * @param bitsPerSecond that its line carries; 0 if it has not shown to be narrow
     */
    void left(String identity, long bitsPerSecond, long nowNanos) {
        lines.remove(identity);
        if (bitsPerSecond > 0) {
            if (lines.size() == MAX_LINES) {
                lines.remove(lines.keySet().iterator().next());
            }
            lines.put(identity, new Line(bitsPerSecond, nowNanos + KNOWN_NANOS));
        }
    }

    /** Somebody comes: what its line carried lately, in bits per second, 0 if nothing is known. It is forgotten. */
    long comes(String identity, long nowNanos) {
        Line line = lines.remove(identity);
        return line == null || nowNanos > line.until ? 0 : line.bitsPerSecond;
    }
}
