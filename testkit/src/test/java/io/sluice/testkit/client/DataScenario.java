package io.sluice.testkit.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.sfu.control.Permissions;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.data.DataKind;
import io.sluice.sfu.data.ServerMessage;
import io.sluice.sfu.publish.DataTrackInfo;
import io.sluice.testkit.net.LinkConditions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data in a room of real transports: from one client's channels through the room to those of the others. */
class DataScenario {
    private static final long MILLIS = 1_000_000L;
    private static final long SECONDS = 1_000 * MILLIS;
    private static final LinkConditions GOOD = LinkConditions.delay(10);
    private static final String RELIABLE = "_reliable";
    private static final String LOSSY = "_lossy";
    private static final String TRACK = "_data_track";

    private static List<String> texts(ScriptedClient client, String label) {
        return client.data(label).stream().map(UserPackets::text).toList();
    }

    private static <E> List<E> told(ScriptedClient client, Class<E> kind) {
        return client.events().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static ScriptedClient join(Meeting meeting, String identity, boolean single) {
        ScriptedClient client = meeting.join(
                single ? Admissions.onePeerConnection(identity) : Admissions.twoPeerConnections(identity), GOOD);
        meeting.run(500 * MILLIS);
        return client;
    }

    @Test
    void packetsReachWhomTheyAreForHoweverTheyAreConnected() {
        Meeting meeting = new Meeting(1);
        ScriptedClient anna = join(meeting, "anna", true);
        ScriptedClient ben = join(meeting, "ben", false);
        ScriptedClient carl = join(meeting, "carl", true);
        anna.sendData(RELIABLE, UserPackets.write("to all", 1));
        anna.sendData(RELIABLE, UserPackets.write("to carl", 2, "carl"));
        anna.sendData(LOSSY, UserPackets.write("perhaps", 0));
        ben.sendData(RELIABLE, UserPackets.write("from ben", 1));
        ben.sendData(LOSSY, UserPackets.write("large ".repeat(2_000), 0, "anna"));
        meeting.run(SECONDS);

        assertThat(texts(ben, RELIABLE)).containsExactly("to all");
        assertThat(texts(carl, RELIABLE)).containsExactlyInAnyOrder("to all", "to carl", "from ben");
        assertThat(texts(anna, RELIABLE)).containsExactly("from ben");
        assertThat(texts(ben, LOSSY)).containsExactly("perhaps");
        assertThat(texts(carl, LOSSY)).containsExactly("perhaps");
        assertThat(texts(anna, LOSSY)).containsExactly("large ".repeat(2_000));
        assertThat(UserPackets.sender(anna.data(RELIABLE).getFirst())).isEqualTo("ben");
        assertThat(UserPackets.sender(ben.data(RELIABLE).getFirst())).isEqualTo("anna");
    }

    @Test
    void theServerSendsTooAndOtherChannelsAreForEverybody() {
        Meeting meeting = new Meeting(2);
        ScriptedClient anna = join(meeting, "anna", true);
        ScriptedClient ben = join(meeting, "ben", false);
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        ServerMessage message = new ServerMessage(
                DataKind.RELIABLE,
                "from above".getBytes(StandardCharsets.UTF_8),
                Set.of("ben"),
                Set.of(),
                "news",
                new byte[0]);
        meeting.ask(new RoomCommand.SendData(message, answer));
        meeting.await("an answer", answer::isDone);
        for (int i = 0; i < 3; i++) {
            anna.openChannel("blackboard");
            anna.sendData("blackboard", ("chalk " + i).getBytes(StandardCharsets.UTF_8));
            meeting.run(SECONDS);
            anna.closeChannel("blackboard");
            meeting.run(SECONDS);
        }
        assertThat(answer).isCompletedWithValue(true);
        assertThat(texts(ben, RELIABLE)).containsExactly("from above", "chalk 0", "chalk 1", "chalk 2");
        assertThat(UserPackets.sender(ben.data(RELIABLE).getFirst())).isEmpty();
        assertThat(UserPackets.sender(ben.data(RELIABLE).getLast())).isEqualTo("anna");
        assertThat(anna.data(RELIABLE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void packetsInFlightOutliveAnOutageAndAResumeOnceEach(boolean single) {
        Meeting meeting = new Meeting(3);
        ScriptedClient anna = join(meeting, "anna", single);
        ScriptedClient ben = join(meeting, "ben", single);
        List<String> all = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            all.add("packet " + i);
            anna.sendData(RELIABLE, UserPackets.write("packet " + i, i));
        }
        meeting.run(SECONDS);
        anna.access().cut();
        for (int i = 11; i <= 60; i++) {
            all.add("packet " + i);
            anna.sendData(RELIABLE, UserPackets.write("packet " + i, i));
        }
        meeting.run(SECONDS);
        anna.resume();
        anna.access().mend();
        meeting.run(5 * SECONDS);
        long known = told(anna, RoomEvent.Resumed.class).getLast().lastMessageSequence();
        assertThat(known).isBetween(10L, 60L);
        // What a client cannot know to be through it sends again.
        for (int i = 41; i <= 60; i++) {
            anna.sendData(RELIABLE, UserPackets.write("packet " + i, i));
        }
        anna.sendData(RELIABLE, UserPackets.write("packet 61", 61));
        all.add("packet 61");
        meeting.run(5 * SECONDS);
        assertThat(texts(ben, RELIABLE)).isEqualTo(all);
    }

    @Test
    void lossCostsReliablePacketsTimeAndLossyOnesThemselves() {
        Meeting meeting = new Meeting(4);
        ScriptedClient anna = join(meeting, "anna", true);
        ScriptedClient ben = join(meeting, "ben", false);
        anna.access().up(GOOD.withLoss(0.05).withJitter(5));
        ben.access().down(GOOD.withLoss(0.05).withJitter(5));
        for (int i = 1; i <= 500; i++) {
            anna.sendData(RELIABLE, UserPackets.write("r" + i, i));
            anna.sendData(LOSSY, UserPackets.write("l" + i, 0));
            meeting.run(5 * MILLIS);
        }
        meeting.run(20 * SECONDS);
        assertThat(texts(ben, RELIABLE))
                .isEqualTo(IntStream.rangeClosed(1, 500).mapToObj(i -> "r" + i).toList());
        assertThat(texts(ben, LOSSY)).hasSizeBetween(300, 499).doesNotHaveDuplicates();
    }

    @Test
    void whoStopsReadingHoldsTheSenderBackAndIsThenSentAway() {
        Meeting meeting = new Meeting(5);
        ScriptedClient anna = join(meeting, "anna", true);
        ScriptedClient ben = join(meeting, "ben", false);
        ScriptedClient carl = join(meeting, "carl", true);
        ben.readData(false);
        String block = "x".repeat(15_000);
        int total = 1_000;
        for (int i = 1; i <= total; i++) {
            anna.sendData(RELIABLE, UserPackets.write(i + " " + block, i));
        }
        meeting.run(4 * SECONDS);
        assertThat(anna.dataWaiting()).as("of 15 MB").isGreaterThan(400);
        assertThat(carl.data(RELIABLE)).hasSizeLessThan(600);

        // The other end's SCTP still takes a packet now and then, until it has half as much again as it said.
        meeting.run(80 * SECONDS);
        assertThat(told(ben, RoomEvent.Left.class)).singleElement().satisfies(left -> {
            assertThat(left.reason()).isEqualTo(DisconnectReason.STATE_MISMATCH);
            assertThat(left.action()).isEqualTo(RoomEvent.Left.Action.RECONNECT);
        });
        assertThat(anna.dataWaiting()).isZero();
        meeting.run(5 * SECONDS);
        assertThat(carl.data(RELIABLE)).hasSize(total);
    }

    @Test
    void aReaderThatIsMerelySlowGetsEverything() {
        Meeting meeting = new Meeting(6);
        ScriptedClient anna = join(meeting, "anna", true);
        ScriptedClient ben = join(meeting, "ben", true);
        String block = "x".repeat(15_000);
        int total = 400;
        for (int i = 1; i <= total; i++) {
            anna.sendData(RELIABLE, UserPackets.write(i + " " + block, i));
        }
        // Eight seconds without, a moment with: never ten seconds without anything.
        for (int i = 0; i < 4; i++) {
            ben.readData(false);
            meeting.run(8 * SECONDS);
            ben.readData(true);
            meeting.run(500 * MILLIS);
        }
        meeting.run(20 * SECONDS);
        assertThat(told(ben, RoomEvent.Left.class)).isEmpty();
        assertThat(texts(ben, RELIABLE))
                .isEqualTo(IntStream.rangeClosed(1, total)
                        .mapToObj(i -> i + " " + block)
                        .toList());
    }

    @Test
    void whoMayNotSendDataAnyMoreIsNotHeardAndItsDataTracksEnd() {
        Meeting meeting = new Meeting(8);
        ScriptedClient anna = join(meeting, "anna", true);
        ScriptedClient ben = join(meeting, "ben", false);
        anna.publishDataTrack(1, "sensor");
        anna.sendData(RELIABLE, UserPackets.write("before", 1));
        meeting.run(SECONDS);
        String track =
                told(anna, RoomEvent.DataTrackPublished.class).getLast().track().sid();
        ben.subscribeData(track, true);
        meeting.run(SECONDS);
        assertThat(told(ben, RoomEvent.DataTrackHandles.class).getLast().handles())
                .hasSize(1);

        Permissions silent = new Permissions(true, true, false, Set.of(), false, false, false, true, false, false);
        CompletableFuture<ParticipantSnapshot> answer = new CompletableFuture<>();
        meeting.ask(new RoomCommand.UpdateParticipant("anna", "", "", Map.of(), Optional.of(silent), answer));
        meeting.await("an answer", answer::isDone);
        anna.sendData(RELIABLE, UserPackets.write("after", 2));
        meeting.run(SECONDS);
        assertThat(texts(ben, RELIABLE)).containsExactly("before");
        assertThat(told(ben, RoomEvent.DataTrackHandles.class).getLast().handles())
                .isEmpty();
        assertThat(Objects.requireNonNull(ben.people().get(anna.sid())).dataTracks())
                .isEmpty();
        anna.publishDataTrack(2, "again");
        meeting.run(SECONDS);
        assertThat(told(anna, RoomEvent.Answered.class).getLast().refusal()).isEqualTo(RoomEvent.Refusal.NOT_ALLOWED);
    }

    @Test
    void dataTracksGoToThoseWhoSubscribe() {
        Meeting meeting = new Meeting(7);
        ScriptedClient anna = join(meeting, "anna", true);
        ScriptedClient ben = join(meeting, "ben", false);
        ScriptedClient carl = join(meeting, "carl", true);
        anna.publishDataTrack(9, "sensor");
        meeting.run(SECONDS);
        DataTrackInfo track =
                told(anna, RoomEvent.DataTrackPublished.class).getLast().track();
        assertThat(Objects.requireNonNull(ben.people().get(anna.sid())).dataTracks())
                .containsExactly(track);
        ben.subscribeData(track.sid(), true);
        meeting.run(SECONDS);
        int handle = told(ben, RoomEvent.DataTrackHandles.class)
                .getLast()
                .handles()
                .keySet()
                .iterator()
                .next();
        byte[] packet = new byte[100];
        packet[0] = 0x18;
        packet[3] = 9;
        anna.sendData(TRACK, packet);
        meeting.run(SECONDS);
        assertThat(ben.data(TRACK)).singleElement().satisfies(got -> {
            assertThat(got).hasSize(100);
            assertThat((got[2] & 0xFF) << 8 | got[3] & 0xFF).isEqualTo(handle);
        });
        assertThat(carl.data(TRACK)).isEmpty();

        ben.subscribeData(track.sid(), false);
        meeting.run(SECONDS);
        anna.sendData(TRACK, packet);
        meeting.run(SECONDS);
        assertThat(ben.data(TRACK)).hasSize(1);
        assertThat(told(ben, RoomEvent.DataTrackHandles.class).getLast().handles())
                .isEmpty();
        anna.unpublishDataTrack(9);
        meeting.run(SECONDS);
        assertThat(Objects.requireNonNull(ben.people().get(anna.sid())).dataTracks())
                .isEmpty();
    }
}
