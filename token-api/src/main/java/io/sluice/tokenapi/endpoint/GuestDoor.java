package io.sluice.tokenapi.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.channel.Admission;
import io.sluice.tokenapi.channel.Guest;
import io.sluice.tokenapi.channel.GuestLink;
import io.sluice.tokenapi.channel.Identities;
import io.sluice.tokenapi.channel.Ids;
import io.sluice.tokenapi.channel.Meeting;
import io.sluice.tokenapi.channel.RoomNames;
import io.sluice.tokenapi.channel.Times;
import io.sluice.tokenapi.endpoint.Endpoint.Access;
import io.sluice.tokenapi.http.ApiAnswer;
import io.sluice.tokenapi.live.LiveParticipant;
import io.sluice.tokenapi.live.LiveRooms;
import io.sluice.tokenapi.store.Store;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Links that people without an account follow to a meeting, and how they become its guests. */
final class GuestDoor {
    /** What a guest publishes for key exchanges; the server does not look into it. */
    static final List<String> KEYS = List.of("identity_key_public", "signed_pre_key", "pre_keys");

    private static final Duration SESSION = Duration.ofHours(24);
    /** How long a guest whose session is over still hears that it is, and not that there was none. */
    private static final Duration REMEMBERED = Duration.ofDays(7);

    private static final int TOKEN_BYTES = 16;
    private static final int SECRET_BYTES = 32;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_KEYS = 48 * 1024;
    private static final int MOST_USES = 10_000;

    private final Store store;
    private final Places places;
    private final LiveRooms rooms;
    private final SecureRandom random;

    GuestDoor(Store store, Places places, LiveRooms rooms, SecureRandom random) {
        this.store = store;
        this.places = places;
        this.rooms = rooms;
        this.random = random;
    }

    List<Endpoint> endpoints() {
        return List.of(
                new Endpoint(
                        "POST",
                        "/api/meetings/{meetingId}/generate-link",
                        Access.USER,
                        "Failed to generate link",
                        this::generateLink),
                new Endpoint(
                        "POST",
                        "/api/calls/{meetingId}/generate-link",
                        Access.USER,
                        "Failed to generate link",
                        this::generateLink),
                new Endpoint(
                        "GET",
                        "/api/meetings/{meetingId}/livekit-participants",
                        Access.ANYBODY,
                        "Failed to get participants",
                        this::present),
                new Endpoint(
                        "GET",
                        "/api/meetings/external/join/{token}",
                        Access.ANYBODY,
                        "Failed to look up invitation",
                        this::join),
                new Endpoint(
                        "POST",
                        "/api/meetings/external/register",
                        Access.ANYBODY,
                        "Failed to register guest",
                        this::register));
    }

    private ApiAnswer generateLink(Asked asked) {
        Meeting meeting = places.managedMeeting(asked);
        if (!meeting.allowExternal()) {
            throw Refusal.of(403, "External participants are not allowed");
        }
        JsonBody body = asked.optionalBody();
        String label = body.optionalText("label", LONGEST_NAME);
        GuestLink link = new GuestLink(
                Ids.hex(random, TOKEN_BYTES),
                meeting.id(),
                label.isEmpty() ? null : label,
                asked.caller().userId(),
                body.optionalNumber("max_uses", 1, MOST_USES),
                0,
                body.optionalTime("expires_at"),
                true);
        store.guests().addLink(link);
        ObjectNode answer = JsonBody.JSON.createObjectNode();
        answer.set("invitation", shown(link));
        answer.put("invitation_token", link.token()).put("invitation_url", "/join/meeting/" + link.token());
        return ApiAnswer.json(201, answer.toString());
    }

    private ApiAnswer join(Asked asked) {
        GuestLink link = link(asked.id("token"), asked.now());
        Meeting meeting = openMeeting(link, asked.now());
        boolean active = !rooms.participants(RoomNames.ofMeeting(meeting.id())).isEmpty();
        ObjectNode answer = JsonBody.JSON.createObjectNode();
        answer.putObject("meeting")
                .put("meeting_id", meeting.id())
                .put("title", meeting.title())
                .putNull("description")
                .put("start_time", Times.text(meeting.startsAt()))
                .put("end_time", Times.text(meeting.endsAt()))
                .put("created_by", meeting.createdBy())
                .put("has_active_participants", active);
        return ApiAnswer.json(200, answer.toString());
    }

