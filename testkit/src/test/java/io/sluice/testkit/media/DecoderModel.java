package io.sluice.testkit.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testkit.media.ScalableViewer.Got;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Knows what each frame of a {@link ScalableSource} refers to, and finds out whether a viewer could decode what it got. */
final class DecoderModel {
    private DecoderModel() {}

    /**
     * All frames that came whole can be decoded.
     *
     * @param excused frames that never reached the server whole, as picture and layer
     */
    static void check(ScalableViewer viewer, Set<String> excused) {
        Map<String, Integer> counts = new HashMap<>();
        Set<String> have = new HashSet<>(excused);
        int frames = 0;
        for (Got got : viewer.packets.values()) {
            String frame = got.picture() + ":" + got.spatial();
            if (got.filler() || counts.merge(frame, 1, Integer::sum) < got.count()) {
                continue;
            }
            ScalabilityMode mode = viewer.source(got.picture()).mode();
            int keyPicture = viewer.source(got.picture()).keyPictures.floor(got.picture());
            int phase = got.picture() - keyPicture;
            if (mode.refersBelow(got.spatial(), phase == 0)) {
                String below = got.picture() + ":" + (got.spatial() - 1);
                assertThat(have).as("%s needs %s", frame, below).contains(below);
            }
            if (phase > 0) {
                String before = got.picture() - mode.referenceBack(phase) + ":" + got.spatial();
                assertThat(have).as("%s needs %s", frame, before).contains(before);
            }
            have.add(frame);
            frames++;
        }
        assertThat(frames).isPositive();
    }
}
