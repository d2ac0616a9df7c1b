package io.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the meeting page has besides pictures and sound, and whether everybody can use it. */
@Tag("meeting-page")
@ExtendWith(StageExtension.class)
class MeetingToolsInteropIT {
    @Test
    void devicesAreCheckedBeforeTheCallAndUsedInIt(Stage stage) {
        MeetingTab ann = stage.meetingTab("Ann");
        ann.opens(Map.of("room", stage.room, "name", "Ann"));
        ann.checksDevices();
        assertThat(ann.faults()).isEmpty();
        ann.enters(stage.room, "");

        MeetingTab bob = stage.meetingTab("Bob").joins(stage.room, "");
        bob.awaitFrames(ann, 1);
    }

    @Test
    void aRaisedHandIsSeenByAllAndComesFirstInTheList(Stage stage) {
        MeetingTab ann = stage.meetingTab("Ann").joins(stage.room, "");
        MeetingTab bob = stage.meetingTab("Bob").joins(stage.room, "");
        ann.opensPanel("people");
        ann.await("lists both", seen -> seen.path("people").size() == 2);
        assertThat(ann.people().findFirst().orElseThrow().path("name").asText()).isEqualTo("Ann (you)");

        bob.presses("hand");

        ann.awaitTile(bob, "raised a hand", tile -> MeetingTab.hasMark(tile, "hand raised"));
        ann.await("lists Bob first", seen -> raised(seen.path("people").path(0), "Bob"));
        bob.presses("hand");
        ann.awaitTile(bob, "lowered the hand", tile -> !MeetingTab.hasMark(tile, "hand raised"));
        assertThat(ann.faults()).isEmpty();
    }

    private static boolean raised(JsonNode person, String name) {
        return person.path("name").asText().equals(name)
                && StreamSupport.stream(person.path("signs").spliterator(), false)
                        .anyMatch(sign -> sign.asText().equals("hand raised"));
    }

    @Test
    void whoeverIsPinnedIsShownLarge(Stage stage) {
        MeetingTab ann = stage.meetingTab("Ann").joins(stage.room, "");
        MeetingTab bob = stage.meetingTab("Bob").joins(stage.room, "");
        ann.awaitFrames(bob, 1);
        assertThat(ann.sees().path("view").asText()).isEqualTo("grid");

        ann.pressesKey("Alt+g");
        ann.await("shows Bob large", seen -> seen.path("main").asText().startsWith("Bob-"));
        ann.pins(ann);
        ann.await("shows Ann large", seen -> seen.path("main").asText().startsWith("Ann-"));
        assertThat(ann.faults()).isEmpty();
        ann.pressesKey("Alt+g");
        ann.await("shows all alike", seen -> seen.path("view").asText().equals("grid"));
    }

    @Test
    void theNetworkPanelShowsWhatTheBrowserMeasures(Stage stage) {
        MeetingTab ann = stage.meetingTab("Ann").joins(stage.room, "");
        MeetingTab bob = stage.meetingTab("Bob").joins(stage.room, "");
        ann.awaitFrames(bob, 1);

        ann.opensPanel("network");

        ann.await(
                "shows both directions and the path",
                seen -> seen.path("figures").path("Path").asText().startsWith("udp")
                        && seen.path("figures").path("Sending").asText().endsWith("kbit/s")
                        && seen.path("figures").path("Receiving").asText().endsWith("kbit/s"));
        assertThat(ann.faults()).isEmpty();
    }

    @Test
    void messagesAndReactionsReachTheOthers(Stage stage) {
        MeetingTab ann = stage.meetingTab("Ann").joins(stage.room, "");
        MeetingTab bob = stage.meetingTab("Bob").joins(stage.room, "");
        ann.awaitFrames(bob, 1);
        ann.opensPanel("chat");
        ann.writes("Good morning <b>all</b>");

        bob.await("has a new message", seen -> seen.path("unread").asText().equals("1"));
        bob.opensPanel("chat");
        bob.awaitMessage("Ann", "Good morning <b>all</b>");
        bob.await("has read it", seen -> seen.path("unread").asText().isEmpty());
        bob.writes("Good morning");
        ann.awaitMessage("Bob", "Good morning");
        ann.awaitMessage("You", "Good morning <b>all</b>");

        bob.reacts("applause");
        ann.await(
                "tells of the applause", seen -> seen.path("announced").asText().equals("Bob: applause"));
        assertThat(ann.faults()).isEmpty();
    }

    @Test
    void theFirstPageHasNoFaultsForThoseWhoCanNotSeeIt(Stage stage) {
        MeetingTab ann = stage.meetingTab("Ann");
        ann.opens(Map.of());

        assertThat(ann.faults()).isEmpty();
    }
}
