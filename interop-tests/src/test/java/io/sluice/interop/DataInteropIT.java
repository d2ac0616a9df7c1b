package io.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything that clients send beside sound and pictures. */
@Tag("data-channels")
@ExtendWith(StageExtension.class)
class DataInteropIT {
    /** From one byte to the largest that an SDK sends at once, and around the limits of SCTP packets. */
    private static final List<Integer> SIZES = List.of(1, 2, 100, 1_100, 1_159, 1_160, 1_161, 2_320, 8_000, 15_000);

    private static final int MEGA = 1_000_000;

    @ParameterizedTest
    @EnumSource
    void packetsOfAllSizesGoBothWays(Join.Mode mode, Stage stage) {
        Participant ann = stage.browser("ann").joins(Join.with(mode));
        Participant bob = stage.browser("bob").joins(Join.with(mode));
        exchange(ann, bob);
    }

    @Test
    void packetsOfAllSizesGoBetweenABrowserAndANativeClient(Stage stage) {
        Participant ann = stage.browser("ann").joins();
        Participant nat = stage.nativeClient("nat").joins();
        exchange(ann, nat);
    }

    private static void exchange(Participant one, Participant other) {
        List<Integer> many = new ArrayList<>();
        IntStream.range(0, 20).forEach(_ -> many.addAll(SIZES));
        one.data().sendsPackets(many, true, "sure");
        other.data().sendsPackets(many, true, "sure");
        other.data().awaitPackets("sure", many);
        one.data().awaitPackets("sure", many);
        one.data().sendsLossyPacketsUntilTheyArrive(SIZES, "perhaps", other);
        other.data().sendsLossyPacketsUntilTheyArrive(SIZES, "perhaps", one);
    }

    @Test
    void streamsOfTwentyMegabytesArriveUnharmedWhileVideoFlows(Stage stage) {
        Participant ann = stage.browser("ann").joins();
        Participant nat = stage.nativeClient("nat").joins();
        ann.publishes(Look.RED);
        nat.awaitPicture(ann, Look.RED);
        Participant bob = stage.browser("bob").joins(Join.with(Join.Mode.DUAL));
        bob.awaitPicture(ann, Look.RED);

        String bytes = ann.data().sendsStream("bytes", 20 * MEGA, nat);
        nat.data().awaitStream("bytes", 20 * MEGA, bytes);
        bob.awaitFrames(ann, 10);
        String back = nat.data().sendsStream("bytes", 20 * MEGA, bob);
        bob.data().awaitStream("bytes", 20 * MEGA, back);
        String text = bob.data().sendsStream("text", MEGA, ann);
        ann.data().awaitStream("text", MEGA, text);
        String reply = nat.data().sendsStream("text", MEGA, ann);
        ann.data().awaitStream("text", MEGA, reply);
        bob.awaitFrames(ann, 10);
        assertThat(bob.events()).noneMatch(event -> event.path("event").asText().contains("econnecting"));
    }

    @Test
    void aThousandCallsAreAnswered(Stage stage) {
        Participant ann = stage.browser("ann").joins();
        Participant nat = stage.nativeClient("nat").joins();
        assertThat(ann.data().calls(nat, 500, 100)).isEqualTo(500);
        assertThat(nat.data().calls(ann, 500, 1_000)).isEqualTo(500);
    }

