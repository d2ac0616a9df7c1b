package io.sluice.rtp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.Bytes;
import org.junit.jupiter.api.Test;

class FrameTrackerEngineTest {
    private static final String SETS = "78 0002 6742 0002 68ce";
    private static final String IDR = "65 88";
    private static final String SLICE = "41 9a";

    private final FrameTracker tracker = new FrameTracker();
    private final FrameInfo info = new FrameInfo();

    private FrameInfo track(long sequence, int timestamp, boolean marker, String digits) {
        byte[] bytes = Bytes.hex(digits);
        assertThat(PayloadClassifier.classify(Codec.H264, bytes, 0, bytes.length, marker, info))
                .isTrue();
        tracker.track(Codec.H264, sequence, timestamp, info);
        return info;
    }

    @Test
    void onlyTheFirstSliceOfAPictureStartsIt() {
        assertThat(track(1, 0, false, IDR).startOfFrame).isTrue();
        assertThat(track(2, 0, false, IDR).startOfFrame).as("second slice").isFalse();
        assertThat(track(3, 0, true, IDR).startOfFrame).isFalse();
        assertThat(track(4, 3_000, true, SLICE).startOfFrame).isTrue();
    }

    @Test
    void aNewTimestampStartsAPictureEvenWithoutAMarkerBefore() {
        track(1, 0, false, IDR);
        assertThat(track(2, 3_000, false, SLICE).startOfFrame).isTrue();
    }

    @Test
    void behindAGapOnlyParameterSetsProveAStart() {
        track(1, 0, true, IDR);
        assertThat(track(3, 3_000, false, SLICE).startOfFrame).isFalse();
        assertThat(track(9, 6_000, false, SETS).startOfFrame).isTrue();
        assertThat(track(11, 6_000, false, SETS).startOfFrame)
                .as("same picture")
                .isFalse();
    }

    @Test
    void aLatePacketStartsNothingUnlessItHasParameterSets() {
        track(5, 3_000, true, IDR);
        assertThat(track(4, 0, false, SLICE).startOfFrame).isFalse();
        assertThat(track(3, 0, false, SETS).startOfFrame).isTrue();
        assertThat(track(6, 6_000, true, SLICE).startOfFrame)
                .as("the place in the stream stays")
                .isTrue();
    }

    @Test
    void parameterSetsAnnounceAKeyFrameUntilTheyProveNotTo() {
        assertThat(track(1, 0, false, SETS).keyFrame).isTrue();
        assertThat(track(2, 0, true, IDR).keyFrame).isTrue();
        assertThat(track(3, 3_000, false, SETS).keyFrame).isTrue();
        assertThat(track(4, 3_000, true, SLICE).keyFrame).isFalse();

        assertThat(track(5, 6_000, false, SETS).keyFrame)
                .as("this encoder repeats them")
                .isFalse();
        assertThat(track(6, 6_000, true, IDR).keyFrame)
                .as("the slice proves it")
                .isTrue();
    }

    @Test
    void codecsThatTellThemselvesAreLeftAlone() {
        info.clear();
        info.startOfFrame = true;
        info.keyFrame = true;
        tracker.track(Codec.VP8, 5, 0, info);
        tracker.track(Codec.VP8, 4, 0, info);
        assertThat(info.startOfFrame).isTrue();
        assertThat(info.keyFrame).isTrue();
    }
}
