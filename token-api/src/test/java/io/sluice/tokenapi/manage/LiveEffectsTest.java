package io.sluice.tokenapi.manage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.tokenapi.channel.Admission;
import io.sluice.tokenapi.channel.Guest;
import io.sluice.tokenapi.channel.GuestLink;
import io.sluice.tokenapi.store.Guests;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What changes do to people in calls. */
class LiveEffectsTest {
    private static final String ROOM = "channel-c1";
    private static final String MEETING = "mtg_0123456789ab";

    private final Managed managed = new Managed();

    @BeforeEach
    void fill() {
        for (String user : List.of("alice", "bob", "carol")) {
            put("users/" + user, "{\"name\":\"" + user + "\"}");
        }
        put("roles/talker", role("stream.view\",\"stream.send"));
        put("channels/c1", channel("alice", "webrtc"));
        put("channels/c1/members/bob", "{\"roles\":[\"talker\"]}");
        put("channels/c1/members/carol", "{}");
        put("meetings/" + MEETING, "{\"title\":\"T\",\"createdBy\":\"alice\",\"invited\":[\"bob\"]}");
        for (String identity : List.of("alice", "bob", "bob:2", "carol", "robot")) {
            managed.rooms.join(ROOM, identity);
        }
        managed.rooms.join(MEETING, "alice:1");
        managed.rooms.join(MEETING, "bob:1");
        managed.rooms.join(MEETING, "guest_1");
        managed.rooms.deeds.clear();
    }

    @AfterEach
    void close() {
        managed.close();
    }

    @Test
    void aRemovedMemberLeavesOnAllDevices() {
        delete("channels/c1/members/bob");
        assertThat(managed.rooms.deeds)
                .containsExactly("revoke channel-c1 bob", "remove channel-c1 bob", "remove channel-c1 bob:2");
    }

    @Test
    void aMemberWhoLosesThePermissionLeaves() {
        put("channels/c1/members/bob", "{\"roles\":[\"talker\"],\"permissions\":{\"channelWebRtc\":false}}");
        assertThat(managed.rooms.deeds).contains("revoke channel-c1 bob", "remove channel-c1 bob");
    }

    @Test
    void aChangedRoleIsFeltByThoseWhoHoldIt() {
        put("roles/talker", role("stream.view"));
        assertThat(managed.rooms.deeds)
                .contains(
                        "revoke channel-c1 bob",
                        "revoke channel-c1 carol",
                        "permit channel-c1 bob subscribe",
                        "permit channel-c1 carol subscribe")
                .doesNotContain("permit channel-c1 alice subscribe publish");
        assertThat(managed.rooms.participants(ROOM)).hasSize(5);
    }

    @Test
    void whoGainsKeepsTheTokens() {
        put("roles/talker", role("stream.view\",\"stream.send\",\"chat.send"));
        assertThat(managed.rooms.deeds)
                .contains("permit channel-c1 bob subscribe publish")
                .noneMatch(deed -> deed.startsWith("revoke"));
    }

    @Test
    void aDeletedRoleIsFeltByThoseWhoHeldIt() {
        delete("roles/talker");
        assertThat(managed.rooms.participants(ROOM)).extracting("identity").containsExactly("alice", "robot");
    }

    @Test
    void whoWasOnItsWayInIsMetByASecondLook() {
        delete("channels/c1/members/bob");
        managed.rooms.join(ROOM, "bob:3");
        managed.secondLooks.forEach(Runnable::run);
        assertThat(managed.rooms.deeds).endsWith("remove channel-c1 bob:3");
    }

    @Test
    void whoIsAMemberAgainByTheSecondLookStays() {
        delete("channels/c1/members/bob");
        put("channels/c1/members/bob", "{}");
        managed.rooms.join(ROOM, "bob:3");
        managed.secondLooks.forEach(Runnable::run);
        assertThat(managed.rooms.participants(ROOM)).extracting("identity").contains("bob:3");
    }

    @Test
    void aChannelThatIsThereAgainByTheSecondLookGoesOn() {
        delete("channels/c1");
        put("channels/c1", channel("alice", "webrtc"));
        managed.rooms.join(ROOM, "alice");
        managed.secondLooks.forEach(Runnable::run);
        assertThat(managed.rooms.participants(ROOM)).hasSize(1);
    }

    @Test
    void putAgainChangesNothing() {
        put("roles/talker", role("stream.view\",\"stream.send"));
        put("channels/c1", channel("alice", "webrtc"));
        put("channels/c1/members/bob", "{\"roles\":[\"talker\"]}");
        put("meetings/" + MEETING, "{\"title\":\"T\",\"createdBy\":\"alice\",\"invited\":[\"bob\"]}");
        put("users/bob", "{\"name\":\"Bobby\"}");
        assertThat(managed.rooms.deeds).isEmpty();
    }

