package io.sluice.interop;

import static io.sluice.interop.Participant.CAMERA;
import static io.sluice.interop.Participant.MICROPHONE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StageExtension.class)
class EncryptionInteropIT {
    /** More than a second of both, so that a key frame and the first tones are among them. */
    private static final int ENOUGH_PACKETS = 50;

    @Test
    void onlyTheRightKeyOpensAnEncryptedCall(Stage stage) {
        Participant ann = stage.browser("ann").joins(Join.encrypted("open sesame"));
        Participant bob = stage.browser("bob").joins(Join.encrypted("open sesame"));
        Participant eve = stage.browser("eve").joins(Join.encrypted("open barley"));
        ann.publishes(Look.RED);
        bob.publishes(Look.BLUE);

        bob.awaitLook(ann, Look.RED);
        ann.awaitLook(bob, Look.BLUE);
        bob.awaitFrames(ann, 10);

        for (String source : new String[] {CAMERA, MICROPHONE}) {
            Await.until(
                    "eve receives the " + source + " too",
                    () -> eve.received(ann, source),
                    got -> got.packets() > ENOUGH_PACKETS);
        }
        assertThat(Look.RED.isColour(eve.colourOf(ann))).as("eve sees ann").isFalse();
        assertThat(Look.RED.isPitch(eve.pitchOf(ann))).as("eve hears ann").isFalse();
    }

    @Test
    void whatTheServerSendsWhileATrackIsMutedNeedsNoKey(Stage stage) {
        Participant ann = stage.browser("ann").joins(Join.encrypted("open sesame"));
        Participant bob = stage.browser("bob").joins(Join.encrypted("open sesame"));
        ann.publishes(Look.RED);
        bob.awaitLook(ann, Look.RED);

        ann.mutes(CAMERA);
        ann.mutes(MICROPHONE);
        bob.awaitSilence(ann);
        Participant carl = stage.browser("carl").joins(Join.encrypted("open sesame"));
        Await.until(
                "carl receives silence of the muted microphone",
                () -> carl.received(ann, MICROPHONE),
                got -> got.packets() > 0);
        ann.unmutes(CAMERA);
        ann.unmutes(MICROPHONE);

        for (Participant listener : new Participant[] {bob, carl}) {
            listener.awaitFrames(ann, 10);
            listener.awaitLook(ann, Look.RED);
            assertThat(listener.hasNoted("encryptionError")).isFalse();
        }
    }

    @Test
    void layersCanBeSwitchedWithoutReadingEncryptedPictures(Stage stage) {
        Participant ann = stage.browser("ann").joins(Join.encrypted("open sesame"));
        Participant bob = stage.browser("bob").joins(Join.encrypted("open sesame"));
        ann.publishesLayers(Look.RED);
        bob.awaitSteadyWidth(ann, 1280);

        bob.wants("LOW", ann);
        bob.awaitSteadyWidth(ann, 320);
        bob.awaitPicture(ann, Look.RED);
        bob.wants("HIGH", ann);
        bob.awaitSteadyWidth(ann, 1280);
        ann.paints(Look.BLUE);
        bob.awaitPicture(ann, Look.BLUE);
    }
}
