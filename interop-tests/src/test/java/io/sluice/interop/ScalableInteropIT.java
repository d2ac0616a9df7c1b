package io.sluice.interop;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All sizes of a camera in one stream: each viewer gets the one it asks for, encrypted or not. */
@ExtendWith(StageExtension.class)
class ScalableInteropIT {
    @ParameterizedTest
    @CsvSource({
        "vp9, L3T3_KEY, false",
        "vp9, L3T3, false",
        "av1, L3T3_KEY, false",
        "av1, L3T3, false",
        "vp9, L3T3_KEY, true"
    })
    void aViewerGetsTheLayerItAsksFor(String codec, String mode, boolean encrypted, Stage stage) {
        Join how = encrypted ? Join.encrypted("between us") : Join.normally();
        Participant ann = stage.browser("ann").joins(how);
        Participant bob = stage.browser("bob").joins(how);
        ann.publishesInside(Look.RED, codec, mode);

        bob.goesThroughLayers(ann);

        bob.awaitPicture(ann, Look.RED);
        ann.paints(Look.GREEN);
        bob.awaitPicture(ann, Look.GREEN);
    }
}
