package io.sluice.testkit.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.sfu.control.ParticipantState;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.publish.TrackInfo;
import io.sluice.sfu.subscribe.Demand;
import io.sluice.sfu.track.VideoQuality;
import io.sluice.testkit.media.ScriptedFrame;
import io.sluice.testkit.media.ScriptedListener;
import io.sluice.testkit.media.ScriptedSubscriber;
import io.sluice.testkit.net.LinkConditions;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People in a room: the whole engine, from ICE and DTLS to decoded pictures, over paths that lose, delay and reorder. */
class MeetingScenario {
    private static final long MILLIS = 1_000_000L;
    private static final long SECONDS = 1_000 * MILLIS;
    private static final LinkConditions GOOD = LinkConditions.delay(20).withJitter(3);

    private static ScriptedClient publisher(Meeting meeting) {
        ScriptedClient anna = meeting.join(Admissions.twoPeerConnections("anna"), GOOD);
        anna.publishCamera("camera");
        anna.publishMicrophone("microphone");
        meeting.run(500 * MILLIS);
        assertThat(anna.publishes("camera")).isTrue();
        assertThat(anna.publishes("microphone")).isTrue();
        return anna;
    }

    private static Demand quality(VideoQuality quality) {
        return new Demand(true, quality, 0, 0, 0);
    }

    private static int decodedSince(ScriptedSubscriber video, long sinceNanos) {
        return (int)
                video.decoded().stream().filter(f -> f.atNanos() >= sinceNanos).count();
    }

    private static int layer(ScriptedSubscriber video) {
        return video.decoded().getLast().layer();
    }

