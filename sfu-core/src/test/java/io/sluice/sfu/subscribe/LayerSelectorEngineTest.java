package io.sluice.sfu.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerSelectorEngineTest {
    private static final long SECOND = 1_000_000_000L;

    private final LayerSelector selector = new LayerSelector();

    /** Live layers as digits, for example 012. */
    private void live(String layers, long now) {
        int mask = 0;
        for (char layer : layers.toCharArray()) {
            mask |= layer == '-' ? 0 : 1 << (layer - '0');
        }
        selector.setLive(mask, now);
    }

    @ParameterizedTest(name = "wanted {0}, live {1} -> target {2}")
    @CsvSource({
        "-1, 012, -1",
        " 0, 012,  0",
        " 1, 012,  1",
        " 2, 012,  2",
        " 2, 01,   1",
        " 2, 02,   2",
        " 1, 02,   0",
        " 2, 0,    0",
        " 2, -,    2",
        " 0, -,    0",
        " 0, 12,   0",
    })
    void targetIsTheBestLiveLayerNotAboveTheWantedOne(int wanted, String live, int target) {
        selector.want(wanted, 0);
        live(live, 0);
        assertThat(selector.target()).isEqualTo(target);
    }

    @ParameterizedTest(name = "current {0}, wanted {1}, live {2}: key frame on {3} -> {4}")
    @CsvSource({
        "-1, 2, 012, 0, true",
        "-1, 2, 012, 1, true",
        "-1, 2, 012, 2, true",
        "-1, 1, 012, 2, false",
        "-1, 2, 0,   2, true",
        " 0, 2, 012, 1, true",
        " 0, 2, 012, 2, true",
        " 0, 1, 012, 2, false",
        " 1, 2, 012, 0, false",
        " 2, 0, 012, 1, true",
        " 2, 0, 012, 0, true",
        " 1, 0, 012, 2, false",
        " 2, 2, 01,  1, true",
        " 2, 2, 01,  0, false",
        " 1, 1, 012, 0, false",
    })
    void onlyAKeyFrameNearerToTheTargetSwitches(int current, int wanted, String live, int layer, boolean switches) {
        selector.want(2, 0);
        live("012", 0);
        if (current >= 0) {
            selector.switchTo(current);
        }
        selector.want(wanted, 0);
        live(live, 0);
        int expected = switches ? LayerSelector.SWITCH : LayerSelector.DROP;
        assertThat(selector.select(layer, true, true)).isEqualTo(expected);
        assertThat(selector.select(layer, false, true)).isEqualTo(LayerSelector.DROP);
        assertThat(selector.select(layer, true, false)).isEqualTo(LayerSelector.DROP);
    }

    @Test
    void proposedSwitchThatIsNotTakenChangesNothing() {
        selector.want(2, 0);
        live("012", 0);
        selector.switchTo(0);
        assertThat(selector.select(2, true, true)).isEqualTo(LayerSelector.SWITCH);
        assertThat(selector.select(0, false, true)).isEqualTo(LayerSelector.FORWARD);
        assertThat(selector.current()).isZero();
    }

    @Test
    void oldLayerIsDroppedAfterTheSwitch() {
        selector.want(2, 0);
        live("012", 0);
        selector.switchTo(0);
        selector.switchTo(2);
        assertThat(selector.select(0, false, true)).isEqualTo(LayerSelector.DROP);
        assertThat(selector.select(0, true, true)).isEqualTo(LayerSelector.DROP);
        assertThat(selector.select(2, false, false)).isEqualTo(LayerSelector.FORWARD);
    }

    @Test
    void fallsBackWhileTheWantedLayerIsGoneAndReturnsWithIt() {
        selector.want(2, 0);
        live("012", 0);
        selector.switchTo(2);
        assertThat(selector.waitingFor()).isEqualTo(LayerSelector.NONE);
        live("01", 0);
        assertThat(selector.waitingFor()).isEqualTo(1);
        assertThat(selector.select(1, true, true)).isEqualTo(LayerSelector.SWITCH);
        selector.switchTo(1);
        live("012", 0);
        assertThat(selector.waitingFor()).isEqualTo(2);
    }

    @Test
    void aboveTheWantedLayerOnlyAfterAGraceWithNothingElse() {
        selector.want(0, 0);
        live("2", 0);
        assertThat(selector.select(2, true, true)).isEqualTo(LayerSelector.DROP);
        assertThat(selector.deadline()).isEqualTo(SECOND);
        selector.tick(SECOND);
        assertThat(selector.target()).isEqualTo(2);
        assertThat(selector.select(2, true, true)).isEqualTo(LayerSelector.SWITCH);
        selector.switchTo(2);
        live("02", SECOND);
        assertThat(selector.waitingFor()).isZero();
        assertThat(selector.select(0, true, true)).isEqualTo(LayerSelector.SWITCH);
    }

    @Test
    void wantingNothingEndsTheCurrentLayer() {
        selector.want(1, 0);
        live("01", 0);
        selector.switchTo(1);
        selector.want(LayerSelector.NONE, 0);
        assertThat(selector.current()).isEqualTo(LayerSelector.NONE);
        assertThat(selector.waitingFor()).isEqualTo(LayerSelector.NONE);
        assertThat(selector.select(1, true, true)).isEqualTo(LayerSelector.DROP);
        assertThat(selector.deadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void temporalLayersGoDownAtOnce() {
        selector.want(0, 0);
        live("0", 0);
        selector.switchTo(0);
        assertThat(selector.passesTemporal(2, false)).isTrue();
        selector.wantTemporal(0);
        assertThat(selector.passesTemporal(2, false)).isFalse();
        assertThat(selector.passesTemporal(1, true)).isFalse();
        assertThat(selector.passesTemporal(0, false)).isTrue();
    }

    @Test
    void temporalLayersGoUpOneStepAtAFrameThatNeedsOnlyTheBase() {
        selector.want(0, 0);
        live("0", 0);
        selector.wantTemporal(0);
        selector.switchTo(0);
        selector.wantTemporal(2);
        assertThat(selector.passesTemporal(1, false)).isFalse();
        assertThat(selector.passesTemporal(2, true)).isFalse();
        assertThat(selector.passesTemporal(1, true)).isTrue();
        assertThat(selector.passesTemporal(2, false)).isFalse();
        assertThat(selector.passesTemporal(2, true)).isTrue();
        assertThat(selector.passesTemporal(2, false)).isTrue();
        assertThat(selector.passesTemporal(3, true)).isFalse();
    }

    @Test
    void keyFrameOpensAllWantedTemporalLayers() {
        selector.want(0, 0);
        live("0", 0);
        selector.wantTemporal(0);
        selector.switchTo(0);
        selector.wantTemporal(3);
        assertThat(selector.passesTemporal(2, false)).isFalse();
        selector.keyFrame();
        assertThat(selector.passesTemporal(2, false)).isTrue();
    }
}
