package io.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who only listens is known to the others as fast as who publishes. */
@ExtendWith(StageExtension.class)
class PresenceInteropIT {
    private static final long SOON_MS = 200;

    /** The best of a few tries is the server's time; the others are the busy machine's. */
    private static final int TRIES = 3;

    @Test
    void aParticipantWithoutTracksIsKnownToTheOthersAtOnce(Stage stage) {
        Participant watcher = stage.browser("watcher").joins();
        List<Long> coming = new ArrayList<>();
        List<Long> changing = new ArrayList<>();
        List<Long> leaving = new ArrayList<>();

        for (int i = 0; i < TRIES; i++) {
            Participant guest = stage.browser("guest-" + i).joins();
            coming.add(seen(watcher, "participantConnected", guest) - at(guest.awaitEvent("signalConnected")));

            long asked = guest.setsAttribute("hand", "raised");
            changing.add(seen(watcher, "attributesChanged", guest) - asked);

            guest.leaves();
            leaving.add(seen(watcher, "participantDisconnected", guest) - at(guest.awaitEvent("leaving")));
        }

        assertThat(coming).as("ms until its coming is seen").anyMatch(ms -> ms <= SOON_MS);
        assertThat(changing).as("ms until its attribute is seen").anyMatch(ms -> ms <= SOON_MS);
        assertThat(leaving).as("ms until its leaving is seen").anyMatch(ms -> ms <= SOON_MS);
    }

    private static long seen(Participant watcher, String event, Participant guest) {
        return at(watcher.awaitEvent(
                event, found -> found.path("identity").asText().equals(guest.identity)));
    }

    private static long at(JsonNode event) {
        return event.path("at").asLong();
    }
}
