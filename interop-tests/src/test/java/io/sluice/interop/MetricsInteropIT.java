package io.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the metrics page says of a call is what the clients say of it. */
class MetricsInteropIT {
    private static final String INCOMING = "direction=\"incoming\"";
    private static final String OUTGOING = "direction=\"outgoing\"";

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
}
