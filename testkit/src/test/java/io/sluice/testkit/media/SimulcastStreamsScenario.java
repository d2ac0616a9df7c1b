package io.sluice.testkit.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testkit.media.ScalableSource.Telling;
import io.sluice.testkit.media.ScalableViewer.Got;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Sizes of a picture in streams of their own, each with temporal layers that the stream tells about, by whatever means. */
class SimulcastStreamsScenario {
    private static final int STREAMS = 3;
    private static final int SETTLED = 90;
    private static final int SLOW = 7;

    static List<Arguments> streams() {
        List<Arguments> all = new ArrayList<>();
        for (Telling telling : Telling.values()) {
            for (String mode : List.of("L1T1", "L1T2", "L1T3")) {
                all.add(Arguments.of(mode, telling));
            }
        }
        return all;
    }

    private static Set<Integer> streamsSince(ScalableViewer viewer, int before) {
        return viewer.inOrder().stream()
                .skip(before)
                .map(got -> got.picture() / ScalableSource.PICTURES)
                .collect(Collectors.toSet());
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("streams")
    void aViewerGetsTheStreamItAsksFor(String name, Telling telling) {
        ScalableRoom room = new ScalableRoom(ScalabilityMode.of(name), telling, STREAMS, 0, 4);
        ScalableViewer viewer = room.join(telling.described());
        room.run(SETTLED);
        for (int wanted : new int[] {2, 0, 1, 2, 1, 0, 2}) {
            room.want(viewer, wanted, 0);
            room.run(SETTLED);
            int before = viewer.packets.size();
            room.run(SETTLED);

            assertThat(streamsSince(viewer, before)).containsExactly(wanted);
            assertThat(viewer.downTrack().snapshot().currentLayer()).isEqualTo(wanted);
        }
        assertWhole(viewer);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("streams")
    void ofEachStreamTheWantedFramesCome(String name, Telling telling) {
        ScalabilityMode mode = ScalabilityMode.of(name);
        ScalableRoom room = new ScalableRoom(mode, telling, STREAMS, 0, 5);
        ScalableViewer viewer = room.join(telling.described());
        room.run(SETTLED);
        for (int wanted = 0; wanted < STREAMS; wanted++) {
            room.want(viewer, wanted, mode.temporal() == 1 ? 0 : SLOW);
            room.run(SETTLED);
            int before = viewer.packets.size();
            room.run(SETTLED);

            assertThat(streamsSince(viewer, before)).containsExactly(wanted);
            assertThat(viewer.inOrder().stream().skip(before).map(Got::temporal))
                    .as("of stream %d", wanted)
                    .allMatch(temporal -> temporal == 0);
        }
        assertWhole(viewer);
    }

    /** What native clients do with VP9: simulcast is agreed on, and the place of its largest stream taken by one with all layers inside. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"L3T3_KEY, VP9", "L3T3, VP9", "L3T1, VP9_DESCRIBED", "L3T3_KEY, AV1", "L2T2, AV1"})
    void theOnlyStreamOfSeveralMayHaveAllLayersInside(String name, Telling telling) {
        ScalabilityMode mode = ScalabilityMode.of(name);
        ScalableRoom room = new ScalableRoom(mode, telling, STREAMS, STREAMS - 1, 6);
        ScalableViewer viewer = room.join(telling.described());
        room.run(SETTLED);
        for (int wanted : new int[] {mode.spatial() - 1, 0, 1, 0, mode.spatial() - 1}) {
            room.want(viewer, wanted, 0);
            room.run(SETTLED);
            int from = room.source.picture();
            room.run(SETTLED);

            assertThat(viewer.frames(from + 1).values())
                    .isNotEmpty()
                    .allMatch(frames -> (31 - Integer.numberOfLeadingZeros(frames)) / 4 == wanted);
        }
        assertWhole(viewer);
    }

    /** Numbers without a gap, markers where pictures end, time that goes on, and nothing without what it refers to. */
    private static void assertWhole(ScalableViewer viewer) {
        ScalableLayersScenario.assertDecodable(viewer);
        ScalableLayersScenario.assertEveryPictureEnds(viewer);
        List<Got> packets = viewer.inOrder();
        for (int i = 0; i + 1 < packets.size(); i++) {
            Got next = packets.get(i + 1);
            boolean ends = next.picture() != packets.get(i).picture();
            int later = next.timestamp() - packets.get(i).timestamp();
            assertThat(later).isGreaterThanOrEqualTo(0);
            assertThat(later != 0).as("a timestamp for each picture").isEqualTo(ends);
        }
    }
}
