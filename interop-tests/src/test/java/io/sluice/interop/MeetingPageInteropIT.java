package io.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** People at the meeting page that the server brings with it; Chromium's fake camera and microphone are theirs. */
@Tag("meeting-page")
@ExtendWith(StageExtension.class)
class MeetingPageInteropIT {
    private static final String PASSPHRASE = "open sesame";
    private static final int SOME_FRAMES = 20;

    @Test
    void twoPeopleSeeAndHearEachOtherThroughEndToEndEncryption(Stage stage) {
        MeetingTab ann = stage.meetingTab("Ann").joins(stage.room, PASSPHRASE);
        MeetingTab bob = stage.meetingTab("Bob").joins(stage.room, PASSPHRASE);

        for (MeetingTab tab : new MeetingTab[] {ann, bob}) {
            MeetingTab other = tab == ann ? bob : ann;
            tab.awaitTile(other, "shows a picture", tile -> isShown(tile));
            tab.awaitFrames(other, SOME_FRAMES);
            tab.awaitSound();
            tab.awaitTile(
                    other,
                    "is marked as encrypted, with size and rate of the picture",
                    tile -> MeetingTab.hasMark(tile, "encrypted end to end")
                            && tile.path("figures").asText().contains("×"));
            tab.await("counts two", seen -> seen.path("count").asText().equals("2 participants"));
        }
        for (MeetingTab tab : new MeetingTab[] {ann, bob}) {
            assertThat(tab.sees().path("banners")).isEmpty();
            assertThat(tab.complaints()).isEmpty();
        }
        assertThat(ann.sees().path("address").asText()).contains("name=Ann").doesNotContain("passphrase");
    }

    @Test
    void whoMutesIsMarkedAtTheOthersUntilHeSpeaksAgain(Stage stage) {
        MeetingTab ann = stage.meetingTab("Ann").joins(stage.room, "");
        MeetingTab bob = stage.meetingTab("Bob").joins(stage.room, "");
        bob.awaitTile(ann, "is not muted", tile -> isShown(tile) && !MeetingTab.hasMark(tile, "muted"));

        ann.presses("microphone");
        bob.awaitTile(ann, "is muted", tile -> MeetingTab.hasMark(tile, "muted"));
        ann.awaitTile(ann, "is muted", tile -> MeetingTab.hasMark(tile, "muted"));

        ann.presses("microphone");
        bob.awaitTile(ann, "is not muted", tile -> !MeetingTab.hasMark(tile, "muted"));
    }

    @Test
    void whoSwitchesTheCameraOffIsShownByHisInitialsUntilItIsOnAgain(Stage stage) {
        MeetingTab ann = stage.meetingTab("Ann").joins(stage.room, "");
        MeetingTab bob = stage.meetingTab("Bob").joins(stage.room, "");
        bob.awaitTile(ann, "shows a picture", MeetingPageInteropIT::isShown);

        ann.presses("camera");
        bob.awaitTile(
                ann, "shows no picture", tile -> tile.path("picture").asText().equals("none"));

        ann.presses("camera");
        bob.awaitTile(ann, "shows a picture", MeetingPageInteropIT::isShown);
        bob.awaitFrames(ann, SOME_FRAMES);
    }

    @Test
    void whoLeavesIsGoneFromTheOthersAndBackAtTheForm(Stage stage) {
        MeetingTab ann = stage.meetingTab("Ann").joins(stage.room, "");
        MeetingTab bob = stage.meetingTab("Bob").joins(stage.room, "");
        bob.awaitTile(ann, "is there", MeetingPageInteropIT::isShown);

        ann.presses("leave");

        ann.awaitCall("left");
        JsonNode seen = ann.sees();
        assertThat(seen.path("notice").asText()).isEqualTo("You left.");
        assertThat(seen.path("room").asText()).isEqualTo(stage.room);
        assertThat(seen.path("name").asText()).isEqualTo("Ann");
        bob.awaitNoTile(ann);
        bob.await("counts one", page -> page.path("count").asText().equals("only you are here"));
    }

    @Test
    void whoHasAnotherPassphraseSeesAndHearsNothingAndIsToldWhy(Stage stage) {
        MeetingTab ann = stage.meetingTab("Ann").joins(stage.room, PASSPHRASE);
        MeetingTab bob = stage.meetingTab("Bob").joins(stage.room, PASSPHRASE);
        bob.awaitFrames(ann, 1);

        MeetingTab eve = stage.meetingTab("Eve").joins(stage.room, "open barley");

        eve.awaitBanner("encryption", "another passphrase");
        bob.awaitFrames(ann, SOME_FRAMES);
        bob.awaitSound();
        assertThat(eve.framesOf(ann)).as("pictures of ann at eve's").isZero();
        assertThat(eve.framesOf(bob)).as("pictures of bob at eve's").isZero();
        assertThat(eve.hasHeardSomething()).as("eve hears something").isFalse();
    }

    @Test
    void whoHasNoPassphraseIsToldToJoinWithIt(Stage stage) {
        MeetingTab ann = stage.meetingTab("Ann").joins(stage.room, PASSPHRASE);
        ann.awaitTile(ann, "shows a picture", MeetingPageInteropIT::isShown);

        MeetingTab eve = stage.meetingTab("Eve").joins(stage.room, "");

        eve.awaitBanner("encryption", "join again with the passphrase");
        assertThat(eve.framesOf(ann)).as("pictures of ann at eve's").isZero();
    }

    @Test
    void anAddressWithEverythingInItLeadsStraightIntoTheRoom(Stage stage) {
        MeetingTab ann = stage.meetingTab("Ann");

        ann.opens(Map.of("room", stage.room, "name", "Ann", "passphrase", PASSPHRASE, "autojoin", "1"));

        ann.awaitCall("joined");
        ann.awaitTile(ann, "shows a picture", MeetingPageInteropIT::isShown);
        assertThat(ann.sees().path("address").asText()).doesNotContain("passphrase");
    }

    @Test
    void whoMayNotComeInIsToldWhyAtTheForm(Stage stage) {
        MeetingTab ann = stage.meetingTab("Ann");

        ann.tries("r".repeat(200), "");

        ann.awaitCall("failed");
        assertThat(ann.sees().path("form").asBoolean()).isTrue();
        assertThat(ann.sees().path("notice").asText()).startsWith("The server refused: room and name must have");
    }

    private static boolean isShown(JsonNode tile) {
        return tile.path("picture").asText().equals("shown")
                && tile.path("width").asInt() > 0;
    }
}
