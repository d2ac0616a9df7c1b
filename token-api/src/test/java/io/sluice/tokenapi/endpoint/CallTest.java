package io.sluice.tokenapi.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.tokenapi.http.ApiAnswer;
import io.sluice.tokenapi.live.LiveParticipant;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that begin at once, and who is in calls. */
class CallTest {
    private final World world = World.strict();

    @AfterEach
    void close() {
        world.close();
    }

    private static void refused(ApiAnswer answer, int status, String error) {
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).startsWith("{\"error\":\"" + error + "\"");
        assertThat(answer.status()).isEqualTo(status);
    }

    private String begin(String user, String body) {
        ApiAnswer answer = world.ask(user, "POST", "/api/calls/instant", body);
        assertThat(answer.status()).isEqualTo(201);
        return World.json(answer).path("meeting_id").asText();
    }

    private ApiAnswer token(String user, String call) {
        return world.ask(user, "POST", "/api/livekit/meeting-token", "{\"meetingId\":\"" + call + "\"}");
    }

    private void present(String room, String identity, boolean video) {
        world.participants.put(room, List.of(new LiveParticipant(identity, identity, world.now(), true, video, false)));
    }

    @Test
    void aUserCallsAnother() {
        String call = begin("alice", "{\"source_user_id\":\"carol\",\"title\":\"Quick question\"}");
        assertThat(call).matches("call_[0-9a-f]{12}");
        assertThat(token("carol", call).status()).isEqualTo(200);
        refused(token("bob", call), 403, "Not authorized for this meeting");

        JsonNode shown = World.json(world.ask("carol", "GET", "/api/calls/" + call, ""));
        assertThat(shown.path("title").asText()).isEqualTo("Quick question");
        assertThat(shown.path("created_by").asText()).isEqualTo("alice");
        assertThat(shown.path("is_instant_call").asBoolean()).isTrue();
        assertThat(shown.path("invited_participants")).hasToString("[\"carol\"]");
        assertThat(shown.path("status").asText()).isEqualTo("now");

        ApiAnswer accepted = world.ask("carol", "POST", "/api/calls/accept", "{\"meeting_id\":\"" + call + "\"}");
        assertThat(accepted.status()).isEqualTo(200);
        refused(
                world.ask("bob", "POST", "/api/calls/decline", "{\"meeting_id\":\"" + call + "\"}"),
                403,
                "Not authorized for this meeting");
        assertThat(world.answers).containsExactly(call + " carol true");
    }

    @Test
    void aMemberCallsThoseOfAChannelWhoMayBeInItsCalls() {
        String call = begin("bob", "{\"source_channel_id\":\"" + World.CHANNEL + "\"}");
        JsonNode shown = World.json(world.ask("bob", "GET", "/api/calls/" + call, ""));
        assertThat(shown.path("invited_participants")).hasToString("[\"alice\"]");
        refused(
                world.ask("dave", "POST", "/api/calls/instant", "{\"source_channel_id\":\"" + World.CHANNEL + "\"}"),
                403,
                "Not a channel member");
        refused(world.ask("bob", "POST", "/api/calls/instant", "{}"), 400, "source_user_id required");
        refused(
                world.ask("bob", "POST", "/api/calls/instant", "{\"source_user_id\":\"nobody\"}"),
                404,
                "User not found");
    }

    @Test
    void whoBeganACallInvitesMoreAndEndsIt() {
        String call = begin("alice", "{\"source_user_id\":\"carol\"}");
        String path = "/api/calls/" + call;
        refused(
                world.ask("carol", "POST", path + "/invite", "{\"user_ids\":[\"bob\"]}"),
                403,
                "Not authorized for this meeting");
        refused(world.ask("alice", "POST", path + "/invite", "{\"user_ids\":[]}"), 400, "user_ids required");
        assertThat(world.ask("alice", "POST", path + "/invite", "{\"user_ids\":[\"bob\"]}")
                        .status())
                .isEqualTo(200);
        assertThat(token("bob", call).status()).isEqualTo(200);
        assertThat(token("carol", call).status()).isEqualTo(200);

        refused(world.ask("carol", "DELETE", path, ""), 403, "Only call creator can end call");
        assertThat(world.ask("alice", "DELETE", path, "").status()).isEqualTo(200);
        assertThat(world.closed).containsExactly(call);
        refused(world.ask("alice", "GET", path, ""), 404, "Call not found");
        refused(world.ask("alice", "GET", "/api/calls/" + World.MEETING, ""), 400, "Not an instant call");
    }

    @Test
    void aCallThatNobodyEndedIsForgottenAfterADayUnlessSomebodyIsInIt() {
        String left = begin("alice", "{\"source_user_id\":\"carol\"}");
        String running = begin("alice", "{\"source_user_id\":\"carol\"}");
        present(running, "alice:1", true);
        world.pass(Duration.ofHours(25));
        begin("alice", "{\"source_user_id\":\"carol\"}");
        refused(world.ask("alice", "GET", "/api/calls/" + left, ""), 404, "Call not found");
        JsonNode shown = World.json(world.ask("alice", "GET", "/api/calls/" + running, ""));
        assertThat(shown.path("status").asText()).isEqualTo("running");
        assertThat(shown.path("participants").get(0).path("device_id").asText()).isEqualTo("1");
    }

    @Test
    void membersSeeWhoIsInAMeetingAndInAChannel() {
        present(World.MEETING, "bob:1", true);
        String path = "/api/meetings/" + World.MEETING + "/participants";
        JsonNode person = World.json(world.ask("alice", "GET", path, ""))
                .path("participants")
                .get(0);
        assertThat(person.path("uuid").asText()).isEqualTo("bob");
        assertThat(person.path("deviceId").asText()).isEqualTo("1");
        assertThat(person.path("role").asText()).isEqualTo("meeting_member");
        assertThat(world.ask("dave", "GET", path, "").status()).isEqualTo(403);

        present("channel-" + World.CHANNEL, "alice", true);
        String channel = "/client/channels/" + World.CHANNEL + "/participants";
        JsonNode body = World.json(world.ask("bob", "GET", channel, ""));
        assertThat(body.path("totalCount").asInt()).isEqualTo(1);
        assertThat(body.at("/participants/0/uuid").asText()).isEqualTo("alice");
        assertThat(body.at("/participants/0/isOwner").asBoolean()).isTrue();
        assertThat(body.at("/participants/0/tracks")).hasToString("{\"audio\":true,\"video\":true,\"screen\":false}");
        assertThat(world.ask("dave", "GET", channel, "").status()).isEqualTo(403);
    }

    @Test
    void whoHasALinkSeesWhomToAskForKeys() {
        String path = "/api/meetings/" + World.MEETING + "/livekit-participants";
        String link = World.json(world.ask("alice", "POST", "/api/meetings/" + World.MEETING + "/generate-link", "{}"))
                .path("invitation_token")
                .asText();
        present(World.MEETING, "bob:1", false);
        JsonNode body = World.json(world.get(path, "token", link));
        assertThat(body.path("count").asInt()).isEqualTo(1);
        assertThat(body.path("room_active").asBoolean()).isTrue();
        assertThat(body.at("/participants/0/livekit_identity").asText()).isEqualTo("bob:1");
        refused(world.get(path, "token", "0".repeat(32)), 403, "Invalid or expired token");
        refused(world.get(path, "other", link), 400, "Token required");
    }
}
