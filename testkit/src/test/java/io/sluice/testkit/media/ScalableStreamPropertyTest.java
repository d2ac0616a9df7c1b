package io.sluice.testkit.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testkit.media.ScalableSource.Telling;
import io.sluice.testkit.media.ScalableViewer.Got;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random loss, reordering, wishes and encoder decisions; what goes out must keep its promises (docs/algorithms/svc.md §5). */
class ScalableStreamPropertyTest {
    private static final String[] MODES = {"L1T3", "L2T2", "L3T3", "L3T3_KEY", "S3T3"};
    private static final int PICTURES = 900;

    static long[] seeds() {
        long[] seeds = new long[45];
        for (int i = 0; i < seeds.length; i++) {
            seeds[i] = 7000 + i;
        }
        return seeds;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theOutgoingStreamKeepsItsPromises(long seed) {
        Random random = new Random(seed);
        ScalabilityMode mode = ScalabilityMode.of(MODES[(int) (seed % MODES.length)]);
        Telling telling = Telling.values()[(int) (seed / MODES.length % 3)];
        ScalableRoom room = new ScalableRoom(mode, telling, seed);
        ScalableViewer viewer = room.join(random.nextBoolean());
        double loss = random.nextInt(3) * 0.02;
        List<byte[]> late = new ArrayList<>();
        int lostForEver = 0;
        for (int i = 0; i < PICTURES; i++) {
            if (random.nextInt(30) == 0) {
                room.want(viewer, random.nextInt(3), random.nextInt(4) * 8);
            }
            if (random.nextInt(90) == 0) {
                room.source.activate(1 + random.nextInt(mode.spatial()));
            }
            List<byte[]> arriving = new ArrayList<>();
            for (byte[] packet : room.picture()) {
                double draw = random.nextDouble();
                if (draw < loss) {
                    boolean back = random.nextInt(3) > 0;
                    lostForEver += back ? 0 : 1;
                    if (back) {
                        late.add(packet);
                    }
                } else if (draw < loss + 0.02) {
                    late.add(packet);
                } else {
                    arriving.add(packet);
                }
            }
            for (int j = late.size() - 1; j >= 0; j--) {
                if (random.nextInt(3) == 0) {
                    arriving.add(random.nextInt(arriving.size() + 1), late.remove(j));
                }
            }
            arriving.forEach(room::send);
            room.tick();
        }
        assertThat(viewer.packets.size()).isGreaterThan(PICTURES / 3);
        check(viewer, lostForEver + late.size());
    }

    private static void check(ScalableViewer viewer, int neverCame) {
        int before = -1;
        int holes = 0;
        int frameNumber = -1;
        int picture = -1;
        int newestTimestamp = 0;
        for (Map.Entry<Integer, Got> entry : viewer.packets.entrySet()) {
            holes += before < 0 ? 0 : entry.getKey() - before - 1;
            before = entry.getKey();
            Got got = entry.getValue();
            if (got.filler()) {
                continue;
            }
            assertThat(got.picture()).as("picture of %s", got).isGreaterThanOrEqualTo(picture);
            if (got.picture() > picture && picture >= 0) {
                assertThat(got.timestamp() - newestTimestamp).isPositive();
            }
            picture = got.picture();
            newestTimestamp = got.timestamp();
            if (got.frameNumber() >= 0) {
                assertThat(frameNumber < 0 || (short) (got.frameNumber() - frameNumber) >= 0)
                        .as("frame number of %s", got)
                        .isTrue();
                frameNumber = got.frameNumber();
            }
        }
        assertThat(holes).isLessThanOrEqualTo(neverCame);
    }
}