    @Test
    void encryptedPacketsAreReadByThoseWithTheKeyAlone(Stage stage) {
        Participant ann = stage.browser("ann").joins(Join.encryptedThroughout("open sesame"));
        Participant bob = stage.browser("bob").joins(Join.encryptedThroughout("open sesame"));
        Participant eve = stage.browser("eve").joins(Join.encryptedThroughout("open barley"));
        ann.data().sendsPackets(SIZES, true, "secret");
        bob.data().awaitPackets("secret", SIZES);
        String text = bob.data().sendsStream("text", 100_000, ann);
        ann.data().awaitStream("text", 100_000, text);
        // What comes to her she can not read; only once something later has come is it sure that the rest did.
        ann.data().sendsPackets(List.of(1), true, "last");
        bob.data().awaitPackets("last", List.of(1));
        assertThat(eve.data().packets("secret")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void framesOfADataTrackReachItsSubscribers(Join.Mode mode, Stage stage) {
        Participant ann = stage.browser("ann").joins(Join.with(mode));
        Participant bob = stage.browser("bob").joins(Join.with(mode));
        Participant cem = stage.browser("cem").joins(Join.with(mode));
        ann.data().publishesTrack("sensor");
        bob.data().subscribesTrack(ann, "sensor");

        List<JsonNode> frames = Await.until(
                "bob gets frames",
                () -> {
                    // Larger than a packet: the client cuts it up.
                    ann.data().pushesFrames("sensor", 20, 40_000);
                    return StreamSupport.stream(bob.data().frames().spliterator(), false)
                            .toList();
                },
                found -> found.size() >= 20);
        assertThat(frames)
                .allSatisfy(frame -> assertThat(frame.path("size").asInt()).isEqualTo(40_000));
        assertThat(cem.data().frames()).isEmpty();
        ann.data().unpublishesTrack("sensor");
        bob.awaitEvent("dataTrackEnded");
    }

    @Test
    void aChannelOfTheApplicationCanBeClosedAndOpenedAgain(Stage stage) {
        Participant ann = stage.browser("ann").joins();
        Participant bob = stage.browser("bob").joins();
        for (int i = 0; i < 3; i++) {
            String text = "chalk " + i;
            ann.data().opensChannel("blackboard");
            ann.data().sendsOnChannel("blackboard", text);
            bob.awaitEvent(
                    "data",
                    data -> data.path("text").asText().equals(text)
                            && data.path("identity").asText().equals("ann"));
            ann.data().closesChannel("blackboard");
        }
        ann.data().sendsPackets(SIZES, true, "after");
        bob.data().awaitPackets("after", SIZES);
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLostOrDoubledOverAResume(Join.Mode mode, Stage stage) {
        Participant ann = stage.browserOnBadLine("ann").joins(Join.with(mode));
        Participant bob = stage.browser("bob").joins(Join.with(mode));
        List<Integer> before = IntStream.rangeClosed(1, 20).boxed().toList();
        List<Integer> inFlight = IntStream.rangeClosed(101, 150).boxed().toList();
        List<Integer> after = IntStream.rangeClosed(201, 220).boxed().toList();
        List<Integer> all = new ArrayList<>(before);
        all.addAll(inFlight);
        all.addAll(after);
        ann.data().sendsPackets(before, true, "counted");
        bob.data().awaitPackets("counted", before);
        String sid = ann.sid();

        ann.line().stopsMedia();
        ann.data().sendsPackets(inFlight, true, "counted");
        ann.line().cutsSignal();
        ann.line().letsMediaThrough();
        ann.awaitEvent("reconnected");

        assertThat(ann.sid()).isEqualTo(sid);
        ann.data().sendsPackets(after, true, "counted");
        bob.data().awaitPackets("counted", all);
    }

    @Test
    void whoStopsReadingHoldsTheSenderBackAndIsGivenUp(Stage stage) {
        Participant ann = stage.browser("ann").joins();
        Participant nat = stage.nativeClient("nat").joins();
        Participant bob = stage.browser("bob").joins();
        ann.data().sendsPackets(SIZES, true, "first");
        nat.data().awaitPackets("first", SIZES);

        nat.freezes();
        ann.data().floods(15_000);
        int[] last = {-1};
        Await.until("ann is held back", ann.data()::flooded, now -> {
            boolean stands = now > 10 && now == last[0];
            last[0] = now;
            return stands;
        });
        ann.awaitEvent(
                "participantDisconnected",
                gone -> gone.path("identity").asText().equals("nat"));
        int held = ann.data().flooded();
        Await.until("ann goes on", ann.data()::flooded, now -> now > held + 100);
        ann.data().stopsFlooding();
        stage.server.assertRunning();
        assertThat(bob.data().packets("flood")).doesNotContain(-15_000);
    }
}
