package io.sluice.config.net;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * UDP or TCP ports next to each other.
 *
 * @param first 1 to 65535
 * @param last {@code first} to 65535, itself part of the range
 */
public record PortRange(int first, int last) {
    private static final Pattern NOTATION = Pattern.compile("(\\d{1,5})(?:\\s*-\\s*(\\d{1,5}))?");

    /** @throws IllegalArgumentException when there is no port in the range or it leaves the port numbers */
    public PortRange {
        if (first < 1 || last > 65_535 || first > last) {
            throw new IllegalArgumentException("no port range: " + first + "-" + last);
        }
    }

    /** Reads {@code 7882} or {@code 7882-7892}. @throws IllegalArgumentException when the text is neither */
    public static PortRange parse(String text) {
        Matcher ports = NOTATION.matcher(text.strip());
        if (!ports.matches()) {
            throw new IllegalArgumentException("no port range: " + text);
        }
        int first = Integer.parseInt(ports.group(1));
        return new PortRange(first, ports.group(2) == null ? first : Integer.parseInt(ports.group(2)));
    }

    /** Number of ports, at least 1. */
    public int size() {
        return last - first + 1;
    }

    public boolean contains(int port) {
        return first <= port && port <= last;
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
