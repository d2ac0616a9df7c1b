package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.keys.KnownKey;
import io.sluice.config.keys.KnownKeys;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnownKeysReadTest {
    @Test
    void everyKeyTheTableCallsReadOrAwaitedIsReadAndNoOther() throws ConfigException {
        String oneOfEachList = "rtc: {turn_servers: [{host: t, port: 1, secret: s}]}\n"
                + "room: {enabled_codecs: [{mime: audio/opus}]}\n";
        Sources sources = new Sources(new Document("sluice.yaml", oneOfEachList), Map.of(), Flags.none());

        assertThat(ConfigLoader.settingsAfter(sources).read())
                .containsExactlyInAnyOrderElementsOf(KnownKeys.all().stream()
                        .filter(key -> key.status().isInRecords())
                        .map(KnownKey::path)
                        .toList());
    }

    @Test
    void everyNamedFlagSetsAKeyThereIs() {
        assertThat(NamedFlag.values())
                .filteredOn(flag -> !flag.path().isEmpty())
                .allMatch(flag -> KnownKeys.find(flag.path()) != null);
    }
}
