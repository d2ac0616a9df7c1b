package io.sluice.sfu.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is given up first, and who gets what is left. */
class AllocatorTest {
    private static final long[] COSTS = {150_000, 500_000, 1_700_000};

    /** Three sizes with three frame rates each, of which the lower have half and three quarters of the bits. */
    private static Ladder ladder(int priority, boolean screen) {
        Ladder ladder = new Ladder();
        ladder.begin(Utility.weight(priority, screen));
        for (int spatial = 0; spatial < 3; spatial++) {
            long pixels = (320L * 180) << 2 * spatial;
            for (int temporal = 0; temporal < 3; temporal++) {
                ladder.add(
                        spatial,
                        temporal,
                        COSTS[spatial] * (2 + temporal) / 4,
                        Utility.of(pixels, 1.0 / (1 << 2 - temporal), screen));
            }
        }
        ladder.finish();
        return ladder;
    }

    @ParameterizedTest
    @CsvSource({
        "2000, 2, 2",
        "1600, 2, 1",
        "900, 1, 2",
        "600, 1, 2",
        "400, 1, 1",
        "160, 0, 2",
        "120, 0, 1",
        "80, 0, 0",
        "70, -1, 0"
    })
    void framesAreGivenUpBeforeSize(int kilobits, int spatial, int temporal) {
        Ladder camera = ladder(0, false);
        Allocator.allocate(List.of(camera), kilobits * 1_000L, true);

        assertThat(camera.spatial(camera.chosen())).isEqualTo(spatial);
        assertThat(camera.temporal(camera.chosen())).isEqualTo(temporal);
    }

    @Test
    void aPictureForAllIsWorthMoreThanAGoodOneForOne() {
        List<Ladder> cameras = List.of(ladder(0, false), ladder(0, false), ladder(0, false), ladder(0, false));
        Allocator.allocate(cameras, 700_000, true);

        assertThat(cameras).allMatch(camera -> camera.chosen() >= 0);
    }

    @Test
    void equalTracksAreTreatedAlike() {
        List<Ladder> cameras = List.of(ladder(0, false), ladder(0, false));
        Allocator.allocate(cameras, 1_100_000, true);

        assertThat(cameras).allMatch(camera -> camera.spatial(camera.chosen()) == 1);
    }

    @Test
    void aScreenGetsItsSizeFirstAndFramesLater() {
        Ladder screen = ladder(0, true);
        List<Ladder> both = List.of(screen, ladder(0, false));
        Allocator.allocate(both, 1_300_000, true);

        assertThat(screen.spatial(screen.chosen())).isEqualTo(2);
        assertThat(screen.temporal(screen.chosen())).isZero();
        assertThat(both.get(1).chosen()).isNotNegative();
    }

    @Test
    void whatTheClientCallsMostImportantIsServedFirst() {
        Ladder important = ladder(1, false);
        Ladder other = ladder(0, false);
        Allocator.allocate(List.of(other, important), 2_300_000, true);

        assertThat(important.spatial(important.chosen())).isGreaterThan(other.spatial(other.chosen()));
    }
}
