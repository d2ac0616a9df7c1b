package io.sluice.interop;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(StageExtension.class)
class NativeInteropIT {
    @Test
    void aNativeClientAndABrowserSeeAndHearEachOther(Stage stage) {
        Participant ann = stage.browser("ann").joins();
        Participant nat = stage.nativeClient("nat").joins();
        ann.publishes(Look.RED);
        nat.publishes(Look.BLUE);

        ann.awaitLook(nat, Look.BLUE);
        nat.awaitLook(ann, Look.RED);
        ann.awaitFrames(nat, 10);
        ann.paints(Look.GREEN);
        nat.awaitPicture(ann, Look.GREEN);
    }

    /** In streams of their own, and for VP9 inside one stream in the place of the largest. */
    @ParameterizedTest
    @ValueSource(strings = {"vp8", "h264", "vp9"})
    void aBrowserGetsTheLayerOfANativeClientThatItAsksFor(String codec, Stage stage) {
        Participant nat = stage.nativeClient("nat").joins();
        Participant ann = stage.browser("ann").joins();
        nat.publishesLayers(Look.BLUE, codec);

        ann.goesThroughLayers(nat);
        ann.awaitPicture(nat, Look.BLUE);
    }
}
