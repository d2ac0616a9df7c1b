package io.sluice.tokenapi.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.channel.Admission;
import io.sluice.tokenapi.channel.Guest;
import io.sluice.tokenapi.channel.Meeting;
import io.sluice.tokenapi.channel.Times;
import io.sluice.tokenapi.endpoint.Endpoint.Access;
import io.sluice.tokenapi.http.ApiAnswer;
import io.sluice.tokenapi.store.Guests;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How guests ask to be let into a meeting, and how those who manage it answer. */
final class GuestEndpoints {
    private static final Duration BETWEEN_REQUESTS = Duration.ofSeconds(5);

    private final Guests guests;
    private final Places places;
    private final GuestEvents events;

    GuestEndpoints(Guests guests, Places places, GuestEvents events) {
        this.guests = guests;
        this.places = places;
        this.events = events;
    }

    List<Endpoint> endpoints() {
        String guest = "/api/meetings/{meetingId}/external/{sessionId}";
        return List.of(
                new Endpoint(
                        "POST",
                        guest + "/request-admission",
                        Access.ANYBODY,
                        "Failed to request admission",
                        this::request),
                new Endpoint(
                        "GET",
                        "/api/meetings/{meetingId}/external/waiting",
                        Access.USER,
                        "Failed to get waiting guests",
                        this::waiting),
                new Endpoint("POST", guest + "/admit", Access.USER, "Failed to admit guest", this::admit),
                new Endpoint("POST", guest + "/decline", Access.USER, "Failed to decline guest", this::decline));
    }

    private ApiAnswer request(Asked asked) {
        Guest guest = guest(asked);
        if (guest.isExpired(asked.now())) {
            throw Refusal.of(403, "Guest session expired");
        }
        if (guest.admission() == Admission.ADMITTED) {
            return ApiAnswer.json(200, shown(guest).toString());
        }
        Instant notSince = asked.now().minus(BETWEEN_REQUESTS);
        if (!guests.request(guest.sessionId(), asked.now(), notSince)) {
            throw tooSoon(guest, asked.now());
        }
        Guest waiting = guest(asked);
        events.requested(waiting);
        return ApiAnswer.json(200, shown(waiting).toString());
    }

    private static Refusal tooSoon(Guest guest, Instant now) {
        Instant last = guest.requestedAt() == null ? now : guest.requestedAt();
        long millis = Duration.between(now, last.plus(BETWEEN_REQUESTS)).toMillis();
        long seconds = Math.clamp(Math.ceilDiv(millis, 1000L), 1, BETWEEN_REQUESTS.toSeconds());
        ObjectNode body = JsonBody.JSON
                .createObjectNode()
                .put("error", "Too many requests")
                .put("retry_after", seconds);
        return new Refusal(ApiAnswer.json(429, body.toString()).with("retry-after", Long.toString(seconds)));
    }

    private ApiAnswer waiting(Asked asked) {
        Meeting meeting = places.managedMeeting(asked);
        ArrayNode list = JsonBody.JSON.createArrayNode();
        guests.waiting(meeting.id(), asked.now()).forEach(guest -> list.add(shown(guest)));
        return ApiAnswer.json(200, list.toString());
    }

    private ApiAnswer admit(Asked asked) {
        return decide(asked, Admission.ADMITTED);
    }

    private ApiAnswer decline(Asked asked) {
        return decide(asked, Admission.DECLINED);
    }

    private ApiAnswer decide(Asked asked, Admission answer) {
        places.managedMeeting(asked);
        Guest guest = guest(asked);
        if (!guests.decide(guest.sessionId(), answer, asked.caller().userId(), asked.now())) {
            throw Refusal.of(409, "Guest is not requesting admission");
        }
        Guest decided = guest(asked);
        events.decided(decided);
        return ApiAnswer.json(200, shown(decided).toString());
    }

    private Guest guest(Asked asked) {
        Guest guest = guests.find(JsonBody.checkedId("sessionId", asked.id("sessionId")));
        if (guest == null || !guest.meetingId().equals(asked.id("meetingId"))) {
            throw Refusal.of(404, "Guest session not found");
        }
        return guest;
    }

    /** What a session looks like from outside; what the guest published for key exchanges is beside the rest, as it was sent. */
    static ObjectNode shown(Guest guest) {
        ObjectNode shown = JsonBody.JSON
                .createObjectNode()
                .put("session_id", guest.sessionId())
                .put("meeting_id", guest.meetingId())
                .put("display_name", guest.displayName())
                .put("admitted", guest.admission().asFlag());
        boolean admitted = guest.admission() == Admission.ADMITTED;
        shown.put("admitted_by", admitted ? guest.decidedBy() : null);
        shown.put("admitted_at", admitted ? Times.text(guest.decidedAt()) : null);
        shown.put("requested_at", Times.text(guest.requestedAt()));
        shown.put("expires_at", guest.expiresAt().toString());
        ObjectNode keys = JsonBody.object(guest.keys().getBytes(StandardCharsets.UTF_8));
        if (keys != null) {
            for (String name : GuestDoor.KEYS) {
                JsonNode key = keys.get(name);
                if (key != null) {
                    shown.set(name, key);
                }
            }
        }
        return shown;
    }
}
