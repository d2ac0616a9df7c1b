package io.sluice.config;

import java.time.Duration;

/** Reads {@code audio}. */
final class AudioReader {
    private final Settings settings;
    private final Findings findings;

    AudioReader(Settings settings, Findings findings) {
        this.settings = settings;
        this.findings = findings;
    }

    AudioConfig read() {
        return new AudioConfig(
                bounded("audio.active_level", 0, 127),
                bounded("audio.min_percentile", 0, 100),
                Duration.ofMillis(bounded("audio.update_interval", 1, 60_000)),
                bounded("audio.smooth_intervals", 0, 1_000));
    }

    private int bounded(String key, int min, int max) {
        int value = settings.number(key);
        if (value < min || value > max) {
            String message = "expected " + min + " to " + max + ", got " + value;
            findings.problem(ProblemCode.OUT_OF_RANGE, settings.where(key), key, message);
        }
        return value;
    }
}
