package io.sluice.tokenapi.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.access.Access;
import io.sluice.tokenapi.channel.Channel;
import io.sluice.tokenapi.channel.ChannelMember;
import io.sluice.tokenapi.channel.Decision;
import io.sluice.tokenapi.channel.Ids;
import io.sluice.tokenapi.channel.Meeting;
import io.sluice.tokenapi.channel.RoomNames;
import io.sluice.tokenapi.http.ApiAnswer;
import io.sluice.tokenapi.live.Enforcement;
import io.sluice.tokenapi.live.LiveRooms;
import io.sluice.tokenapi.store.Store;
import io.sluice.tokenapi.store.StoreException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Calls that begin at once: with those of a channel, or with one user. Such a call is a meeting whose id says so; whoever began it ends it, and
 * what nobody ended is forgotten after a day when nobody is in it.
 */
final class CallEndpoints {
    private static final String PATH = "/api/calls/{meetingId}";
    private static final String AUTHORIZED = "Not authorized for this meeting";
    private static final Duration FORGOTTEN = Duration.ofDays(1);
    private static final int LONGEST_TITLE = 200;
    private static final int MOST_INVITED = 256;

    private final Store store;
    private final Access access;
    private final Places places;
    private final LiveRooms rooms;
    private final Enforcement enforcement;
    private final CallEvents events;
    private final SecureRandom random;

    CallEndpoints(EndpointWorld world, Places places) {
        this.store = world.store();
        this.access = world.access();
        this.places = places;
        this.rooms = world.rooms();
        this.enforcement = world.enforcement();
        this.events = world.calls();
        this.random = world.random();
    }

    List<Endpoint> endpoints() {
        return List.of(
                user("POST", "/api/calls/instant", "Failed to start call", this::begin),
                user("POST", "/api/calls/accept", "Failed to accept call", asked -> answered(asked, true)),
                user("POST", "/api/calls/decline", "Failed to decline call", asked -> answered(asked, false)),
                user("GET", PATH, "Failed to get call", this::call),
                user("DELETE", PATH, "Failed to end call", this::end),
                user("GET", PATH + "/participants", "Failed to get participants", this::participants),
                user("GET", "/api/meetings/{meetingId}/participants", "Failed to get participants", this::participants),
                user("POST", PATH + "/invite", "Failed to invite", this::invite));
    }

    private static Endpoint user(String method, String path, String failure, Endpoint.Action action) {
        return new Endpoint(method, path, Endpoint.Access.USER, failure, action);
    }

    private ApiAnswer begin(Asked asked) {
        JsonBody body = asked.body();
        String caller = asked.caller().userId();
        String channelId = body.optionalText("source_channel_id", LONGEST_TITLE);
        Set<String> invited = channelId.isEmpty()
                ? Set.of(existing(body.id("source_user_id")))
                : membersOf(caller, places.channel(JsonBody.checkedId("source_channel_id", channelId)));
        String title = body.optionalText("title", LONGEST_TITLE);
        Meeting call = new Meeting(
                Ids.call(random),
                title.isEmpty() ? "Call" : title,
                caller,
                invited,
                Set.of(),
                asked.now().truncatedTo(ChronoUnit.MILLIS),
                null,
                body.flag("allow_external"));
        forgetOld(asked.now());
        try {
            store.meetings().put(call);
        } catch (StoreException.MissingReference e) {
            throw Refusal.of(404, "User not found");
        }
        return shown(201, call, asked.now());
    }

    private String existing(String userId) {
        if (store.users().find(userId) == null) {
            throw Refusal.of(404, "User not found");
        }
        return userId;
    }

    /** Those who may be in the channel's calls, but the caller, who must be one of them. */
    private Set<String> membersOf(String caller, Channel channel) {
        places.channelRights(caller, channel);
        Set<String> users = new HashSet<>();
        for (ChannelMember member : store.members().ofChannel(channel.id())) {
            users.add(member.userId());
        }
        if (channel.owner() != null) {
            users.add(channel.owner());
        }
        users.remove(caller);
        Set<String> invited = new HashSet<>();
        access.toRoom(users, RoomNames.ofChannel(channel.id())).forEach((user, decision) -> {
            if (decision instanceof Decision.Granted) {
                invited.add(user);
            }
        });
        return invited;
    }

