package io.sluice.tokenapi.channel;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times as clients write them and read them: ISO 8601 with an offset, such as {@code 2026-03-01T12:00:00Z}. */
public final class Times {
    private static final Instant END = Instant.parse("9999-12-31T23:59:59Z");

    private Times() {}

    /** In whole milliseconds; null for what is no time, or none that a count of milliseconds since 1970 is good for. */
    public static @Nullable Instant parse(String text) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
            return time.isAfter(Instant.EPOCH) && time.isBefore(END) ? time : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** In UTC; null for null. */
    public static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
