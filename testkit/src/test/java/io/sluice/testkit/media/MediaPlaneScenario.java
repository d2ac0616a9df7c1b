package io.sluice.testkit.media;

import static io.sluice.testkit.media.MediaRoom.MILLIS;
import static io.sluice.testkit.media.MediaRoom.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sfu.measure.MediaCounters;
import io.sluice.sfu.measure.Way;
import io.sluice.sfu.subscribe.Demand;
import io.sluice.sfu.track.VideoQuality;
import io.sluice.testkit.net.LinkConditions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures from one end of the media plane to the other, over paths that lose and reorder packets. */
class MediaPlaneScenario {
    private static final List<String> SIMULCAST = List.of("q", "h", "f");
    private static final LinkConditions GOOD = LinkConditions.delay(20);

    private static Demand quality(VideoQuality quality) {
        return new Demand(true, quality, 0, 0, 0);
    }

    /** All frames decoded since some moment come from this layer and none is missing. */
    private static void assertUnbroken(MediaRoom.Viewer viewer, int layer, long sinceNanos) {
        int before = -1;
        int count = 0;
        for (ScriptedFrame frame : viewer.client.decoded()) {
            if (frame.atNanos() >= sinceNanos) {
                assertThat(frame.layer()).isEqualTo(layer);
                if (before >= 0) {
                    assertThat(frame.number()).isEqualTo(before + 1);
                }
                before = frame.number();
                count++;
            }
        }
        assertThat(count).isPositive();
    }

    private static void assertTimeRuns(MediaRoom.Viewer viewer) {
        long before = 0;
        for (ScriptedFrame frame : viewer.client.decoded()) {
            assertThat(frame.timestamp()).isGreaterThan(before);
            before = frame.timestamp();
        }
        assertThat(viewer.client.conflicts()).isZero();
    }

    @Test
    void viewerGetsTheLayerItWantsWithoutAGap() {
        MediaRoom room = new MediaRoom(1, SIMULCAST, GOOD);
        room.run(SECONDS);
        MediaRoom.Viewer viewer = room.join(GOOD, Demand.EVERYTHING);
        room.run(10 * SECONDS);
        assertThat(viewer.client.decoded()).hasSizeGreaterThan(290);
        assertUnbroken(viewer, 2, viewer.client.decoded().getFirst().atNanos());
        assertTimeRuns(viewer);
        assertThat(viewer.client.keyframeRequests()).isZero();
        assertThat(viewer.client.senderReports()).isBetween(8, 11);
        assertThat(room.started).hasSize(3);
        assertThat(room.demands).contains(VideoQuality.HIGH);
    }

    @Test
    void framesAreNumberedOnceWhetherTheCodecIsKnownWhenTheViewerComesOrNot() {
        MediaRoom room = new MediaRoom(19, SIMULCAST, GOOD);
        MediaRoom.Viewer early = room.join(GOOD, Demand.EVERYTHING);
        room.run(SECONDS);
        MediaRoom.Viewer late = room.join(GOOD, Demand.EVERYTHING);
        room.run(SECONDS);
        for (MediaRoom.Viewer viewer : List.of(early, late)) {
            assertThat(viewer.client.decoded()).hasSizeGreaterThan(25);
            // The payload's numbers are written anew; a descriptor beside them would have to agree.
            assertThat(viewer.client.described()).isZero();
        }
    }

    @Test
    void firstFrameOfALateViewerTakesOneWayToThePublisherAndBack() {
        MediaRoom room = new MediaRoom(2, SIMULCAST, GOOD);
        room.run(5 * SECONDS);
        long joined = room.network.now();
        MediaRoom.Viewer viewer = room.join(GOOD, Demand.EVERYTHING);
        room.run(SECONDS);
        ScriptedFrame first = viewer.client.decoded().getFirst();
        // Request and key frame, the frame interval, the way to the viewer.
        assertThat(first.atNanos() - joined).isLessThan((3 * 20 + 34 + 5) * MILLIS);
    }

