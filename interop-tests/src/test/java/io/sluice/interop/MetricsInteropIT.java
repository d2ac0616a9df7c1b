package io.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the metrics page says of a call is what the clients say of it. */
class MetricsInteropIT {
    private static final String INCOMING = "direction=\"incoming\"";
    private static final String OUTGOING = "direction=\"outgoing\"";
    /** What Prometheus' checker says about names that LiveKit chose, and about its own page too: types, units and suffixes in names. */
    private static final Pattern LIVEKITS_CHOICE = Pattern.compile(
            "livekit_(node_(messages|service_operation|twirp_request_status)|packet_bytes"
                    + "|peer_connection_state|track_(publish|subscribe)_counter) counter metrics should have \"_total\" suffix"
                    + "|livekit_(room|participant|track_published|track_subscribed|node_packet)_total non-counter metrics"
                    + " should not have \"_total\" suffix"
                    + "|livekit_track_(publish|subscribe)_counter metric name should not include type 'counter'"
                    + "|livekit_(forward_latency_ns|jitter_us|node_twirp_request_latency_ms|pubsubtime_ms|rtt_ms"
                    + "|session_(duration|join_latency|start_time)_ms) metric names should not contain abbreviated units");

    private static long sent(Participant who) {
        return packets(who, Participant.CAMERA) + packets(who, Participant.MICROPHONE);
    }

    private static long packets(Participant who, String source) {
        return who.sent(source).stream().mapToLong(Sent::packets).sum();
    }

    private static long received(Participant who, Participant publisher) {
        return who.received(publisher, Participant.CAMERA).packets()
                + who.received(publisher, Participant.MICROPHONE).packets();
    }

    @Test
    void aCallIsCountedAsItsClientsCountIt() throws Exception {
        int port = ServerProcess.freeTcpPort();
        try (ServerUnderTest server = ServerUnderTest.start(List.of(), "prometheus: {port: " + port + "}\n");
                Driver driver = Driver.start()) {
            Stage stage = new Stage(driver, server);
            Participant ann = stage.browser("ann").joins();
            Participant ben = stage.browser("ben").joins();
            ann.publishes(Look.RED);
            ben.awaitLook(ann, Look.RED);
            ben.awaitFrames(ann, 20);

            Scrape during = Scrape.of(port);
            assertThat(during.value("livekit_room_total")).isEqualTo(1);
            assertThat(during.value("livekit_participant_total")).isEqualTo(2);
            assertThat(during.value("livekit_track_published_total", "AUDIO")).isEqualTo(1);
            assertThat(during.value("livekit_track_published_total", "VIDEO")).isEqualTo(1);
            assertThat(during.value("livekit_track_subscribed_total")).isEqualTo(2);
            assertThat(during.value("livekit_participant_join_total", "rtc_active"))
                    .isEqualTo(2);

            // Whatever ben has, the server has sent, and has counted within a second.
            long arrived = received(ben, ann);
            assertThat(arrived).isPositive();
            Await.until(
                    "as many packets sent as ben received",
                    () -> Scrape.of(port).value("livekit_packet_total", OUTGOING),
                    counted -> counted >= arrived);
            // Whatever the server counts, ann has sent.
            double came = Scrape.of(port).value("livekit_packet_total", INCOMING, "initial");
            assertThat(came).isBetween(0.5 * arrived, (double) sent(ann));

            ann.mutes(Participant.CAMERA);
            ann.mutes(Participant.MICROPHONE);
            double[] last = {-1};
            double counted = Await.until(
                    "the end of packets",
                    () -> {
                        Await.pause(Duration.ofMillis(1_500));
                        double before = last[0];
                        last[0] = Scrape.of(port).value("livekit_packet_total", OUTGOING);
                        return before == last[0] ? before : -1.0;
                    },
                    value -> value > 0);
            long inAll = received(ben, ann);
            assertThat(counted).isBetween((double) inAll, inAll * 1.05 + 20);

            ann.leaves();
            ben.leaves();
            Scrape after =
                    Await.until("nobody", () -> Scrape.of(port), page -> page.value("livekit_participant_total") == 0);
            assertThat(after.value("livekit_track_published_total")).isZero();
            assertThat(after.value("livekit_track_subscribed_total")).isZero();
            assertThat(after.value("livekit_packet_total", OUTGOING)).isGreaterThanOrEqualTo(counted);
            stage.close();
        }
    }

    @Test
    void promtoolHasNothingToSayAboutConventionalNamesAndKnownThingsAboutLiveKits() throws Exception {
        Promtool promtool = Promtool.require();
        int port = ServerProcess.freeTcpPort();
        try (ServerUnderTest server = ServerUnderTest.start(List.of(), "prometheus: {port: " + port + "}\n");
                Driver driver = Driver.start()) {
            Stage stage = new Stage(driver, server);
            Participant ann = stage.browser("ann").joins();
            Participant ben = stage.browser("ben").joins();
            ann.publishes(Look.RED);
            ben.awaitFrames(ann, 20);
            stage.backend().call("listRooms");
            // Streams are judged every five seconds.
            Await.until(
                    "streams that were judged",
                    () -> Scrape.of(port),
                    page -> page.value("livekit_rtt_ms_count") > 0 && page.value("livekit_jitter_us_count") > 0);
            ann.leaves();
            Scrape livekits = Await.until(
                    "a session that ended",
                    () -> Scrape.of(port),
                    page -> page.value("livekit_session_duration_ms_count") > 0);

            assertThat(promtool.remarks(livekits))
                    .hasSizeGreaterThan(20)
                    .allMatch(remark -> LIVEKITS_CHOICE.matcher(remark).matches());
            Scrape conventional = Scrape.conventional(port);
            assertThat(promtool.remarks(conventional)).isEmpty();
            assertThat(conventional.value("livekit_track_publish_total"))
                    .isEqualTo(livekits.value("livekit_track_publish_counter"));
            assertThat(conventional.value("livekit_session_duration_seconds_sum"))
                    .isCloseTo(livekits.value("livekit_session_duration_ms_sum") / 1000, within(1e-3));
            ben.leaves();
            stage.close();
        }
    }
}
