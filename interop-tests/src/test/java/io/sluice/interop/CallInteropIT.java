package io.sluice.interop;

import static io.sluice.interop.Participant.CAMERA;
import static io.sluice.interop.Participant.MICROPHONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(StageExtension.class)
class CallInteropIT {
    @ParameterizedTest
    @EnumSource
    void twoBrowsersSeeAndHearEachOther(Join.Mode mode, Stage stage) {
        Participant ann = stage.browser("ann").joins(Join.with(mode));
        ann.publishes(Look.RED);
        Participant bob = stage.browser("bob").joins(Join.with(mode));
        bob.publishes(Look.BLUE);

        bob.awaitLook(ann, Look.RED);
        ann.awaitLook(bob, Look.BLUE);
        bob.awaitFrames(ann, 10);
        ann.awaitFrames(bob, 10);
    }

    @Test
    void aMutedParticipantIsNeitherSeenNorHeardUntilItIsUnmuted(Stage stage) {
        Participant ann = stage.browser("ann").joins();
        Participant bob = stage.browser("bob").joins();
        ann.publishes(Look.RED);
        bob.awaitLook(ann, Look.RED);

        ann.mutes(CAMERA);
        ann.mutes(MICROPHONE);
        ann.paints(Look.GREEN);

        bob.awaitEvent("trackMuted", muted -> muted.path("source").asText().equals(CAMERA));
        bob.awaitEvent("trackMuted", muted -> muted.path("source").asText().equals(MICROPHONE));
        bob.awaitSilence(ann);
        assertThat(Look.GREEN.isColour(bob.colourOf(ann)))
                .as("what a muted camera shows")
                .isFalse();

        ann.unmutes(CAMERA);
        ann.unmutes(MICROPHONE);

        bob.awaitEvent(
                "trackUnmuted", unmuted -> unmuted.path("source").asText().equals(CAMERA));
        bob.awaitEvent(
                "trackUnmuted", unmuted -> unmuted.path("source").asText().equals(MICROPHONE));
        bob.awaitPicture(ann, Look.GREEN);
        bob.awaitTone(ann, Look.RED);
    }

    @Test
    void anUnpublishedCameraIsGoneAndANewOneIsSeen(Stage stage) {
        Participant ann = stage.browser("ann").joins();
        Participant bob = stage.browser("bob").joins();
        ann.publishes(Look.RED);
        bob.awaitLook(ann, Look.RED);

        ann.unpublishes(CAMERA);
        ann.unpublishes(MICROPHONE);

        Await.until("bob knows of no track", () -> bob.others().path(0).path("tracks"), tracks -> tracks.isEmpty());

        ann.publishes(Look.YELLOW);

        bob.awaitLook(ann, Look.YELLOW);
        bob.awaitFrames(ann, 10);
    }

    @Test
    void aParticipantThatLeavesIsGoneForTheOthers(Stage stage) {
        Participant ann = stage.browser("ann").joins();
        Participant bob = stage.browser("bob").joins();
        ann.publishes(Look.RED);
        bob.awaitPicture(ann, Look.RED);

        ann.leaves();

        bob.awaitEvent(
                "participantDisconnected",
                gone -> gone.path("identity").asText().equals("ann"));
        assertThat(bob.others()).isEmpty();
    }

    /** Its process is killed: no word of farewell, and nothing more on any path. */
    @Test
    void aParticipantThatDiesIsGoneForTheOthersAndCanComeBack(Stage stage) {
        Participant bob = stage.browser("bob").joins();
        Participant ann = stage.nativeClient("ann").joins();
        ann.publishes(Look.RED);
        bob.awaitPicture(ann, Look.RED);

        ann.dies();
        // It might have lost its network only, and is given some time.
        Await.pause(Duration.ofSeconds(10));

        bob.awaitEvent(
                "participantDisconnected",
                gone -> gone.path("identity").asText().equals("ann"));
        assertThat(bob.others()).isEmpty();
        Participant again = stage.nativeClient("ann").joins();
        again.publishes(Look.GREEN);
        bob.awaitPicture(again, Look.GREEN);
    }
}
