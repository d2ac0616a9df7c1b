package io.sluice.interop;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every codec a browser sends arrives as a picture that moves, encrypted or not; livekit-client itself does not encrypt AV1. */
@ExtendWith(StageExtension.class)
class CodecInteropIT {
    @ParameterizedTest
    @CsvSource({"h264, false", "vp9, false", "av1, false", "h264, true", "vp9, true"})
    void arrives(String codec, boolean encrypted, Stage stage) {
        Join how = encrypted ? Join.encrypted("between us") : Join.normally();
        Participant ann = stage.browser("ann").joins(how);
        Participant bob = stage.browser("bob").joins(how);

        ann.publishes(Look.RED, codec);

        bob.awaitPicture(ann, Look.RED);
        bob.awaitFrames(ann, 20);
        ann.paints(Look.GREEN);
        bob.awaitPicture(ann, Look.GREEN);
    }
}
