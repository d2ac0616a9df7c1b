package io.sluice.tokenapi.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.tokenapi.channel.Meeting;
import io.sluice.tokenapi.http.ApiAnswer;
import io.sluice.tokenapi.token.AccessToken;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MeetingAndGuestTest {
    private static final String MEETINGS = "/api/meetings/" + World.MEETING;
    private final World world = World.strict();

    @AfterEach
    void close() {
        world.close();
    }

    private static void refused(ApiAnswer answer, int status, String error) {
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).startsWith("{\"error\":\"" + error + "\"");
        assertThat(answer.status()).isEqualTo(status);
    }

    private ApiAnswer meetingToken(String user, String meeting) {
        return world.ask(user, "POST", "/api/livekit/meeting-token", "{\"meetingId\":\"" + meeting + "\"}");
    }

    private String link(String body) {
        ApiAnswer answer = world.ask("alice", "POST", MEETINGS + "/generate-link", body);
        assertThat(answer.status()).isEqualTo(201);
        JsonNode json = World.json(answer);
        String token = json.path("invitation_token").asText();
        assertThat(token).hasSize(32);
        assertThat(json.path("invitation_url").asText()).isEqualTo("/join/meeting/" + token);
        return token;
    }

    private ApiAnswer register(String link, String name) {
        return world.ask(
                "POST",
                "/api/meetings/external/register",
                "{\"invitation_token\":\"" + link + "\",\"display_name\":\"" + name
                        + "\",\"identity_key_public\":\"AAAA\",\"pre_keys\":[{\"id\":1}]}");
    }

    private ApiAnswer guestToken(String session) {
        return world.ask(
                "POST",
                "/api/livekit/guest-token",
                "{\"meetingId\":\"" + World.MEETING + "\",\"sessionId\":\"" + session + "\"}");
    }

    @Test
    void anInvitedUserJoinsAMeetingWithADevice() {
        JsonNode body = World.json(meetingToken("bob", World.MEETING));
        AccessToken token = world.verified(body.path("token").asText());
        assertThat(token.identity()).isEqualTo("bob:1");
        assertThat(body.path("identity").asText()).isEqualTo("bob:1");
        assertThat(body.path("roomName").asText()).isEqualTo(World.MEETING);
        assertThat(Objects.requireNonNull(token.grants().video()).room()).isEqualTo(World.MEETING);
        assertThat(token.grants().video().roomAdmin()).isFalse();
        assertThat(token.grants().metadata())
                .isEqualTo(
                        "{\"userId\":\"bob\",\"deviceId\":\"1\",\"username\":\"BOB\",\"meetingId\":\"mtg_0123456789ab\","
                                + "\"meetingTitle\":\"Standup\",\"isOwner\":false}");
        assertThat(body.path("metadata"))
                .hasToString("{\"userId\":\"bob\",\"username\":\"BOB\",\"meetingId\":\"mtg_0123456789ab\","
                        + "\"meetingTitle\":\"Standup\",\"isOwner\":false,\"permissions\":{\"canPublish\":true,"
                        + "\"canSubscribe\":true,\"isOwner\":false}}");

        JsonNode owner = World.json(meetingToken("alice", World.MEETING));
        assertThat(owner.path("isOwner").asBoolean()).isTrue();
        assertThat(Objects.requireNonNull(world.verified(owner.path("token").asText())
                                .grants()
                                .video())
                        .roomAdmin())
                .isTrue();
    }

    @Test
    void othersDoNotJoinIt() {
        refused(meetingToken("dave", World.MEETING), 403, "Not authorized for this meeting");
        refused(meetingToken("dave", "mtg_ffffffffffff"), 404, "Meeting not found");
        refused(world.ask("bob", "POST", "/api/livekit/meeting-token", "{}"), 400, "meetingId required");
        refused(world.ask("POST", "/api/livekit/meeting-token", "{}"), 401, "unauthorized");
    }

    @Test
    void aClientWithoutADeviceCanNotJoinAMeeting() {
        world.store
                .meetings()
                .put(new Meeting(World.MEETING, "Standup", "alice", Set.of("dave"), Set.of(), null, null, true));
        refused(meetingToken("dave", World.MEETING), 400, "Device not registered");
    }

    @Test
    void aGuestIsLetInByWhoManagesTheMeetingAndByNobodyElse() {
        JsonNode guest = World.json(register(link("{\"label\":\"for Grace\"}"), "Grace"));
        String session = guest.path("session_id").asText();
        assertThat(session).matches("[0-9a-f]{32}");
        assertThat(guest.path("admitted").isNull()).isTrue();
        assertThat(guest.path("guest_token").asText()).hasSize(64);
        assertThat(guest.path("pre_keys").get(0).path("id").asInt()).isEqualTo(1);
        refused(guestToken(session), 403, "Guest not admitted to meeting");

        String door = MEETINGS + "/external/" + session;
        refused(world.ask("alice", "POST", door + "/admit", "{}"), 409, "Guest is not requesting admission");
        ApiAnswer requested = world.ask("POST", door + "/request-admission", "");
        assertThat(requested.status()).isEqualTo(200);
        assertThat(World.json(requested).path("admitted").asBoolean(true)).isFalse();
        refused(guestToken(session), 403, "Guest not admitted to meeting");

        refused(world.ask("POST", door + "/admit", "{\"admitted_by\":\"alice\"}"), 401, "unauthorized");
        refused(world.ask("bob", "POST", door + "/admit", ""), 403, "Not authorized for this meeting");
        refused(world.ask("bob", "POST", door + "/decline", ""), 403, "Not authorized for this meeting");
        refused(world.ask("bob", "GET", MEETINGS + "/external/waiting", ""), 403, "Not authorized for this meeting");
        refused(world.ask("GET", MEETINGS + "/external/waiting", ""), 401, "unauthorized");

        JsonNode waiting = World.json(world.ask("alice", "GET", MEETINGS + "/external/waiting", ""));
        assertThat(waiting).hasSize(1);
        assertThat(waiting.get(0).path("session_id").asText()).isEqualTo(session);
        assertThat(waiting.get(0).has("guest_token")).isFalse();

        ApiAnswer admitted = world.ask("alice", "POST", door + "/admit", "");
        assertThat(admitted.status()).isEqualTo(200);
        assertThat(World.json(admitted).path("admitted_by").asText()).isEqualTo("alice");
        JsonNode body = World.json(guestToken(session));
        AccessToken token = world.verified(body.path("token").asText());
        assertThat(token.identity()).isEqualTo("guest_" + session);
        assertThat(token.grants().name()).isEqualTo("Grace");
        assertThat(Objects.requireNonNull(token.grants().video()).roomAdmin()).isFalse();
        assertThat(body.path("metadata"))
                .hasToString("{\"sessionId\":\"" + session + "\",\"displayName\":\"Grace\",\"meetingId\":\""
                        + World.MEETING + "\",\"isGuest\":true}");
    }

    @Test
    void aManagerMayAnswerToo() {
        world.store
                .meetings()
                .put(new Meeting(World.MEETING, "Standup", "alice", Set.of(), Set.of("bob"), null, null, true));
        String session =
                World.json(register(link(""), "Grace")).path("session_id").asText();
        String door = MEETINGS + "/external/" + session;
        world.ask("POST", door + "/request-admission", "");
        assertThat(world.ask("bob", "POST", door + "/decline", "").status()).isEqualTo(200);
        refused(guestToken(session), 403, "Guest not admitted to meeting");
        refused(world.ask("bob", "POST", door + "/admit", ""), 409, "Guest is not requesting admission");
    }

    @Test
    void aGuestIsAGuestForADay() {
        String session =
                World.json(register(link(""), "Grace")).path("session_id").asText();
        String door = MEETINGS + "/external/" + session;
        world.ask("POST", door + "/request-admission", "");
        world.ask("alice", "POST", door + "/admit", "");
        world.pass(Duration.ofHours(23));
        assertThat(guestToken(session).status()).isEqualTo(200);
        world.pass(Duration.ofHours(2));
        refused(guestToken(session), 403, "Guest session expired");
    }

    @Test
    void aGuestMayAskAgainAfterFiveSeconds() {
        String session =
                World.json(register(link(""), "Grace")).path("session_id").asText();
        String door = MEETINGS + "/external/" + session + "/request-admission";
        assertThat(world.ask("POST", door, "").status()).isEqualTo(200);
        world.pass(Duration.ofSeconds(2));
        ApiAnswer again = world.ask("POST", door, "");
        assertThat(again.status()).isEqualTo(429);
        assertThat(World.json(again).path("retry_after").asInt()).isEqualTo(3);
        world.pass(Duration.ofSeconds(3));
        assertThat(world.ask("POST", door, "").status()).isEqualTo(200);
    }

    @Test
    void aLinkServesAsManyGuestsAsItSays() {
        String link = link("{\"max_uses\":2}");
        String first = World.json(register(link, "One")).path("session_id").asText();
        String second = World.json(register(link, "Two")).path("session_id").asText();
        assertThat(Objects.requireNonNull(world.store.guests().findLink(link)).uses())
                .isEqualTo(2);
        refused(register(link, "Three"), 403, "Invitation is not valid any more");
        for (String session : new String[] {first, second}) {
            refused(guestToken(session), 403, "Guest not admitted to meeting");
        }
    }

    @Test
    void aLinkEndsAtATimeThatCanBeCounted() {
        for (String end : new String[] {"+999999999-12-31T23:59:59Z", "-999999999-01-01T00:00:00Z"}) {
            refused(
                    world.ask("alice", "POST", MEETINGS + "/generate-link", "{\"expires_at\":\"" + end + "\"}"),
                    400,
                    "expires_at invalid");
        }
    }

    @Test
    void aLinkCanEnd() {
        String link = link("{\"expires_at\":\"2026-03-01T13:00:00Z\"}");
        assertThat(register(link, "One").status()).isEqualTo(201);
        world.pass(Duration.ofHours(1));
        refused(register(link, "Two"), 403, "Invitation is not valid any more");
        assertThat(world.ask("alice", "POST", MEETINGS + "/generate-link", "{\"expires_at\":\"soon\"}")
                        .status())
                .isEqualTo(400);
        refused(world.ask("bob", "POST", MEETINGS + "/generate-link", "{}"), 403, "Not authorized for this meeting");
    }

    @Test
    void aLinkTellsOfItsMeetingAroundItsTime() {
        String link = link("");
        String path = "/api/meetings/external/join/" + link;
        JsonNode meeting = World.json(world.ask("GET", path, "")).path("meeting");
        assertThat(meeting.path("meeting_id").asText()).isEqualTo(World.MEETING);
        assertThat(meeting.path("title").asText()).isEqualTo("Standup");
        assertThat(meeting.path("has_active_participants").asBoolean(true)).isFalse();
        world.store
                .meetings()
                .put(new Meeting(
                        World.MEETING,
                        "Standup",
                        "alice",
                        Set.of(),
                        Set.of(),
                        world.now().plusSeconds(3601),
                        world.now().plusSeconds(7200),
                        true));
        refused(world.ask("GET", path, ""), 403, "Outside time window");
        world.pass(Duration.ofSeconds(1));
        assertThat(world.ask("GET", path, "").status()).isEqualTo(200);
        world.pass(Duration.ofHours(3));
        refused(world.ask("GET", path, ""), 403, "Outside time window");
        refused(world.ask("GET", "/api/meetings/external/join/" + "0".repeat(32), ""), 404, "Invalid invitation token");
    }

    @Test
    void aGuestTokenIsForOneMeetingAndOneSession() {
        refused(world.ask("POST", "/api/livekit/guest-token", "{}"), 400, "meetingId and sessionId required");
        refused(guestToken("0".repeat(32)), 403, "Invalid guest session");
        String session =
                World.json(register(link(""), "Grace")).path("session_id").asText();
        refused(
                world.ask(
                        "POST",
                        "/api/livekit/guest-token",
                        "{\"meetingId\":\"mtg_other\",\"sessionId\":\"" + session + "\"}"),
                403,
                "Invalid guest session");
    }
}
