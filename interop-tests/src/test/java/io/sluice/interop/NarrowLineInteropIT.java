package io.sluice.interop;

import static io.sluice.interop.Participant.CAMERA;
import static io.sluice.interop.Participant.MICROPHONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Receivers whose lines carry less than what is sent in the room. */
@ExtendWith(StageExtension.class)
class NarrowLineInteropIT {
    private static final int TOP = 1280;

    @Test
    void aNarrowLineGetsASmallerPictureAndTheLargeOneWhenItIsWideAgain(Stage stage) {
        Participant ann = stage.browser("ann").joins();
        ann.publishesBusyLayers(Look.RED);
        Participant bob = stage.browserOnBadLine("bob").joins();
        bob.awaitSteadyWidth(ann, TOP);

        bob.line().letsThroughDownwards(400_000);
        Await.until("a smaller picture", () -> bob.received(ann, CAMERA), now -> now.width() > 0 && now.width() < TOP);
        bob.awaitFrames(ann, 60);

        bob.line().letsThroughDownwards(0);
        bob.awaitSteadyWidth(ann, TOP);
    }

    @Test
    void soundComesThroughWhereNoPictureDoes(Stage stage) {
        Participant ann = stage.browser("ann").joins();
        ann.publishesBusyLayers(Look.RED);
        ann.speaks(Look.RED);
        Participant bob = stage.browserOnBadLine("bob");
        bob.line().letsThroughDownwards(150_000);
        bob.joins();
        bob.awaitTone(ann, Look.RED);

        Await.pause(Duration.ofSeconds(5));
        Received before = bob.received(ann, MICROPHONE);
        Await.pause(Duration.ofSeconds(10));
        Received after = bob.received(ann, MICROPHONE);

        assertThat(after.packets() - before.packets()).isGreaterThan(400);
        assertThat(after.lost() - before.lost()).isLessThan((after.packets() - before.packets()) / 20);
    }
}
