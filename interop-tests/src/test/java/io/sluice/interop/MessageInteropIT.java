package io.sluice.interop;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("data-channels")
@ExtendWith(StageExtension.class)
class MessageInteropIT {
    @ParameterizedTest
    @EnumSource
    void aMessageReachesTheOthers(Join.Mode mode, Stage stage) {
        Participant ann = stage.browser("ann").joins(Join.with(mode));
        Participant bob = stage.browser("bob").joins(Join.with(mode));

        ann.sends("good morning");

        bob.awaitEvent(
                "data",
                data -> data.path("text").asText().equals("good morning")
                        && data.path("identity").asText().equals("ann"));
    }

    @Test
    void messagesPassBetweenANativeClientAndABrowser(Stage stage) {
        Participant ann = stage.browser("ann").joins();
        Participant nat = stage.nativeClient("nat").joins();

        ann.sends("to the left");
        nat.sends("to the right");

        nat.awaitEvent("data", data -> data.path("text").asText().equals("to the left"));
        ann.awaitEvent("data", data -> data.path("text").asText().equals("to the right"));
    }
}
