package io.sluice.tokenapi.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.channel.Identities;
import io.sluice.tokenapi.channel.Ids;
import io.sluice.tokenapi.channel.Meeting;
import io.sluice.tokenapi.channel.Times;
import io.sluice.tokenapi.live.LiveParticipant;
import java.time.Instant;
import java.util.List;

/** What PeerWave's clients read of a meeting, and of who is there. */
final class MeetingAnswers {
    private MeetingAnswers() {}

    /** The meeting as a whole. @param present who is there now */
    static ObjectNode meeting(Meeting meeting, List<LiveParticipant> present, Instant now) {
        ObjectNode shown = JsonBody.JSON
                .createObjectNode()
                .put("meeting_id", meeting.id())
                .put("title", meeting.title())
                .putNull("description")
                .put("created_by", meeting.createdBy())
                .put("start_time", Times.text(meeting.startsAt()))
                .put("end_time", Times.text(meeting.endsAt()))
                .put("is_instant_call", Ids.isCall(meeting.id()))
                .put("allow_external", meeting.allowExternal());
        ArrayNode invited = shown.putArray("invited_participants");
        meeting.invited().forEach(invited::add);
        ArrayNode participants = shown.putArray("participants");
        for (LiveParticipant each : present) {
            ObjectNode entry = participants.addObject().put("user_id", Identities.userOf(each.identity()));
            entry.put("device_id", Identities.deviceOf(each.identity()));
            about(entry, meeting, each);
        }
        return shown.put("participant_count", present.size())
                .put("livekit_room_active", !present.isEmpty())
                .put("status", status(meeting, !present.isEmpty(), now));
    }

    /** Who is there, as members see it. */
    static ArrayNode participants(Meeting meeting, List<LiveParticipant> present) {
        ArrayNode list = JsonBody.JSON.createArrayNode();
        for (LiveParticipant each : present) {
            ObjectNode entry = list.addObject().put("uuid", Identities.userOf(each.identity()));
            entry.put("deviceId", Identities.deviceOf(each.identity()));
            about(entry, meeting, each);
        }
        return list;
    }

    private static void about(ObjectNode entry, Meeting meeting, LiveParticipant who) {
        entry.put("role", role(meeting, Identities.userOf(who.identity())))
                .put("joined_at", who.joinedAt().toString())
                .put("status", "joined");
    }

    private static String role(Meeting meeting, String userId) {
        if (meeting.isOwnedBy(userId)) {
            return "meeting_owner";
        }
        return meeting.isManagedBy(userId) ? "meeting_manager" : "meeting_member";
    }

    private static String status(Meeting meeting, boolean active, Instant now) {
        if (active) {
            return "running";
        }
        if (meeting.endsAt() != null && meeting.endsAt().isBefore(now)) {
            return "ended";
        }
        return meeting.startsAt() != null && meeting.startsAt().isAfter(now) ? "scheduled" : "now";
    }
}
