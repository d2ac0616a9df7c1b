package io.sluice.interop;

import static io.sluice.interop.Participant.CAMERA;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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

    @ParameterizedTest
    @EnumSource(Join.Mode.class)
    void whoCannotDecodeTheFirstCodecSeesTheSecond(Join.Mode mode, Stage stage) {
        Participant ann = stage.browser("ann").joins(Join.heedingDemand());
        Participant bob = stage.browser("bob").joins();
        ann.publishesWithBackup(Look.RED);
        bob.awaitPicture(ann, Look.RED);
        assertThat(bob.received(ann, CAMERA).codec()).isEqualTo("video/VP9");

        Participant eve = stage.browser("eve").joins(Join.without(mode, "VP9"));

        for (Participant viewer : new Participant[] {eve, bob}) {
            Await.until(
                    "sees VP8",
                    () -> viewer.received(ann, CAMERA),
                    got -> "video/VP8".equals(got.codec()) && got.frames() > 0);
            viewer.awaitFrames(ann, 20);
            viewer.awaitPicture(ann, Look.RED);
        }
    }
}
