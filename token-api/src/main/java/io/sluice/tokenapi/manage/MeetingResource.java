package io.sluice.tokenapi.manage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.channel.Meeting;
import io.sluice.tokenapi.channel.RoomNames;
import io.sluice.tokenapi.live.Enforcement;
import io.sluice.tokenapi.live.Watch;
import io.sluice.tokenapi.store.Store;
import io.sluice.tokenapi.store.StoreException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Meetings. Whoever is uninvited leaves the call, as do guests of a meeting that is closed to them; whoever deletes a meeting ends it. */
final class MeetingResource implements Resource {
    private final Store store;
    private final References references;
    private final Enforcement enforcement;

    MeetingResource(Store store, Enforcement enforcement) {
        this.store = store;
        this.references = new References(store);
        this.enforcement = enforcement;
    }

    @Override
    public String template() {
        return "/api/manage/meetings/{meetingId}";
    }

    @Override
    public @Nullable ObjectNode get(List<String> ids) {
        Meeting meeting = store.meetings().find(ids.getFirst());
        if (meeting == null) {
            return null;
        }
        ObjectNode shown = Json.object().put("id", meeting.id()).put("title", meeting.title());
        Json.put(shown, "createdBy", meeting.createdBy());
        Json.put(shown, "invited", meeting.invited());
        Json.put(shown, "managers", meeting.managers());
        Json.put(shown, "startsAt", meeting.startsAt());
        Json.put(shown, "endsAt", meeting.endsAt());
        return shown.put("allowExternal", meeting.allowExternal());
    }

    @Override
    public boolean put(List<String> ids, Body body) {
        if (RoomNames.channelOf(ids.getFirst()) != null) {
            throw Problem.badField("meetingId", "must not begin like the room of a channel");
        }
        String createdBy = body.id("createdBy");
        Meeting meeting = new Meeting(
                ids.getFirst(),
                body.text("title"),
                createdBy,
                body.ids("invited"),
                body.ids("managers"),
                body.optionalTime("startsAt"),
                body.optionalTime("endsAt"),
                Boolean.TRUE.equals(body.optionalFlag("allowExternal")));
        body.done();
        if (meeting.startsAt() != null
                && meeting.endsAt() != null
                && !meeting.startsAt().isBefore(meeting.endsAt())) {
            throw Problem.badField("endsAt", "must be after startsAt");
        }
        Watch watch = enforcement.ofMeeting(meeting.id());
        boolean created;
        try {
            created = store.database().inTransaction(() -> {
                references.user("createdBy", createdBy);
                meeting.invited().forEach(user -> references.user("invited", user));
                meeting.managers().forEach(user -> references.user("managers", user));
                return store.meetings().put(meeting);
            });
        } catch (StoreException.MissingReference e) {
            throw Problem.conflict("invited", "one of the people has just been deleted");
        }
        watch.settle();
        enforcement.meetingStored(meeting.id());
        return created;
    }

    @Override
    public boolean delete(List<String> ids) {
        boolean was = store.meetings().delete(ids.getFirst());
        if (was) {
            enforcement.meetingDeleted(ids.getFirst());
        }
        return was;
    }
}
