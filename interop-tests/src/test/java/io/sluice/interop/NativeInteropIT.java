package io.sluice.interop;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

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
}
