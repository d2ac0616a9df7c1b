package io.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** People whose rights end while they are in a call, and one who has no key, at the meeting page. */
@Tag("meeting-page")
@ExtendWith(StageExtension.class)
class MeetingRightsInteropIT {
    private static final int SOME_FRAMES = 20;

    /** A channel of this test alone; the page offers it to the demo accounts as any other. */
    private final String channel = "rights-" + UUID.randomUUID();

    private Management management;

    @BeforeEach
    void openChannel(Stage stage) {
        management = new Management(stage);
        management.channel(channel, "demo-ada");
        management.member(channel, "demo-ben", "demo-participant");
        management.member(channel, "demo-cleo", "demo-participant");
    }

    @AfterEach
    void closeChannel() {
        management.delete("channels/" + channel);
    }

    private MeetingTab member(Stage stage, String name) {
        MeetingTab tab = stage.meetingTab(name).signsIn(channel);
        tab.awaitCall("joined");
        return tab;
    }

    private String identities(Stage stage) {
        JsonNode listed = stage.backend().call("listParticipants", "channel-" + channel);
        return listed.findValuesAsText("identity").toString();
    }

    @Test
    void whoIsNoMemberAnyMoreIsOutWhenTheApplicationHasItsAnswer(Stage stage) {
        MeetingTab ada = member(stage, "Ada");
        MeetingTab ben = member(stage, "Ben");
        MeetingTab cleo = member(stage, "Cleo");
        ada.awaitFrames(cleo, SOME_FRAMES);
        ada.awaitFrames(ben, SOME_FRAMES);

        management.noMember(channel, "demo-cleo");

        assertThat(identities(stage)).doesNotContain("demo-cleo").contains("demo-ada", "demo-ben");
        cleo.awaitCall("left");
        assertThat(cleo.sees().path("notice").asText()).isEqualTo("You were removed from the room.");
        ada.awaitNoTile(cleo);
        ada.awaitFrames(ben, SOME_FRAMES);
        ben.awaitFrames(ada, SOME_FRAMES);
    }

    @Test
    void whoMayOnlyWatchFromNowOnIsToldAndShownNoMore(Stage stage) {
        MeetingTab ada = member(stage, "Ada");
        MeetingTab ben = member(stage, "Ben");
        ada.awaitFrames(ben, SOME_FRAMES);

        management.member(channel, "demo-ben", "demo-viewer");

        ben.awaitBanner("rights", "only watch and listen");
        ada.awaitTile(
                ben, "shows no picture", tile -> tile.path("picture").asText().equals("none"));
        ben.awaitFrames(ada, SOME_FRAMES);
        assertThat(ben.faults()).isEmpty();

        management.member(channel, "demo-ben", "demo-participant");
        ben.awaitNoBanner("rights");
        ben.presses("camera");
        ada.awaitFrames(ben, SOME_FRAMES);
    }

    @Test
    void whoOwnsTheChannelNoMoreCanSendNobodyOut(Stage stage) {
        MeetingTab ada = member(stage, "Ada");
        MeetingTab ben = member(stage, "Ben");
        ada.awaitFrames(ben, 1);
        ada.opensPanel("people");
        ada.awaitPerson(ben, "may be removed", person -> !person.path("powers").isEmpty());

        management.member(channel, "demo-ada", "demo-participant");
        management.channel(channel, "demo-dora");
        ada.uses("remove", ben);

        ada.awaitPerson(
                ben, "may not be removed", person -> person.path("powers").isEmpty());
        ben.awaitFrames(ada, SOME_FRAMES);
        ada.awaitFrames(ben, SOME_FRAMES);
    }

    @Test
    void whoHasNoKeySeesNothingAndAllAreToldWhyAndTheOthersGoOn(Stage stage) {
        MeetingTab ada = member(stage, "Ada");
        MeetingTab ben = member(stage, "Ben");
        ada.awaitFrames(ben, SOME_FRAMES);

        MeetingTab eve = stage.meetingTab("Eve").joins("channel-" + channel, "");

        eve.awaitBanner("encryption", "you have no key");
        for (MeetingTab member : new MeetingTab[] {ada, ben}) {
            member.awaitBanner("keys", "No keys could be exchanged with Eve");
            MeetingTab other = member == ada ? ben : ada;
            member.awaitFrames(other, SOME_FRAMES);
            assertThat(eve.framesOf(member)).as("pictures of " + member.name).isZero();
        }
        assertThat(eve.hasHeardSomething()).as("eve hears something").isFalse();
        assertThat(ada.faults()).isEmpty();
        assertThat(eve.faults()).isEmpty();

        eve.presses("leave");
        ada.awaitNoBanner("keys");
    }

    @Test
    void anotherCameraIsUsedInTheMiddleOfACall(Stage stage) {
        MeetingTab ada = member(stage, "Ada");
        MeetingTab ben = member(stage, "Ben");
        ben.awaitFrames(ada, SOME_FRAMES);
        assertThat(ada.ownCamera()).isNotEmpty();
        ada.opensPanel("devices");
        ada.await("lists cameras", seen -> seen.path("cameras").asInt() > 2);
        assertThat(ada.faults()).isEmpty();
        String before = ada.ownCamera();

        ada.usesOtherCamera();

        Await.until("another camera than " + before, ada::ownCamera, now -> !now.isEmpty() && !now.equals(before));
        ben.awaitFrames(ada, SOME_FRAMES);
    }
}
