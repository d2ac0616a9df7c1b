package io.sluice.sfu.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.codec.FrameInfo;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LayerRatesEngineTest {
    private static final int[] TEMPORAL = {0, 2, 1, 2};
    private static final Percentage CLOSE = Percentage.withPercentage(6);

    private final LayerRates rates = new LayerRates();
    private final FrameInfo frame = new FrameInfo();
    private final StreamLayers layers = new StreamLayers();

    /** Two seconds of 40 frames a second, each layer's of 1000 bytes times its number and one. */
    private void run(int spatialLayers) {
        for (int picture = 0; picture <= 80; picture++) {
            for (int layer = 0; layer < spatialLayers; layer++) {
                frame.clear();
                frame.startOfFrame = true;
                frame.temporalId = TEMPORAL[picture % 4];
                frame.spatialId = spatialLayers == 1 ? FrameInfo.NONE : layer;
                rates.packet(frame, 1000 * (layer + 1), layers, 1_000_000_000L + picture * 25_000_000L);
            }
        }
    }

    @Test
    void temporalLayersAddUp() {
        run(1);
        assertThat(rates.bitrate(0, 0)).isCloseTo(80_000, CLOSE);
        assertThat(rates.bitrate(0, 1)).isCloseTo(160_000, CLOSE);
        assertThat(rates.bitrate(0, 2)).isCloseTo(320_000, CLOSE);
        assertThat(rates.bitrate(0, 3)).isEqualTo(rates.bitrate(0, 2));
        assertThat(rates.temporalFor(0, 9)).isZero();
        assertThat(rates.temporalFor(0, 15)).isEqualTo(1);
        assertThat(rates.temporalFor(0, 40)).isEqualTo(2);
        assertThat(rates.temporalFor(0, 100)).isEqualTo(3);
    }

    @Test
    void layersThatAreReferredToCountForThoseAbove() {
        run(3);
        assertThat(rates.bitrate(0, 2)).isCloseTo(320_000, CLOSE);
        assertThat(rates.bitrate(1, 2)).isCloseTo(960_000, CLOSE);
        assertThat(rates.bitrate(2, 2)).isCloseTo(1_920_000, CLOSE);
        assertThat(rates.bitrate(2, 0)).isCloseTo(480_000, CLOSE);
    }

    @Test
    void nothingIsKnownInTheFirstSecond() {
        frame.clear();
        rates.packet(frame, 1000, layers, 1);
        assertThat(rates.bitrate(0, 0)).isZero();
        assertThat(rates.temporalFor(0, 5)).isEqualTo(3);
    }
}
