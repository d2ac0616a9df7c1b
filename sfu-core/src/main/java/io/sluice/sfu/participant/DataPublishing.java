package io.sluice.sfu.participant;

import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.control.RoomEvent.Refusal;
import io.sluice.sfu.data.DataSettings;
import io.sluice.sfu.publish.DataTrackInfo;
import io.sluice.sfu.publish.DataTrackWish;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The data tracks that a participant sends. */
public final class DataPublishing {
    private static final int MAX_HANDLE = 0xFFFF;
    private static final int MAX_NAME = 256;
    /** No application has that many, and each is told to everybody. */
    private static final int MAX_TRACKS = 256;

    private final Participant participant;
    private final RoomSide room;
    private final Map<Integer, DataPublication> byHandle = new LinkedHashMap<>();

    DataPublishing(Participant participant, RoomSide room) {
        this.participant = participant;
        this.room = room;
    }

    /** Its data tracks, oldest first. */
    public Collection<DataPublication> published() {
        return byHandle.values();
    }

    /** Whether it publishes a data track of that sid. */
    public boolean knows(String trackSid) {
        for (DataPublication each : byHandle.values()) {
            if (each.sid().equals(trackSid)) {
                return true;
            }
        }
        return false;
    }

    List<DataTrackInfo> infos() {
        return byHandle.values().stream().map(DataPublication::info).toList();
    }

    /** The client wants to publish. */
    public void publish(RoomCommand.PublishDataTrack command) {
        DataTrackWish wish = command.wish();
        Refused refused = judge(wish, room.data().settings());
        if (refused != null) {
            participant.tell(new RoomEvent.Answered(command, refused.refusal, refused.message));
            return;
        }
        int handle = (int) wish.handle();
        DataTrackInfo info = new DataTrackInfo(room.sids().dataTrack(), wish);
        DataPublication publication =
                new DataPublication(info, participant.messaging().member().publish(handle));
        byHandle.put(handle, publication);
        participant.tell(new RoomEvent.DataTrackPublished(info));
        participant.publishedSomething();
        room.changed(participant);
        room.tracks().published(participant, publication);
    }

    private record Refused(Refusal refusal, String message) {}

    private @Nullable Refused judge(DataTrackWish wish, DataSettings settings) {
        if (!settings.dataTracks()) {
            return new Refused(Refusal.NOT_ALLOWED, "data tracks are not enabled on this node");
        }
        if (!participant.permissions().canPublishData()) {
            return new Refused(Refusal.NOT_ALLOWED, "does not have permission to publish data");
        }
        if (wish.handle() < 1 || wish.handle() > MAX_HANDLE) {
            return new Refused(Refusal.INVALID_HANDLE, "handle must be between 1 and " + MAX_HANDLE);
        }
        if (wish.name().isEmpty() || wish.name().length() > MAX_NAME) {
            return new Refused(Refusal.INVALID_NAME, "name must have 1 to " + MAX_NAME + " characters");
        }
        if (!named(wish.frameEncoding(), settings)
                || (wish.schema() != null && !named(wish.schema().encoding(), settings))) {
            return new Refused(
                    Refusal.INVALID_REQUEST,
                    "a custom encoding must have 1 to " + settings.maxEncodingName() + " characters");
        }
        if (byHandle.containsKey((int) wish.handle())) {
            return new Refused(Refusal.DUPLICATE_HANDLE, "a data track with this handle is published");
        }
        for (DataPublication each : byHandle.values()) {
            if (each.info().wish().name().equals(wish.name())) {
                return new Refused(Refusal.DUPLICATE_NAME, "a data track with this name is published");
            }
        }
        return byHandle.size() < MAX_TRACKS
                ? null
                : new Refused(Refusal.LIMIT_EXCEEDED, "no more than " + MAX_TRACKS + " data tracks");
    }

    private static boolean named(DataTrackWish.@Nullable Encoding encoding, DataSettings settings) {
        if (encoding == null || encoding.custom() == null) {
            return true;
        }
        int length = encoding.custom().length();
        return length > 0 && length <= settings.maxEncodingName();
    }

    /** The client ends a data track. */
    public void unpublish(RoomCommand.UnpublishDataTrack command) {
        DataPublication gone = command.handle() > MAX_HANDLE ? null : byHandle.get((int) command.handle());
        if (gone == null) {
            participant.tell(new RoomEvent.Answered(command, Refusal.NOT_FOUND, "no such data track"));
            return;
        }
        end((int) command.handle());
        participant.tell(new RoomEvent.DataTrackUnpublished(gone.info()));
        participant.touch();
        room.changed(participant);
    }

    private void end(int handle) {
        DataPublication gone = byHandle.remove(handle);
        if (gone != null) {
            participant.messaging().member().unpublish(handle);
            room.tracks().unpublished(gone);
        }
    }

    /** Ends what may not be published any more. The client learns it from what it is told of itself. */
    public void revoke() {
        if (!participant.permissions().canPublishData() && !byHandle.isEmpty()) {
            close();
            participant.touch();
            room.changed(participant);
        }
    }

    /** Ends all of them. */
    public void close() {
        List.copyOf(byHandle.keySet()).forEach(this::end);
    }
}
