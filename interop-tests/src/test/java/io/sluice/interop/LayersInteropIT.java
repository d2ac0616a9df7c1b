package io.sluice.interop;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(StageExtension.class)
class LayersInteropIT {
    @ParameterizedTest
    @CsvSource({"vp8, false", "h264, false", "h264, true"})
    void aViewerGetsTheLayerItAsksFor(String codec, boolean encrypted, Stage stage) {
        Join how = encrypted ? Join.encrypted("between us") : Join.normally();
        Participant ann = stage.browser("ann").joins(how);
        Participant bob = stage.browser("bob").joins(how);
        ann.publishesLayers(Look.RED, codec);

        bob.goesThroughLayers(ann);

        bob.awaitPicture(ann, Look.RED);
    }

    @ParameterizedTest
    @EnumSource
    void whoSeesLayersCanPublishThemToo(Join.Mode mode, Stage stage) {
        Participant ann = stage.browser("ann").joins(Join.with(mode));
        ann.publishesLayers(Look.RED);
        Participant ben = stage.browser("ben").joins(Join.with(mode));
        ben.awaitPicture(ann, Look.RED);

        ben.publishesLayers(Look.BLUE);

        ann.awaitSteadyWidth(ben, 1280);
        ann.awaitPicture(ben, Look.BLUE);
        ben.awaitSteadyWidth(ann, 1280);
        ben.awaitPicture(ann, Look.RED);
    }

    @Test
    void twoViewersOfOneCameraGetDifferentLayers(Stage stage) {
        Participant ann = stage.browser("ann").joins();
        Participant bob = stage.browser("bob").joins();
        Participant cem = stage.browser("cem").joins();
        ann.publishesLayers(Look.GREEN);
        bob.awaitPicture(ann, Look.GREEN);
        cem.awaitPicture(ann, Look.GREEN);

        bob.wants("LOW", ann);
        cem.wants("MEDIUM", ann);

        bob.awaitSteadyWidth(ann, 320);
        cem.awaitSteadyWidth(ann, 640);
        bob.awaitPicture(ann, Look.GREEN);
        cem.awaitPicture(ann, Look.GREEN);
    }
}