    private void forgetOld(Instant now) {
        for (String id : store.meetings().callsBefore(now.minus(FORGOTTEN))) {
            if (rooms.participants(RoomNames.ofMeeting(id)).isEmpty()) {
                store.meetings().delete(id);
            }
        }
    }

    private ApiAnswer call(Asked asked) {
        return shown(200, mine(asked, found(asked)), asked.now());
    }

    private ApiAnswer end(Asked asked) {
        Meeting call = mine(asked, found(asked));
        if (!call.isOwnedBy(asked.caller().userId())) {
            throw Refusal.of(403, "Only call creator can end call");
        }
        if (store.meetings().delete(call.id())) {
            enforcement.meetingDeleted(call.id());
        }
        return done(call.id());
    }

    private ApiAnswer participants(Asked asked) {
        Meeting meeting = mine(asked, places.meeting(JsonBody.checkedId("meetingId", asked.id("meetingId"))));
        ObjectNode body = JsonBody.JSON.createObjectNode();
        body.set(
                "participants",
                MeetingAnswers.participants(meeting, rooms.participants(RoomNames.ofMeeting(meeting.id()))));
        return ApiAnswer.json(200, body.toString());
    }

    private ApiAnswer invite(Asked asked) {
        Meeting call = found(asked);
        if (!call.isManagedBy(asked.caller().userId())) {
            throw Refusal.of(403, AUTHORIZED);
        }
        JsonNode wanted = asked.body().member("user_ids");
        if (wanted == null || !wanted.isArray() || wanted.isEmpty() || wanted.size() > MOST_INVITED) {
            throw Refusal.of(400, "user_ids required", "user_ids must be a list of at most " + MOST_INVITED + " ids");
        }
        Set<String> invited = new HashSet<>(call.invited());
        for (JsonNode user : wanted) {
            invited.add(existing(JsonBody.checkedId("user_ids", user.asText())));
        }
        Meeting larger = new Meeting(
                call.id(),
                call.title(),
                call.createdBy(),
                invited,
                call.managers(),
                call.startsAt(),
                call.endsAt(),
                call.allowExternal());
        store.meetings().put(larger);
        return shown(200, larger, asked.now());
    }

    private ApiAnswer answered(Asked asked, boolean accepted) {
        String id = asked.body().id("meeting_id");
        mine(asked, places.meeting(id));
        events.answered(id, asked.caller().userId(), accepted);
        return done(id);
    }

    private static ApiAnswer done(String id) {
        return ApiAnswer.json(
                200,
                JsonBody.JSON
                        .createObjectNode()
                        .put("success", true)
                        .put("meeting_id", id)
                        .toString());
    }

    /** @throws Refusal when there is none, or it is no call */
    private Meeting found(Asked asked) {
        String id = JsonBody.checkedId("meetingId", asked.id("meetingId"));
        Meeting call = store.meetings().find(id);
        if (call == null) {
            throw Refusal.of(404, "Call not found");
        }
        if (!Ids.isCall(id)) {
            throw Refusal.of(400, "Not an instant call");
        }
        return call;
    }

    /** @throws Refusal when the caller may not be there */
    private Meeting mine(Asked asked, Meeting meeting) {
        if (!(access.toMeeting(asked.caller().userId(), meeting.id()) instanceof Decision.Granted)) {
            throw Refusal.of(403, AUTHORIZED);
        }
        return meeting;
    }

    private ApiAnswer shown(int status, Meeting call, Instant now) {
        return ApiAnswer.json(
                status,
                MeetingAnswers.meeting(call, rooms.participants(RoomNames.ofMeeting(call.id())), now)
                        .toString());
    }
}
