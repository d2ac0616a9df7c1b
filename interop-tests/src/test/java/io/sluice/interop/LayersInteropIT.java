package io.sluice.interop;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StageExtension.class)
class LayersInteropIT {
    @Test
    void aViewerGetsTheLayerItAsksFor(Stage stage) {
        Participant ann = stage.browser("ann").joins();
        Participant bob = stage.browser("bob").joins();
        ann.publishesLayers(Look.RED);

        bob.awaitSteadyWidth(ann, 1280);
        bob.wants("LOW", ann);
        bob.awaitSteadyWidth(ann, 320);
        bob.wants("MEDIUM", ann);
        bob.awaitSteadyWidth(ann, 640);
        bob.wants("HIGH", ann);
        bob.awaitSteadyWidth(ann, 1280);

        bob.awaitPicture(ann, Look.RED);
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