    @Test
    void secondViewerStartsFromTheKeyFrameOfTheFirst() {
        MediaRoom room = new MediaRoom(3, SIMULCAST, GOOD);
        room.run(5 * SECONDS);
        room.join(GOOD, Demand.EVERYTHING);
        room.run(200 * MILLIS);
        int requests = room.publisher.keyframeRequests(2);
        long joined = room.network.now();
        MediaRoom.Viewer second = room.join(GOOD, Demand.EVERYTHING);
        room.run(3 * SECONDS);
        assertThat(second.client.decoded().getFirst().atNanos() - joined).isLessThan(25 * MILLIS);
        assertUnbroken(second, 2, joined);
        assertThat(room.publisher.keyframeRequests(2)).isEqualTo(requests);
    }

    @Test
    void aTrackThatEndsIsMadeBlank() {
        MediaRoom room = new MediaRoom(6, SIMULCAST, GOOD);
        MediaRoom.Viewer viewer = room.join(GOOD, Demand.EVERYTHING);
        room.run(2 * SECONDS);
        long ended = room.network.now();
        int before = viewer.client.decoded().size();
        assertThat(viewer.downlink.end(viewer.downTrack, ended)).isTrue();
        room.run(SECONDS);
        assertThat(viewer.downTrack.over()).isTrue();
        List<ScriptedFrame> last =
                viewer.client.decoded().subList(before, viewer.client.decoded().size());
        // What was on its way, and six small key frames.
        assertThat(last.size()).isBetween(6, 8);
        assertThat(last.subList(last.size() - 6, last.size())).allMatch(ScriptedFrame::keyFrame);
        assertThat(viewer.client.abandoned()).isZero();
        assertTimeRuns(viewer);
    }

    @Test
    void nothingIsSpentOnAViewerWhoseTransportIsNotConnected() {
        MediaRoom room = new MediaRoom(5, SIMULCAST, GOOD);
        room.run(5 * SECONDS);
        int requests = room.publisher.keyframeRequests(2);
        MediaRoom.Viewer viewer = room.joinUnconnected(GOOD, Demand.EVERYTHING);
        room.run(SECONDS / 2);
        assertThat(room.publisher.keyframeRequests(2)).isEqualTo(requests);
        long connected = room.network.now();
        viewer.connects();
        room.run(2 * SECONDS);
        assertThat(viewer.client.decoded().getFirst().atNanos() - connected).isLessThan((3 * 20 + 34 + 5) * MILLIS);
        assertThat(viewer.client.keyframeRequests()).isZero();
    }

