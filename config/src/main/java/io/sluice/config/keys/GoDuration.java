package io.sluice.config.keys;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations in the notation of Go: {@code 500ms}, {@code 1m30s}, {@code 1.5h}; a bare number counts nanoseconds. */
public final class GoDuration {
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
    private static final Pattern NANOS = Pattern.compile("\\d{1,18}");

    private GoDuration() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException when the text is no duration, a negative one, or one of more than 292 years
     */
    public static Duration parse(String text) {
        if (NANOS.matcher(text).matches()) {
            return Duration.ofNanos(Long.parseLong(text));
        }
        if (text.isEmpty() || text.length() > 64) {
            throw new IllegalArgumentException("not a duration");
        }
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher part = PART.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!part.find() || part.start() != end) {
                throw new IllegalArgumentException("not a duration");
            }
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(nanosPer(part.group(2)))));
            end = part.end();
        }
        try {
            return Duration.ofNanos(nanos.setScale(0, RoundingMode.DOWN).longValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("too long a duration", e);
        }
    }

    private static long nanosPer(String unit) {
        return switch (unit) {
            case "ns" -> 1;
            case "ms" -> 1_000_000;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> 1_000;
        };
    }
}