    private static TrackInfo seen(ScriptedClient by, ScriptedClient publisher, String cid) {
        return Objects.requireNonNull(by.people().get(publisher.sid())).tracks().stream()
                .filter(t -> t.sid().equals(publisher.track(cid)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not seen: " + cid));
    }

    private static <E> List<E> told(ScriptedClient client, Class<E> kind) {
        return client.events().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static void assertOrdered(ScriptedSubscriber video) {
        long before = 0;
        for (ScriptedFrame frame : video.decoded()) {
            assertThat(frame.timestamp()).isGreaterThan(before);
            before = frame.timestamp();
        }
        assertThat(video.conflicts()).isZero();
    }

    @Test
    void picturesAndSoundReachEverybodyHoweverTheyAreConnected() {
        Meeting meeting = new Meeting(1);
        ScriptedClient anna = publisher(meeting);
        ScriptedClient ben = meeting.join(Admissions.onePeerConnection("ben"), GOOD);
        ScriptedClient carl = meeting.join(Admissions.twoPeerConnections("carl"), GOOD);
        ben.publishCamera("camera");
        meeting.run(10 * SECONDS);

        for (ScriptedClient viewer : List.of(ben, carl)) {
            ScriptedSubscriber video = viewer.video(anna.track("camera"));
            assertThat(video.decoded().size()).isGreaterThan(285);
            assertThat(layer(video)).isEqualTo(2);
            assertThat(video.longestFreeze(meeting.now() - 9 * SECONDS)).isLessThan(100 * MILLIS);
            assertThat(video.senderReports()).isPositive();
            assertOrdered(video);
            ScriptedListener audio = viewer.audio(anna.track("microphone"));
            assertThat(audio.heard().size()).isGreaterThan(490);
            assertThat(audio.heard().last() - audio.heard().first() + 1)
                    .isEqualTo(audio.heard().size());
            assertThat(audio.conflicts()).isZero();
            assertThat(viewer.strayPackets()).isZero();
        }
        assertThat(anna.video(ben.track("camera")).decoded().size()).isGreaterThan(280);
        assertThat(carl.video(ben.track("camera")).decoded().size()).isGreaterThan(280);
        assertThat(ben.receiving()).hasSize(2);
        assertThat(carl.receiving()).hasSize(3);
        assertThat(told(anna, RoomEvent.TrackSubscribed.class)).hasSize(2);
        assertThat(told(carl, RoomEvent.SpeakersChanged.class).getLast().speakers())
                .anySatisfy(s -> assertThat(s.participantSid()).isEqualTo(anna.sid()));
        assertThat(told(ben, RoomEvent.QualityChanged.class))
                .allSatisfy(e -> assertThat(e.qualities())
                        .allSatisfy(q -> assertThat(q.score()).isGreaterThan(80)));
    }

    @Test
    void aViewerGetsTheLayerItAsksForAndThePublisherSendsNoMoreThanIsWanted() {
        Meeting meeting = new Meeting(2);
        ScriptedClient anna = publisher(meeting);
        ScriptedClient ben = meeting.join(Admissions.onePeerConnection("ben"), GOOD);
        meeting.run(3 * SECONDS);
        String camera = anna.track("camera");
        ScriptedSubscriber video = ben.video(camera);
        assertThat(layer(video)).isEqualTo(2);

        long began = meeting.now();
        for (VideoQuality quality : List.of(VideoQuality.LOW, VideoQuality.HIGH, VideoQuality.MEDIUM)) {
            ben.want(camera, quality(quality));
            meeting.run(8 * SECONDS);
            assertThat(layer(video)).isEqualTo(quality.rank());
            int above = anna.camera("camera").frames(2);
            meeting.run(SECONDS);
            assertThat(anna.camera("camera").frames(2) - above)
                    .isBetween(quality == VideoQuality.HIGH ? 29 : 0, quality == VideoQuality.HIGH ? 31 : 0);
        }
        assertThat(video.longestFreeze(began)).isLessThan(150 * MILLIS);
        assertOrdered(video);

        ben.want(camera, Demand.NOTHING);
        meeting.run(SECONDS);
        long paused = meeting.now();
        meeting.run(7 * SECONDS);
        assertThat(decodedSince(video, paused)).isZero();
        assertThat(told(anna, RoomEvent.LayerDemanded.class).getLast().highest())
                .isEqualTo(VideoQuality.OFF);
        ben.want(camera, Demand.EVERYTHING);
        meeting.run(2 * SECONDS);
        assertThat(layer(video)).isEqualTo(2);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void whatAPublisherLosesOnItsWayIsRepairedForItsViewers(long seed) {
        Meeting meeting = new Meeting(seed);
        ScriptedClient anna = publisher(meeting);
        ScriptedClient ben = meeting.join(Admissions.onePeerConnection("ben"), GOOD);
        meeting.run(2 * SECONDS);
        anna.access().up(GOOD.withLoss(0.05).withJitter(10));
        ScriptedSubscriber video = ben.video(anna.track("camera"));
        ScriptedListener audio = ben.audio(anna.track("microphone"));
        meeting.run(SECONDS);
        long since = meeting.now();
        int heard = audio.heard().size();
        meeting.run(20 * SECONDS);

        assertThat(decodedSince(video, since)).isGreaterThan(590);
        assertThat(layer(video)).isEqualTo(2);
        assertThat(video.longestFreeze(since)).isLessThan(600 * MILLIS);
        assertOrdered(video);
        assertThat(anna.camera("camera").retransmissions(2)).isPositive();
        assertThat(audio.heard().size() - heard).isGreaterThan(990);
        assertThat(seen(ben, anna, "camera").layers()).allSatisfy(layer -> {
            assertThat(layer.ssrc())
                    .isEqualTo(Integer.toUnsignedLong(anna.camera("camera").ssrc(layer.spatialLayer())));
            assertThat(layer.repairSsrc())
                    .as("paired by the repaired rid alone")
                    .isIn(0L, Integer.toUnsignedLong(anna.camera("camera").rtxSsrc(layer.spatialLayer())));
        });
        assertThat(seen(ben, anna, "camera").layers().get(2).repairSsrc()).isPositive();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23})
    void whatAViewerLosesIsSentAgainToItAlone(long seed) {
        Meeting meeting = new Meeting(seed);
        ScriptedClient anna = publisher(meeting);
        ScriptedClient ben = meeting.join(Admissions.twoPeerConnections("ben"), GOOD);
        ScriptedClient carl = meeting.join(Admissions.onePeerConnection("carl"), GOOD);
        ben.access().down(GOOD.withLoss(0.05).withJitter(10));
        meeting.run(2 * SECONDS);
        long since = meeting.now();
        int repaired = anna.camera("camera").retransmissions(2);
        meeting.run(15 * SECONDS);

        ScriptedSubscriber lossy = ben.video(anna.track("camera"));
        // One packet in some ten thousand is lost with all its repetitions, and costs a second until the next key
        // frame.
        assertThat(decodedSince(lossy, since)).isGreaterThan(400);
        assertThat(lossy.retransmitted()).isPositive();
        assertOrdered(lossy);
        ScriptedSubscriber clean = carl.video(anna.track("camera"));
        assertThat(clean.retransmitted()).isZero();
        assertThat(clean.longestFreeze(since)).isLessThan(100 * MILLIS);
        assertThat(anna.camera("camera").retransmissions(2)).isEqualTo(repaired);
    }

    @Test
    void muteIsSilenceAndUnmuteTheNextPicture() {
        Meeting meeting = new Meeting(31);
        ScriptedClient anna = publisher(meeting);
        ScriptedClient ben = meeting.join(Admissions.onePeerConnection("ben"), GOOD);
        meeting.run(3 * SECONDS);
        anna.mute("camera", true);
        anna.mute("microphone", true);
        meeting.run(200 * MILLIS);
        assertThat(seen(ben, anna, "camera").muted()).isTrue();
        assertThat(seen(ben, anna, "microphone").muted()).isTrue();
        ScriptedSubscriber video = ben.video(anna.track("camera"));
        ScriptedListener audio = ben.audio(anna.track("microphone"));
        int pictures = video.decoded().size();
        int sounds = audio.heard().size();
        meeting.run(10 * SECONDS);
        assertThat(video.decoded().size()).isEqualTo(pictures);
        assertThat(audio.heard().size()).isEqualTo(sounds);

        anna.mute("camera", false);
        anna.mute("microphone", false);
        long unmuted = meeting.now();
        meeting.run(2 * SECONDS);
        assertThat(seen(ben, anna, "camera").muted()).isFalse();
        assertThat(decodedSince(video, unmuted)).isGreaterThan(50);
        assertThat(audio.heard().size() - sounds).isGreaterThan(90);
        assertOrdered(video);
        assertThat(audio.conflicts()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTrackEndsAndAnotherTakesItsPlace(boolean single) {
        Meeting meeting = new Meeting(41);
        ScriptedClient anna = publisher(meeting);
        ScriptedClient ben =
                meeting.join(single ? Admissions.onePeerConnection("ben") : Admissions.twoPeerConnections("ben"), GOOD);
        meeting.run(2 * SECONDS);
        for (int i = 0; i < 5; i++) {
            String before = anna.track("camera");
            assertThat(ben.receiving()).contains(before);
            anna.unpublish("camera");
            meeting.run(SECONDS);
            assertThat(ben.receiving()).containsExactly(anna.track("microphone"));
            anna.publishCamera("camera");
            meeting.run(2 * SECONDS);
            String after = anna.track("camera");
            assertThat(after).isNotEqualTo(before);
            assertThat(ben.video(after).decoded().size()).isGreaterThan(45);
            assertThat(layer(ben.video(after))).isEqualTo(2);
        }
        assertThat(ben.strayPackets())
                .as("only what was on its way when a track ended")
                .isLessThan(10);
        assertThat(ben.audio(anna.track("microphone")).conflicts()).isZero();
    }

    @Test
    void fiveSecondsWithoutNetworkAreAFreezeAndNoMore() {
        Meeting meeting = new Meeting(51);
        ScriptedClient anna = publisher(meeting);
        ScriptedClient ben = meeting.join(Admissions.onePeerConnection("ben"), GOOD);
        meeting.run(3 * SECONDS);
        for (ScriptedClient unlucky : List.of(anna, ben)) {
            unlucky.access().cut();
            meeting.run(5 * SECONDS);
            unlucky.access().mend();
            long mended = meeting.now();
            meeting.run(5 * SECONDS);

            ScriptedSubscriber video = ben.video(anna.track("camera"));
            assertThat(video.longestFreeze(mended)).isLessThan(2 * SECONDS);
            assertThat(decodedSince(video, meeting.now() - 2 * SECONDS)).isGreaterThan(55);
            assertThat(layer(video)).isEqualTo(2);
            assertOrdered(video);
        }
        assertThat(told(anna, RoomEvent.Left.class)).isEmpty();
        assertThat(told(ben, RoomEvent.Left.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLongerOutageEndsWithAResumeOfTheSameSession(boolean single) {
        Meeting meeting = new Meeting(61);
        ScriptedClient anna = publisher(meeting);
        ScriptedClient ben =
                meeting.join(single ? Admissions.onePeerConnection("ben") : Admissions.twoPeerConnections("ben"), GOOD);
        ben.publishCamera("camera");
        meeting.run(3 * SECONDS);
        String session = ben.sid();
        String track = ben.track("camera");
        ben.access().cut();
        meeting.run(10 * SECONDS);
        anna.publishCamera("second camera");
        meeting.run(7 * SECONDS);
        ben.access().mend();
        meeting.run(10 * SECONDS);

        assertThat(told(ben, RoomEvent.Left.class))
                .singleElement()
                .satisfies(l -> assertThat(l.action()).isEqualTo(RoomEvent.Left.Action.RESUME));
        assertThat(told(ben, RoomEvent.Resumed.class)).hasSize(1);
        assertThat(ben.sid()).isEqualTo(session);
        ParticipantSnapshot seen = Objects.requireNonNull(anna.people().get(session));
        assertThat(seen.state()).isEqualTo(ParticipantState.ACTIVE);
        long since = meeting.now();
        meeting.run(5 * SECONDS);
        assertThat(decodedSince(ben.video(anna.track("camera")), since)).isGreaterThan(145);
        assertThat(decodedSince(ben.video(anna.track("second camera")), since))
                .as("a track that came during the outage")
                .isGreaterThan(145);
        assertThat(told(anna, RoomEvent.TrackSubscribed.class))
                .contains(new RoomEvent.TrackSubscribed(anna.track("second camera")));
        assertThat(decodedSince(anna.video(track), since)).isGreaterThan(145);
        assertThat(anna.receiving()).containsExactly(track);
    }

    @Test
    void whoLeavesTakesItsTracksAlongAndWhoComesLaterSeesAtOnce() {
        Meeting meeting = new Meeting(71);
        ScriptedClient anna = publisher(meeting);
        ScriptedClient ben = meeting.join(Admissions.onePeerConnection("ben"), GOOD);
        meeting.run(5 * SECONDS);
        ScriptedClient late = meeting.join(Admissions.onePeerConnection("late"), GOOD);
        long connected = meeting.now();
        meeting.run(2 * SECONDS);
        ScriptedSubscriber video = late.video(anna.track("camera"));
        assertThat(video.decoded().getFirst().atNanos() - connected).isLessThan(300 * MILLIS);

        anna.leave();
        meeting.run(SECONDS);
        assertThat(ben.receiving()).isEmpty();
        assertThat(late.receiving()).isEmpty();
        assertThat(Objects.requireNonNull(ben.people().get(anna.sid())).state())
                .isEqualTo(ParticipantState.DISCONNECTED);
        ben.leave();
        late.leave();
        meeting.run(30 * SECONDS);
        assertThat(meeting.node().rooms().count()).isZero();
    }

    @Test
    void handshakesSurviveABadNetwork() {
        Meeting meeting = new Meeting(81);
        LinkConditions bad =
                LinkConditions.delay(40).withLoss(0.1).withJitter(20).withDuplication(0.02);
        ScriptedClient anna = meeting.join(Admissions.twoPeerConnections("anna"), bad);
        ScriptedClient ben = meeting.join(Admissions.onePeerConnection("ben"), bad);
        anna.publishCamera("camera");
        meeting.run(10 * SECONDS);
        assertThat(decodedSince(ben.video(anna.track("camera")), meeting.now() - 5 * SECONDS))
                .isGreaterThan(120);
        assertOrdered(ben.video(anna.track("camera")));
    }
}