    @Test
    void fiftyViewersAtOnceCostOneKeyFrame() {
        MediaRoom room = new MediaRoom(4, SIMULCAST, GOOD);
        room.run(5 * SECONDS);
        int before = room.publisher.keyFrames(2);
        for (int i = 0; i < 50; i++) {
            room.join(GOOD, Demand.EVERYTHING);
        }
        room.run(3 * SECONDS);
        assertThat(room.publisher.keyFrames(2) - before).isEqualTo(1);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void lossAndReorderingOnBothWaysAreRepaired(long seed) {
        LinkConditions bad =
                LinkConditions.delay(25).withLoss(0.05).withJitter(10).withDuplication(0.01);
        MediaRoom room = new MediaRoom(seed, SIMULCAST, bad);
        room.publisher.labelFrames(30);
        MediaRoom.Viewer viewer = room.join(bad, Demand.EVERYTHING);
        room.run(5 * SECONDS);
        int before = viewer.client.decoded().size();
        long abandoned = viewer.client.abandoned();
        room.run(20 * SECONDS);
        assertThat(viewer.client.decoded().size() - before).isGreaterThan(590);
        // A packet may be lost on all of its ways.
        assertThat(viewer.client.abandoned() - abandoned).isLessThan(2);
        assertThat(viewer.client.decoded().getLast().layer()).isEqualTo(2);
        assertThat(viewer.client.longestFreeze(room.network.now() - 20 * SECONDS))
                .isLessThan(600 * MILLIS);
        assertTimeRuns(viewer);
        assertThat(room.publisher.retransmissions(2)).isPositive();
        assertThat(room.started.getFirst().rtxSsrc())
                .isEqualTo(room.publisher.rtxSsrc(room.started.getFirst().layer()));
        assertThat(viewer.client.retransmitted()).isPositive();
    }

    @Test
    void withoutRetransmissionStreamTheSamePacketComesAgain() {
        MediaRoom room = new MediaRoom(21, List.of(), GOOD);
        MediaRoom.Viewer viewer = room.joinWithoutRtx(GOOD.withLoss(0.05), Demand.EVERYTHING);
        room.run(10 * SECONDS);
        assertThat(viewer.client.decoded()).hasSizeGreaterThan(285);
        assertThat(viewer.client.retransmitted()).isZero();
        assertTimeRuns(viewer);
    }

    @Test
    void layersAreChangedWithoutAFreeze() {
        MediaRoom room = new MediaRoom(31, SIMULCAST, GOOD.withJitter(5));
        MediaRoom.Viewer viewer = room.join(GOOD, quality(VideoQuality.LOW));
        // Somebody keeps the upper layers in demand.
        room.join(GOOD, Demand.EVERYTHING);
        room.run(4 * SECONDS);
        long began = room.network.now();
        for (VideoQuality quality :
                List.of(VideoQuality.HIGH, VideoQuality.MEDIUM, VideoQuality.LOW, VideoQuality.HIGH)) {
            viewer.downTrack.setDemand(quality(quality), room.network.now());
            room.run(3 * SECONDS);
            assertThat(viewer.client.decoded().getLast().layer()).isEqualTo(quality.rank());
        }
        assertThat(viewer.client.longestFreeze(began)).isLessThan(100 * MILLIS);
        assertThat(viewer.client.keyframeRequests()).isZero();
        assertTimeRuns(viewer);
    }

    @Test
    void fewerFramesAreSentToOneWhoWantsFewer() {
        MediaRoom room = new MediaRoom(41, SIMULCAST, GOOD);
        MediaRoom.Viewer viewer = room.join(GOOD, Demand.EVERYTHING);
        room.run(3 * SECONDS);
        viewer.downTrack.setDemand(new Demand(true, VideoQuality.HIGH, 0, 0, 15), room.network.now());
        room.run(SECONDS);
        int before = viewer.client.decoded().size();
        room.run(4 * SECONDS);
        assertThat(viewer.client.decoded().size() - before).isBetween(58, 62);
        assertThat(viewer.client.abandoned()).isZero();
        assertThat(viewer.client.keyframeRequests()).isZero();
        viewer.downTrack.setDemand(Demand.EVERYTHING, room.network.now());
        room.run(SECONDS);
        before = viewer.client.decoded().size();
        room.run(2 * SECONDS);
        assertThat(viewer.client.decoded().size() - before).isBetween(58, 62);
    }

    @Test
    void encoderThatDropsItsTopLayerCostsThirdOfASecond() {
        MediaRoom room = new MediaRoom(51, SIMULCAST, GOOD);
        MediaRoom.Viewer viewer = room.join(GOOD, Demand.EVERYTHING);
        room.run(5 * SECONDS);
        room.publisher.setActive(2, false);
        long dropped = room.network.now();
        room.run(3 * SECONDS);
        assertThat(viewer.client.decoded().getLast().layer()).isEqualTo(1);
        assertThat(viewer.client.longestFreeze(dropped)).isLessThan(500 * MILLIS);
        room.publisher.setActive(2, true);
        room.run(2 * SECONDS);
        assertThat(viewer.client.decoded().getLast().layer()).isEqualTo(2);
        assertThat(viewer.client.keyframeRequests()).isZero();
        assertTimeRuns(viewer);
    }

    @Test
    void muteStopsThePicturesAndUnmuteBringsThemBack() {
        MediaRoom room = new MediaRoom(61, SIMULCAST, GOOD);
        MediaRoom.Viewer viewer = room.join(GOOD, Demand.EVERYTHING);
        room.run(3 * SECONDS);
        room.track.setMuted(true, room.network.now());
        room.run(100 * MILLIS);
        int before = viewer.client.decoded().size();
        room.run(2 * SECONDS);
        assertThat(viewer.client.decoded()).hasSize(before);
        room.track.setMuted(false, room.network.now());
        room.run(2 * SECONDS);
        assertThat(viewer.client.decoded()).hasSizeGreaterThan(before + 50);
        assertTimeRuns(viewer);
    }

    @Test
    void onlyWhoWantsPicturesWaitsForThem() {
        MediaRoom room = new MediaRoom(65, SIMULCAST, GOOD);
        MediaRoom.Viewer patient = room.join(GOOD, Demand.EVERYTHING);
        MediaRoom.Viewer fickle = room.join(GOOD, Demand.EVERYTHING);
        fickle.downTrack.setDemand(Demand.NOTHING, room.network.now());
        room.run(10 * SECONDS);
        fickle.downTrack.setDemand(Demand.EVERYTHING, room.network.now());
        room.run(3 * SECONDS);
        assertThat(fickle.client.decoded()).isNotEmpty();
        MediaCounters ofPatient = counted(patient, room);
        assertThat(ofPatient.keyFrameWaits.get()).isEqualTo(1);
        assertThat(ofPatient.keyFrameWaitNanos.get()).isBetween(1L, SECONDS);
        assertThat(counted(fickle, room).keyFrameWaitNanos.get()).isLessThan(SECONDS);
    }

    @Test
    void nobodyWaitsForPicturesOfAMutedTrack() {
        MediaRoom room = new MediaRoom(66, SIMULCAST, GOOD);
        MediaRoom.Viewer viewer = room.join(GOOD, Demand.EVERYTHING);
        room.track.setMuted(true, room.network.now());
        room.run(10 * SECONDS);
        room.track.setMuted(false, room.network.now());
        room.run(3 * SECONDS);
        assertThat(viewer.client.decoded()).isNotEmpty();
        assertThat(counted(viewer, room).keyFrameWaitNanos.get()).isLessThan(SECONDS);
    }

    private static MediaCounters counted(MediaRoom.Viewer viewer, MediaRoom room) {
        MediaCounters counters = new MediaCounters();
        viewer.downTrack.measure(counters, counters.source(Way.OUTGOING, true, 1), room.network.now());
        return counters;
    }

    @Test
    void publisherHearsWhatArrivedAndWhatIsWanted() {
        MediaRoom room = new MediaRoom(71, SIMULCAST, GOOD);
        MediaRoom.Viewer viewer = room.join(GOOD, quality(VideoQuality.LOW));
        room.run(2 * SECONDS);
        assertThat(room.publisher.acknowledged()).isGreaterThan(room.upstream.sent() * 95 / 100);
        assertThat(room.demands).containsExactly(VideoQuality.LOW);
        viewer.downTrack.setDemand(Demand.NOTHING, room.network.now());
        room.run(6 * SECONDS);
        assertThat(room.demands).containsExactly(VideoQuality.LOW, VideoQuality.OFF);
        viewer.downlink.remove(viewer.downTrack, room.network.now());
        assertThat(room.track.outlets()).isZero();
    }

    @Test
    void scoresFallWithLossThatIsNotRepairedAndStayHighOtherwise() {
        MediaRoom room = new MediaRoom(81, SIMULCAST, GOOD);
        MediaRoom.Viewer good = room.join(GOOD, Demand.EVERYTHING);
        MediaRoom.Viewer bad = room.joinWithoutRtx(GOOD.withLoss(0.5), Demand.EVERYTHING);
        room.run(21 * SECONDS);
        assertThat(room.track.score()).isGreaterThan(95);
        assertThat(good.downTrack.score()).isGreaterThan(95);
        assertThat(bad.downTrack.score()).isLessThan(80);
        assertThat(good.downTrack.snapshot().roundTripNanos()).isBetween(39 * MILLIS, 42 * MILLIS);
    }
}