    /** Who is in a meeting, for those who have a link to it: whom to ask for keys. */
    private ApiAnswer present(Asked asked) {
        String token = asked.call().parameter("token");
        if (token == null || token.isEmpty()) {
            throw Refusal.of(400, "Token required");
        }
        GuestLink link = Ids.isValid(token) ? store.guests().findLink(token) : null;
        if (link == null || !link.isActive(asked.now()) || !link.meetingId().equals(asked.id("meetingId"))) {
            throw Refusal.of(403, "Invalid or expired token");
        }
        Meeting meeting = openMeeting(link, asked.now());
        List<LiveParticipant> present = rooms.participants(RoomNames.ofMeeting(meeting.id()));
        ObjectNode answer = JsonBody.JSON.createObjectNode();
        ArrayNode list = answer.putArray("participants");
        for (LiveParticipant each : present) {
            list.addObject()
                    .put("user_id", Identities.userOf(each.identity()))
                    .put("device_id", Identities.deviceOf(each.identity()))
                    .put("display_name", each.name())
                    .put("livekit_identity", each.identity());
        }
        String end = Times.text(meeting.endsAt());
        answer.put("count", present.size())
                .put("room_active", !present.isEmpty())
                .put("meeting_end_time", end)
                .put("end_time", end);
        return ApiAnswer.json(200, answer.toString());
    }

    private ApiAnswer register(Asked asked) {
        JsonBody body = asked.body();
        String token = body.text("invitation_token", 128);
        String name = body.text("display_name", LONGEST_NAME).strip();
        if (name.isEmpty()) {
            throw Refusal.of(400, "display_name required");
        }
        GuestLink link = link(token, asked.now());
        Meeting meeting = openMeeting(link, asked.now());
        String secret = Ids.hex(random, SECRET_BYTES);
        Guest guest = new Guest(
                Ids.hex(random, TOKEN_BYTES),
                meeting.id(),
                link.token(),
                name,
                Guest.hashOf(secret),
                keys(body),
                Admission.REGISTERED,
                null,
                null,
                null,
                asked.now().plus(SESSION).truncatedTo(ChronoUnit.MILLIS));
        store.guests().forgetExpired(asked.now().minus(REMEMBERED));
        if (!store.guests().register(guest, asked.now())) {
            throw Refusal.of(403, "Invitation is not valid any more");
        }
        return ApiAnswer.json(
                201, GuestEndpoints.shown(guest).put("guest_token", secret).toString());
    }

    private GuestLink link(String token, Instant now) {
        GuestLink link = Ids.isValid(token) ? store.guests().findLink(token) : null;
        if (link == null) {
            throw Refusal.of(404, "Invalid invitation token");
        }
        if (!link.isUsable(now)) {
            throw Refusal.of(403, "Invitation is not valid any more");
        }
        return link;
    }

    private Meeting openMeeting(GuestLink link, Instant now) {
        Meeting meeting = places.meeting(link.meetingId());
        Places.checkOpenToGuests(meeting, now);
        return meeting;
    }

    private static String keys(JsonBody body) {
        ObjectNode keys = JsonBody.JSON.createObjectNode();
        for (String name : KEYS) {
            JsonNode key = body.member(name);
            if (key != null) {
                keys.set(name, key);
            }
        }
        String text = keys.toString();
        if (text.length() > LONGEST_KEYS || text.contains("\\u0000")) {
            throw Refusal.of(400, "keys invalid", "The keys must have at most " + LONGEST_KEYS + " characters");
        }
        return text;
    }

    private static ObjectNode shown(GuestLink link) {
        return JsonBody.JSON
                .createObjectNode()
                .put("meeting_id", link.meetingId())
                .put("token", link.token())
                .put("label", link.label())
                .put("created_by", link.createdBy())
                .put("expires_at", Times.text(link.expiresAt()))
                .put("max_uses", link.maxUses())
                .put("use_count", link.uses())
                .put("is_active", link.active());
    }
}
