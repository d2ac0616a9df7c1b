package io.sluice.interop;

import static io.sluice.interop.Participant.MICROPHONE;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that makes redundant audio of plain sound. */
@ExtendWith(StageExtension.class)
@ServerFlags({"--audio.active_red_encoding", "true"})
class RedundancyInteropIT {
    private static final int ENOUGH = 50;

    @ParameterizedTest
    @EnumSource
    void aBrowserHearsSoundThatIsRepeated(Join.Mode mode, Stage stage) {
        Participant ann = stage.browser("ann").joins();
        Participant bob = stage.browser("bob").joins(Join.with(mode));
        ann.speaksRepeatably(Look.RED);
        bob.awaitTone(ann, Look.RED);
        Await.until(
                "bob receives frames once more",
                () -> bob.received(ann, MICROPHONE),
                got -> got.packets() > ENOUGH && got.repeated() > got.packets());

        ann.mutes(MICROPHONE);
        bob.awaitSilence(ann);
        ann.unmutes(MICROPHONE);
        bob.awaitTone(ann, Look.RED);
    }
}
