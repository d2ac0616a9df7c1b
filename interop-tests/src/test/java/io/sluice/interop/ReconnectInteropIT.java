package io.sluice.interop;

import static io.sluice.interop.Participant.CAMERA;
import static io.sluice.interop.Participant.MICROPHONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(StageExtension.class)
class ReconnectInteropIT {
    /** A resume takes two seconds at least; a busy machine alone makes short freezes. */
    private static final double FROZEN_LIMIT = 1;

    @ParameterizedTest
    @EnumSource
    void mediaGoesOnWhileALostSignalConnectionIsResumed(Join.Mode mode, Stage stage) {
        Participant ann = stage.browserOnBadLine("ann").joins(Join.with(mode));
        Participant bob = stage.browser("bob").joins(Join.with(mode));
        talk(ann, bob);
        String sid = ann.sid();
        Received before = bob.received(ann, CAMERA);

        ann.line().cutsSignal();

        ann.awaitEvent("signalReconnecting");
        ann.awaitEvent("reconnected");
        assertThat(ann.sid()).isEqualTo(sid);
        Received after = bob.received(ann, CAMERA);
        assertThat(after.frames()).as("decoded meanwhile").isGreaterThan(before.frames() + 10);
        assertThat(after.frozenSeconds() - before.frozenSeconds())
                .as("seconds frozen")
                .isLessThan(FROZEN_LIMIT);
        assertThat(bob.hasNoted("participantDisconnected")).isFalse();

        // The new signal connection works in both directions.
        ann.mutes(MICROPHONE);
        bob.awaitEvent("trackMuted");
        bob.mutes(MICROPHONE);
        ann.awaitEvent("trackMuted");
        ann.unmutes(MICROPHONE);
        bob.awaitTone(ann, Look.RED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"full-reconnect", "node-failure"})
    void aNewSessionBringsEverythingBack(String scenario, Stage stage) {
        Participant ann = stage.browser("ann").joins();
        Participant bob = stage.browser("bob").joins();
        talk(ann, bob);
        String sid = ann.sid();

        ann.simulates(scenario);

        ann.awaitEvent("reconnected");
        assertThat(ann.sid()).isNotEqualTo(sid);
        ann.awaitLook(bob, Look.BLUE);
        bob.awaitLook(ann, Look.RED);
        bob.awaitFrames(ann, 10);
        ann.awaitFrames(bob, 10);
    }

    @Test
    void mediaThatWasStoppedForFiveSecondsComesBackByItself(Stage stage) {
        Participant ann = stage.browserOnBadLine("ann").joins();
        Participant bob = stage.browser("bob").joins();
        talk(ann, bob);
        String sid = ann.sid();

        ann.line().stopsMedia();
        bob.awaitSilence(ann);
        Await.pause(Duration.ofSeconds(5));
        ann.line().letsMediaThrough();

        bob.awaitFrames(ann, 20);
        ann.awaitFrames(bob, 20);
        ann.awaitLook(bob, Look.BLUE);
        bob.awaitLook(ann, Look.RED);
        assertThat(ann.sid()).isEqualTo(sid);
        assertThat(ann.isConnected()).isTrue();
    }

    private static void talk(Participant ann, Participant bob) {
        ann.publishes(Look.RED);
        bob.publishes(Look.BLUE);
        bob.awaitLook(ann, Look.RED);
        ann.awaitLook(bob, Look.BLUE);
    }
}
