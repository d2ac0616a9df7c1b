package io.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Calls in channels: people with accounts, keys that their browsers exchange, and owners. */
@Tag("meeting-page")
@ExtendWith(StageExtension.class)
class MeetingChannelInteropIT {
    private static final String CHANNEL = "Everybody";
    private static final int SOME_FRAMES = 20;

    private static MeetingTab member(Stage stage, String name) {
        MeetingTab tab = stage.meetingTab(name).signsIn(CHANNEL);
        tab.awaitCall("joined");
        return tab;
    }

    private static void secured(MeetingTab tab) {
        tab.await("is encrypted", seen -> seen.path("secrecy").asText().equals("Encrypted end to end"));
    }

    @Test
    void membersSeeEachOtherByKeysThatTheirBrowsersExchanged(Stage stage) {
        MeetingTab ada = member(stage, "Ada");
        MeetingTab ben = member(stage, "Ben");
        ada.awaitFrames(ben, SOME_FRAMES);
        ben.awaitFrames(ada, SOME_FRAMES);
        secured(ada);
        secured(ben);

        MeetingTab cleo = member(stage, "Cleo");
        for (MeetingTab each : new MeetingTab[] {ada, ben}) {
            cleo.awaitFrames(each, SOME_FRAMES);
            each.awaitFrames(cleo, SOME_FRAMES);
        }
        ada.opensPanel("people");
        ben.opensPanel("people");
        ada.awaitPerson(
                ben,
                "has the fingerprint that he reads at his page",
                person -> ben.sees()
                        .path("ownFingerprint")
                        .asText()
                        .equals("Your fingerprint: "
                                + person.path("fingerprint").asText()));

        cleo.presses("leave");
        ada.awaitNoTile(cleo);
        ada.awaitFrames(ben, SOME_FRAMES);
        ben.awaitFrames(ada, SOME_FRAMES);
        secured(ada);
        assertThat(ada.faults()).isEmpty();
        assertThat(ada.sees().path("banners")).isEmpty();
        assertThat(ada.complaints())
                .as("besides frames that came before their key")
                .allMatch(complaint -> complaint.asText().contains("missing key"));
    }

    @Test
    void theOwnerMutesAndRemovesOthersAndTheyDoNot(Stage stage) {
        MeetingTab ada = member(stage, "Ada");
        MeetingTab ben = member(stage, "Ben");
        ada.awaitFrames(ben, 1);
        ada.opensPanel("people");
        ben.opensPanel("people");
        ada.awaitPerson(ben, "may be removed", person -> has(person.path("powers"), "remove"));
        ben.awaitPerson(
                ada, "may not be removed", person -> person.path("powers").isEmpty());

        ada.uses("mute", ben);
        ben.awaitTile(ben, "is muted", tile -> MeetingTab.hasMark(tile, "muted"));
        ada.uses("remove", ben);

        ben.awaitCall("left");
        assertThat(ben.sees().path("notice").asText()).isEqualTo("You were removed from the room.");
        ada.awaitNoTile(ben);
    }

    private static boolean has(JsonNode list, String text) {
        return StreamSupport.stream(list.spliterator(), false)
                .anyMatch(each -> each.asText().equals(text));
    }
}
