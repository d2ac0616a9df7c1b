package io.sluice.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.ConfigException;
import io.sluice.config.ConfigLoader;
import io.sluice.config.Document;
import io.sluice.config.Flags;
import io.sluice.config.LoadedConfig;
import io.sluice.config.Sources;
import io.sluice.sfu.allocate.CongestionSettings;
import io.sluice.sfu.audio.SpeechSettings;
import io.sluice.sfu.data.DataSettings;
import io.sluice.sfu.track.CodecSettings;
import io.sluice.sfu.track.KeyframeIntervals;
import io.sluice.sfu.track.MediaSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MediaTuningTest {
    private static LoadedConfig load(String settings) throws ConfigException {
        Document document =
                new Document("test", settings + "\nkeys: {testkey: a-secret-that-is-only-good-for-tests}\n");
        return ConfigLoader.load(new Sources(document, Map.of(), Flags.none()));
    }

    @Test
    void withoutAnySettingRoomsGoByTheirDefaults() throws ConfigException {
        assertThat(MediaTuning.of(load("").config())).isEqualTo(MediaSettings.DEFAULT);
        assertThat(MediaTuning.of(load("rtc: {packet_buffer_size_video: 0, packet_buffer_size_audio: 0}")
                        .config()))
                .isEqualTo(MediaSettings.DEFAULT);
    }

    @Test
    void everySettingReachesTheRooms() throws ConfigException {
        LoadedConfig loaded = load("""
                rtc:
                  packet_buffer_size_video: 1000
                  packet_buffer_size_audio: 100
                  datachannel_slow_threshold: 1000
                  reconnect_on_data_channel_error: true
                  datachannel_lossy_target_latency: 50ms
                  datachannel_data_track_target_latency: 200ms
                  congestion_control: {enabled: false, allow_pause: false}
                  pli_throttle: {low_quality: 1s, mid_quality: 2s, high_quality: 3s}
                video: {dynacast_pause_delay: 7s, codec_regression_threshold: 3}
                enable_data_tracks: false
                limit: {max_data_track_custom_encoding_length: 16}
                audio: {active_level: 30, min_percentile: 50, update_interval: 300, smooth_intervals: 4, forward_loudest: 3, active_red_encoding: true}
                """);

        assertThat(MediaTuning.of(loaded.config()))
                .isEqualTo(new MediaSettings(
                        new KeyframeIntervals(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3)),
                        1000,
                        100,
                        Duration.ofSeconds(7),
                        new SpeechSettings(30, 50, Duration.ofMillis(300), 4),
                        3,
                        DataSettings.DEFAULT.tuned(
                                1_000, Duration.ofMillis(50), Duration.ofMillis(200), false, true, 16),
                        new CodecSettings(3, true),
                        new CongestionSettings(false, false)));
        assertThat(loaded.warnings()).isEmpty();
    }
}
