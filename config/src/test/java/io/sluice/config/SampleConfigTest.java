package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleConfigTest {
    @Test
    void theSampleLoadsAndEverythingInItHasAnEffect() throws ConfigException, IOException {
        Flags flags = Flags.none()
                .with(NamedFlag.CONFIG, Path.of("livekit-config.yaml").toString());

        LoadedConfig loaded = ConfigLoader.load(Sources.of(Map.of(), flags));

        assertThat(loaded.warnings()).isEmpty();
        assertThat(loaded.config().webhook().urls()).containsExactly("https://app.example.com/livekit/webhook");
        assertThat(loaded.config().rtc().udpPorts().range()).hasToString("7882");
        assertThat(loaded.config().room().configurations()).containsOnlyKeys("interview");
        assertThat(loaded.config().room().enabledCodecs()).hasSize(7);
    }
}
