package io.sluice.config;

import java.time.Duration;

/** Reads {@code audio}. */
final class AudioReader {
    private final Settings settings;
    private final Bounds bounds;

    AudioReader(Settings settings, Findings findings) {
        this.settings = settings;
        this.bounds = new Bounds(settings, findings);
    }

    AudioConfig read() {
        return new AudioConfig(
                bounds.number("audio.active_level", 0, 127),
                bounds.number("audio.min_percentile", 0, 100),
                Duration.ofMillis(bounds.number("audio.update_interval", 1, 60_000)),
                bounds.number("audio.smooth_intervals", 0, 1_000),
                bounds.number("audio.forward_loudest", 0, 1_000),
                settings.flag("audio.active_red_encoding"));
    }
}
