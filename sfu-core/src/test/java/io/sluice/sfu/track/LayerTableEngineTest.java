package io.sluice.sfu.track;

import static io.sluice.sfu.track.VideoQuality.HIGH;
import static io.sluice.sfu.track.VideoQuality.LOW;
import static io.sluice.sfu.track.VideoQuality.MEDIUM;
import static io.sluice.sfu.track.VideoQuality.OFF;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerTableEngineTest {
    private static final LayerInfo Q = new LayerInfo(LOW, 320, 180, 160_000, "q");
    private static final LayerInfo H = new LayerInfo(MEDIUM, 640, 360, 450_000, "h");
    private static final LayerInfo F = new LayerInfo(HIGH, 1280, 720, 1_700_000, "f");

    @Test
    void threeStreamsAreTheThreeQualities() {
        LayerTable table = new LayerTable(List.of(F, Q, H), List.of("q", "h", "f"));
        assertThat(table.streams()).isEqualTo(3);
        for (VideoQuality quality : List.of(LOW, MEDIUM, HIGH)) {
            assertThat(table.spatialFor(quality)).isEqualTo(quality.rank());
            assertThat(table.qualityOf(quality.rank())).isEqualTo(quality);
            assertThat(table.cap(quality)).isEqualTo(quality);
        }
        assertThat(table.spatialFor(OFF)).isEqualTo(-1);
        assertThat(table.cap(OFF)).isEqualTo(OFF);
    }

    @Test
    void twoLayersCapTheDemandAtMedium() {
        LayerTable table = new LayerTable(List.of(Q, H), List.of("q", "h"));
        assertThat(table.spatialFor(HIGH)).isEqualTo(1);
        assertThat(table.cap(HIGH)).isEqualTo(MEDIUM);
    }

    @Test
    void oneLayerAnnouncedAsHighStandsForEverything() {
        LayerTable table = new LayerTable(List.of(F), List.of("q"));
        assertThat(table.spatialFor(LOW)).isZero();
        assertThat(table.cap(LOW)).isEqualTo(HIGH);
        assertThat(table.qualityOf(0)).isEqualTo(HIGH);
    }

    @Test
    void singleStreamWithThreeLayersKeepsQualitiesApart() {
        LayerTable table = new LayerTable(List.of(Q, H, F), List.of());
        assertThat(table.streams()).isEqualTo(1);
        assertThat(table.spatialFor(HIGH)).isZero();
        assertThat(table.cap(MEDIUM)).isEqualTo(MEDIUM);
        assertThat(table.qualityOf(0)).isEqualTo(HIGH);
    }

    @Test
    void ridsInLayersWinOverTheirOrder() {
        LayerTable table = new LayerTable(
                List.of(new LayerInfo(LOW, 0, 0, 0, "big"), new LayerInfo(HIGH, 0, 0, 0, "small")),
                List.of("small", "big"));
        assertThat(table.spatialFor(LOW)).isEqualTo(1);
        assertThat(table.spatialFor(HIGH)).isZero();
    }

    @Test
    void streamsWithoutAnnouncedLayersAreNumberedFromLow() {
        LayerTable table = new LayerTable(List.of(), List.of("a", "b", "c"));
        assertThat(table.spatialFor(MEDIUM)).isEqualTo(1);
        assertThat(table.qualityOf(2)).isEqualTo(HIGH);
        assertThat(new LayerTable(List.of(), List.of()).cap(LOW)).isEqualTo(HIGH);
    }

    @ParameterizedTest(name = "{0} pixels -> {1}")
    @CsvSource({"1, LOW", "180, LOW", "200, LOW", "201, MEDIUM", "400, MEDIUM", "401, HIGH", "5000, HIGH"})
    void smallestLayerThatCoversTheScreenIsChosen(int height, VideoQuality quality) {
        assertThat(new LayerTable(List.of(Q, H, F), List.of("q", "h", "f")).qualityFor(height * 16 / 9, height))
                .isEqualTo(quality);
        List<LayerInfo> sizeless = List.of(
                new LayerInfo(LOW, 0, 0, 0, null),
                new LayerInfo(MEDIUM, 0, 0, 0, null),
                new LayerInfo(HIGH, 0, 0, 0, null));
        assertThat(new LayerTable(sizeless, List.of("q", "h", "f")).qualityFor(height * 16 / 9, height))
                .isEqualTo(quality);
    }

    @Test
    void ofLayersWithTheSameSizeTheHighestIsChosen() {
        LayerInfo slow = new LayerInfo(LOW, 1280, 720, 300_000, "q");
        assertThat(new LayerTable(List.of(slow, F), List.of("q", "f")).qualityFor(178, 100))
                .isEqualTo(HIGH);
    }

    @Test
    void layersInsideOneStreamAreLayersToo() {
        LayerTable table = new LayerTable(
                List.of(
                        new LayerInfo(LOW, 320, 180, 0, null),
                        new LayerInfo(MEDIUM, 640, 360, 0, null),
                        new LayerInfo(HIGH, 1280, 720, 0, null)),
                List.of(),
                3);
        assertThat(table.streams()).isEqualTo(1);
        assertThat(table.spatialLayers()).isEqualTo(3);
        assertThat(table.shared()).isTrue();
        assertThat(table.spatialFor(MEDIUM)).isEqualTo(1);
        assertThat(table.qualityOf(2)).isEqualTo(HIGH);
        assertThat(table.qualityFor(600, 300)).isEqualTo(MEDIUM);
    }

    @Test
    void aStreamMayHaveLayersThatNobodyAnnounced() {
        LayerTable table = new LayerTable(List.of(), List.of(), 2);
        assertThat(table.spatialFor(LOW)).isZero();
        assertThat(table.spatialFor(HIGH)).isEqualTo(1);
        assertThat(new LayerTable(List.of(), List.of("a", "b"), 3).shared()).isFalse();
    }
}