    @Test
    void aFormerOwnerHasWhatTheRowsGive() {
        put("channels/c1", channel("bob", "webrtc"));
        assertThat(managed.rooms.deeds)
                .contains("remove channel-c1 alice", "permit channel-c1 bob subscribe publish")
                .doesNotContain("revoke channel-c1 bob");
    }

    @Test
    void aTextChannelHasNoCalls() {
        put("channels/c1", "{\"name\":\"n\",\"type\":\"signal\",\"owner\":\"alice\"}");
        assertThat(managed.rooms.participants(ROOM)).extracting("identity").containsExactly("robot");
    }

    @Test
    void aDeletedChannelEndsItsCall() {
        delete("channels/c1");
        assertThat(managed.rooms.deeds).containsExactly("revoke channel-c1", "close channel-c1");
    }

    @Test
    void aDeletedUserLeavesAllCalls() {
        delete("users/bob");
        assertThat(managed.rooms.deeds)
                .containsExactlyInAnyOrder(
                        "revoke channel-c1 bob",
                        "remove channel-c1 bob",
                        "remove channel-c1 bob:2",
                        "revoke mtg_0123456789ab bob",
                        "remove mtg_0123456789ab bob:1");
    }

    @Test
    void whoIsUninvitedLeavesTheMeeting() {
        put("meetings/" + MEETING, "{\"title\":\"T\",\"createdBy\":\"alice\"}");
        assertThat(managed.rooms.deeds).containsExactly("revoke mtg_0123456789ab bob", "remove mtg_0123456789ab bob:1");
        delete("meetings/" + MEETING);
        assertThat(managed.rooms.deeds).endsWith("revoke mtg_0123456789ab", "close mtg_0123456789ab");
    }

    @Test
    void guestsLeaveAMeetingThatIsClosedToThem() {
        String open = "{\"title\":\"T\",\"createdBy\":\"alice\",\"invited\":[\"bob\"],\"allowExternal\":true}";
        put("meetings/" + MEETING, open);
        guest("1");
        guest("2");
        put("meetings/" + MEETING, open);
        assertThat(managed.rooms.deeds).isEmpty();

        put("meetings/" + MEETING, open.replace("true", "false"));
        assertThat(managed.rooms.deeds)
                .containsExactly(
                        "revoke mtg_0123456789ab guest_1",
                        "revoke mtg_0123456789ab guest_2",
                        "remove mtg_0123456789ab guest_1");
        managed.rooms.join(MEETING, "guest_2");
        managed.rooms.join(MEETING, "guest_of_the_application");
        managed.secondLooks.forEach(Runnable::run);
        assertThat(managed.rooms.participants(MEETING))
                .extracting("identity")
                .containsExactly("alice:1", "bob:1", "guest_of_the_application");
    }

    @Test
    void guestsLeaveAMeetingThatIsOverForMoreThanAnHour() {
        String meeting = "{\"title\":\"T\",\"createdBy\":\"alice\",\"allowExternal\":true,\"endsAt\":\"%s\"}";
        put("meetings/" + MEETING, meeting.formatted(Instant.now().minusSeconds(60)));
        guest("1");
        put("meetings/" + MEETING, meeting.formatted(Instant.now().minusSeconds(3_000)));
        assertThat(managed.rooms.deeds).doesNotContain("remove mtg_0123456789ab guest_1");
        put("meetings/" + MEETING, meeting.formatted(Instant.now().minusSeconds(4_000)));
        assertThat(managed.rooms.deeds).contains("remove mtg_0123456789ab guest_1");
    }

    /** Somebody without an account who was let in. */
    private void guest(String session) {
        Guests guests = managed.store.guests();
        guests.addLink(new GuestLink("link" + session, MEETING, null, "alice", null, 0, null, true));
        Instant now = Instant.now();
        guests.register(
                new Guest(
                        session,
                        MEETING,
                        "link" + session,
                        "Grace",
                        "hash",
                        "{}",
                        Admission.REGISTERED,
                        null,
                        null,
                        null,
                        now.plusSeconds(3_600)),
                now);
        guests.request(session, now, now.minusSeconds(5));
        guests.decide(session, Admission.ADMITTED, "alice", now);
    }

    private void put(String path, String body) {
        assertThat(managed.call("PUT", "/api/manage/" + path, body).status())
                .as(path)
                .isIn(200, 201);
    }

    private void delete(String path) {
        assertThat(managed.call("DELETE", "/api/manage/" + path, "").status())
                .as(path)
                .isEqualTo(204);
    }

    private static String role(String permissions) {
        return "{\"name\":\"Talker\",\"scope\":\"channelWebRtc\",\"permissions\":[\"" + permissions + "\"]}";
    }

    private static String channel(String owner, String type) {
        return "{\"name\":\"n\",\"type\":\"" + type + "\",\"owner\":\"" + owner + "\",\"defaultRole\":\"talker\"}";
    }
}
