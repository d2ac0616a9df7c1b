package io.sluice.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.metrics.Exposition.Type;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The page's text. */
class ExpositionTest {
    @Test
    void familiesOfLiveKitNameTheNode() {
        Exposition page = new Exposition("ND_1", Naming.LIVEKIT);
        page.family("livekit_room_total", Type.GAUGE, "Rooms.").sample(2);
        page.family("sluice_x_total", Type.COUNTER, "X.").sample(1.5, "loop", "a\"b\\c\n");

        assertThat(page.text()).isEqualTo("""
                # HELP livekit_room_total Rooms.
                # TYPE livekit_room_total gauge
                livekit_room_total{node_id="ND_1",node_type="SERVER"} 2
                # HELP sluice_x_total X.
                # TYPE sluice_x_total counter
                sluice_x_total{loop="a\\"b\\\\c\\n"} 1.5
                """);
    }

    @Test
    void rangesOfAHistogramAddUp() {
        Exposition page = new Exposition("ND_1", Naming.LIVEKIT);
        page.family("sluice_t_seconds", Type.HISTOGRAM, "T.")
                .histogram(new double[] {0.5, 1}, new long[] {2, 0, 3}, 7.25);

        assertThat(page.text().lines().skip(2))
                .containsExactly(
                        "sluice_t_seconds_bucket{le=\"0.5\"} 2",
                        "sluice_t_seconds_bucket{le=\"1\"} 2",
                        "sluice_t_seconds_bucket{le=\"+Inf\"} 5",
                        "sluice_t_seconds_sum 7.25",
                        "sluice_t_seconds_count 5");
    }

    @ParameterizedTest
    @CsvSource({
        "livekit_room_total, GAUGE, livekit_room",
        "livekit_nack_total, COUNTER, livekit_nack_total",
        "livekit_packet_bytes, COUNTER, livekit_packet_bytes_total",
        "livekit_track_publish_counter, COUNTER, livekit_track_publish_total",
        "livekit_quality_score, HISTOGRAM, livekit_quality_score",
        "sluice_join_media_seconds, HISTOGRAM, sluice_join_media_seconds"
    })
    void namesCanFollowTheConvention(String livekits, Type type, String conventional) {
        assertThat(Naming.CONVENTIONAL.of(livekits, type)).isEqualTo(new Naming.Name(conventional, 1));
        assertThat(Naming.LIVEKIT.of(livekits, type)).isEqualTo(new Naming.Name(livekits, 1));
    }

    @Test
    void namesByTheConventionTellBaseUnitsAndValuesAreInThem() {
        Exposition page = new Exposition("ND_1", Naming.CONVENTIONAL);
        page.family("livekit_rtt_ms", Type.HISTOGRAM, "R.")
                .histogram(new double[] {50, 500}, new long[] {1, 1, 0}, 130);
        page.family("livekit_jitter_us", Type.GAUGE, "J.").sample(20);
        page.family("livekit_forward_latency", Type.GAUGE, "L.").sample(1500);
        page.family("livekit_packet_loss_percent", Type.GAUGE, "P.").sample(5);

        assertThat(page.text().lines().filter(line -> !line.startsWith("#")))
                .containsExactly(
                        "livekit_rtt_seconds_bucket{node_id=\"ND_1\",node_type=\"SERVER\",le=\"0.05\"} 1",
                        "livekit_rtt_seconds_bucket{node_id=\"ND_1\",node_type=\"SERVER\",le=\"0.5\"} 2",
                        "livekit_rtt_seconds_bucket{node_id=\"ND_1\",node_type=\"SERVER\",le=\"+Inf\"} 2",
                        "livekit_rtt_seconds_sum{node_id=\"ND_1\",node_type=\"SERVER\"} 0.13",
                        "livekit_rtt_seconds_count{node_id=\"ND_1\",node_type=\"SERVER\"} 2",
                        "livekit_jitter_seconds{node_id=\"ND_1\",node_type=\"SERVER\"} 2e-05",
                        "livekit_forward_latency_mean_seconds{node_id=\"ND_1\",node_type=\"SERVER\"} 1.5e-06",
                        "livekit_packet_loss_ratio{node_id=\"ND_1\",node_type=\"SERVER\"} 0.05");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "10000, 10000",
        "1e6, 1e+06",
        "2097152, 2.097152e+06",
        "33554432, 3.3554432e+07",
        "2e7, 2e+07",
        "0.1, 0.1",
        "0.0001, 0.0001",
        "5e-5, 5e-05",
        "-1.25e-7, -1.25e-07",
        "1500000.5, 1.5000005e+06"
    })
    void numbersLookAsGoWritesThem(double value, String text) {
        assertThat(Exposition.number(value)).isEqualTo(text);
    }

    private static Arguments ranges(double[] bounds, String recorded) {
        return Arguments.of(bounds, recorded);
    }

    /** Recorded on the page of livekit-server 1.13.5. */
    static Arguments[] recorded() {
        return new Arguments[] {
            ranges(
                    Buckets.SESSION_MILLIS,
                    "100 233.59011674382418 545.6434264039341 1274.5691167419518 2977.267487778254 6954.602600477145"
                            + " 16245.264333523593 37947.33192202059 88641.21693781434 207057.12212818698"
                            + " 483664.9733056345 1.1297935757936179e+06 2.639086132660537e+06 6.164644378251824e+06"
                            + " 1.440000000000003e+07"),
            ranges(
                    Buckets.JOIN_MILLIS,
                    "10 16.37893706954064 26.826957952797258 43.93970560760792 71.96856730011518 117.87686347935875"
                            + " 193.06977288832508 316.227766016838 517.9474679231213 848.3428982440723"
                            + " 1389.4954943731382 2275.8459260747895 3727.5937203149415 6105.402296585331"
                            + " 10000.000000000004"),
            ranges(
                    Buckets.START_MILLIS,
                    "100 138.94954943731375 193.06977288832496 268.26957952797244 372.7593720314938 517.9474679231207"
                            + " 719.6856730011514 999.999999999999 1389.495494373136 1930.6977288832477"
                            + " 2682.695795279722 3727.593720314934 5179.474679231202 7196.856730011506"
                            + " 9999.999999999978"),
            ranges(Buckets.TWIRP_MILLIS, "5 10 25 50 100 250 500 1000 2500 5000 10000 30000 60000"),
            ranges(Buckets.WEBHOOK_QUEUE, "1 2 3 4 5 10 20 40 80"),
            ranges(Buckets.ROOM_SECONDS, "5 10 60 300 600 1800 3600 7200 18000 36000")
        };
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void rangesAreNamedAsLiveKitNamesThem(double[] bounds, String recorded) {
        assertThat(Arrays.stream(bounds).mapToObj(Exposition::number).collect(Collectors.joining(" ")))
                .isEqualTo(recorded);
    }
}
