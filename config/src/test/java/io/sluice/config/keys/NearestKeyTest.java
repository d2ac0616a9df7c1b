package io.sluice.config.keys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestKeyTest {
    @ParameterizedTest
    @CsvSource({
        "prot, port",
        "rtc.udp_prot, rtc.udp_port",
        "room.emptytimeout, room.empty_timeout",
        "tcp_port, rtc.tcp_port",
        "rtc.auto_create, room.auto_create",
        "sluice.medialoops, sluice.media_loops",
        "rtc.turn_servers[].hots, rtc.turn_servers[].host",
        "webhok, webhook"
    })
    void findsWhatWasMeant(String written, String meant) {
        assertThat(NearestKey.to(written)).contains(meant);
    }

    @Test
    void guessesNothingForATextLikeNoKey() {
        assertThat(NearestKey.to("xyzzyplugh")).isEmpty();
        assertThat(NearestKey.to("a".repeat(100_000))).isEmpty();
    }

    @Test
    void countsSwappedNeighboursOnce() {
        assertThat(NearestKey.distance("prot", "port")).isEqualTo(1);
        assertThat(NearestKey.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(NearestKey.distance("", "abc")).isEqualTo(3);
    }
}
