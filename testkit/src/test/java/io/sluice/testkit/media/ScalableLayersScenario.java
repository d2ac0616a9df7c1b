package io.sluice.testkit.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testkit.media.ScalableSource.Telling;
import io.sluice.testkit.media.ScalableViewer.Got;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which frames of a scalable stream reach someone who wants certain layers, for all modes, and how they change over. */
class ScalableLayersScenario {
    private static final int[] PACES = {7, 15, 0};
    private static final int SETTLED = 90;

    private static List<String> modes() {
        List<String> modes = new ArrayList<>();
        for (int temporal = 1; temporal <= 3; temporal++) {
            modes.add("L1T" + temporal);
            for (int spatial = 2; spatial <= 3; spatial++) {
                modes.add("L" + spatial + "T" + temporal);
                modes.add("L" + spatial + "T" + temporal + "_KEY");
                modes.add("S" + spatial + "T" + temporal);
            }
        }
        return modes;
    }

    private static List<Telling> tellings(ScalabilityMode mode) {
        List<Telling> all = new ArrayList<>(List.of(Telling.values()));
        if (mode.spatial() > 1) {
            all.remove(Telling.H265);
        }
        return all;
    }

    static List<Arguments> wishes() {
        List<Arguments> all = new ArrayList<>();
        for (String mode : modes()) {
            ScalabilityMode layers = ScalabilityMode.of(mode);
            for (Telling telling : tellings(layers)) {
                for (int spatial = 0; spatial < layers.spatial(); spatial++) {
                    for (int temporal = 0; temporal < layers.temporal(); temporal++) {
                        all.add(Arguments.of(mode, telling, spatial, temporal));
                    }
                }
            }
        }
        return all;
    }

    static List<Arguments> streams() {
        List<Arguments> all = new ArrayList<>();
        for (String mode : modes()) {
            for (Telling telling : tellings(ScalabilityMode.of(mode))) {
                all.add(Arguments.of(mode, telling));
            }
        }
        return all;
    }

    private static int pace(ScalabilityMode mode, int temporal) {
        return temporal == mode.temporal() - 1 ? 0 : mode.temporal() == 2 ? PACES[1] : PACES[temporal];
    }

    /** What must come of a picture in which no key frame is: a bit for each frame. */
    private static int expected(ScalabilityMode mode, int spatial, int temporal, int pictureTemporal) {
        int frames = 0;
        for (int layer = 0; layer < mode.spatial(); layer++) {
            if (pictureTemporal <= temporal && mode.needs(spatial, layer, false)) {
                frames |= 1 << 4 * layer + pictureTemporal;
            }
        }
        return frames;
    }

    @ParameterizedTest(name = "{0} {1}: wants {2}, {3}")
    @MethodSource("wishes")
    void exactlyTheWantedLayersCome(String name, Telling telling, int spatial, int temporal) {
        ScalabilityMode mode = ScalabilityMode.of(name);
        ScalableRoom room = new ScalableRoom(mode, telling, 1);
        ScalableViewer viewer = room.join(telling.described());
        room.run(SETTLED);
        room.want(viewer, spatial, pace(mode, temporal));
        room.run(SETTLED);
        int from = room.source.picture();
        room.run(mode.period() * 4);

        Map<Integer, Integer> frames = viewer.frames(from);
        List<Integer> wanted = new ArrayList<>();
        List<Integer> came = new ArrayList<>();
        for (int place = 0; place < mode.period() * 3; place++) {
            came.add(frames.getOrDefault(from + place, 0));
        }
        int start = 0;
        List<List<Integer>> rotations = new ArrayList<>();
        for (; start < mode.period(); start++) {
            wanted = new ArrayList<>();
            for (int place = 0; place < mode.period() * 3; place++) {
                wanted.add(expected(mode, spatial, temporal, mode.temporalAt(start + place)));
            }
            rotations.add(wanted);
        }
        assertThat(rotations).contains(came);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("streams")
    void aViewerGoesThroughAllLayersWithoutABreak(String name, Telling telling) {
        ScalabilityMode mode = ScalabilityMode.of(name);
        ScalableRoom room = new ScalableRoom(mode, telling, 2);
        ScalableViewer viewer = room.join(telling.described());
        room.run(SETTLED);
        int keyPictures = room.source.keyPictures.size();
        for (int spatial : new int[] {0, 1, 2, 0, 2, 1, 0}) {
            room.want(viewer, Math.min(spatial, mode.spatial() - 1), 0);
            room.run(SETTLED);
        }
        assertUnbroken(viewer);
        assertEveryPictureEnds(viewer);
        if (mode.spatial() == 1) {
            assertThat(room.source.keyPictures).hasSize(keyPictures);
        }
        if (mode.linkage() == ScalabilityMode.Linkage.ALWAYS && mode.spatial() == 3) {
            assertThat(room.source.keyPictures.size() - keyPictures)
                    .as("only the three ways up need a key picture, where the second is not there on the way")
                    .isEqualTo(3);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("streams")
    void whatThePublisherGivesUpIsNotMissed(String name, Telling telling) {
        ScalabilityMode mode = ScalabilityMode.of(name);
        ScalableRoom room = new ScalableRoom(mode, telling, 3);
        ScalableViewer viewer = room.join(telling.described());
        room.run(SETTLED);
        room.source.activate(1);
        room.run(SETTLED);
        int from = room.source.picture();
        room.run(8);
        assertThat(viewer.frames(from)).hasSizeGreaterThanOrEqualTo(8);
        room.source.activate(mode.spatial());
        room.run(SETTLED);
        int again = room.source.picture();
        room.run(8);
        int top = mode.spatial() - 1;
        assertThat(viewer.frames(again).values()).allMatch(frames -> frames >>> 4 * top != 0);
        assertUnbroken(viewer);
        assertEveryPictureEnds(viewer);
    }

    /** What {@link #assertDecodable} asks for, picture after picture. */
    static void assertUnbroken(ScalableViewer viewer) {
        int picture = -1;
        for (Got got : viewer.inOrder()) {
            assertThat(got.picture()).isGreaterThanOrEqualTo(picture);
            picture = got.picture();
        }
        assertDecodable(viewer);
    }

    /** Consecutive numbers, and in each picture the frames from the lowest needed to the highest shown. */
    static void assertDecodable(ScalableViewer viewer) {
        int before = -1;
        int frameNumber = -1;
        for (Map.Entry<Integer, Got> entry : viewer.packets.entrySet()) {
            assertThat(before < 0 || entry.getKey() == before + 1).isTrue();
            before = entry.getKey();
            Got got = entry.getValue();
            if (got.frameNumber() >= 0) {
                int step = frameNumber < 0 ? 1 : (short) (got.frameNumber() - frameNumber);
                assertThat(step).isBetween(0, 40);
                frameNumber = got.frameNumber();
            }
        }
        DecoderModel.check(viewer, Set.of());
    }

    /** The marker is on the last packet of each picture and nowhere else. */
    static void assertEveryPictureEnds(ScalableViewer viewer) {
        List<Got> packets = viewer.inOrder();
        for (int i = 0; i + 1 < packets.size(); i++) {
            boolean last = packets.get(i + 1).picture() != packets.get(i).picture();
            assertThat(packets.get(i).marker())
                    .as("marker of %s", packets.get(i))
                    .isEqualTo(last);
        }
    }
}
