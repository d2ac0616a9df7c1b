package io.sluice.tokenapi.token;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rights on rooms and inside one. The {@code can...} components are as the token says, null where it says nothing; ask
 * the {@code may...} methods what that amounts to.
 *
 * @param roomCreate may create and delete rooms
 * @param roomList may list rooms
 * @param roomRecord may use egress
 * @param roomAdmin may moderate {@code room}
 * @param roomJoin may join {@code room}
 * @param room name of the room this grant is about; empty when none
 * @param canPublishSources the only sources that may be published, lower case ({@code camera}, {@code microphone},
 *     {@code screen_share}, {@code screen_share_audio}); empty for all
 * @param ingressAdmin may use ingress
 * @param hidden other participants are not told about this one
 * @param recorder this participant records
 * @param agent may register as an agent worker
 * @param destinationRoom where participants of {@code room} may be forwarded or moved to; empty for nowhere
 */
public record VideoGrant(
        boolean roomCreate,
        boolean roomList,
        boolean roomRecord,
        boolean roomAdmin,
        boolean roomJoin,
        String room,
        @Nullable Boolean canPublish,
        @Nullable Boolean canSubscribe,
        @Nullable Boolean canPublishData,
        List<String> canPublishSources,
        @Nullable Boolean canUpdateOwnMetadata,
        boolean ingressAdmin,
        boolean hidden,
        boolean recorder,
        boolean agent,
        @Nullable Boolean canSubscribeMetrics,
        @Nullable Boolean canManageAgentSession,
        String destinationRoom) {

    public VideoGrant {
        canPublishSources = List.copyOf(canPublishSources);
    }

    /** Whether tracks may be published at all; yes unless the token forbids it. */
    public boolean mayPublish() {
        return canPublish == null || canPublish;
    }

    /** Whether this source may be published. @param source lower-case name as in {@link #canPublishSources} */
    public boolean mayPublishSource(String source) {
        return mayPublish() && (canPublishSources.isEmpty() || canPublishSources.contains(source));
    }

    /** Whether tracks of others may be received; yes unless the token forbids it. */
    public boolean maySubscribe() {
        return canSubscribe == null || canSubscribe;
    }

    /** Whether data may be sent; as for tracks unless the token says otherwise. */
    public boolean mayPublishData() {
        return canPublishData == null ? mayPublish() : canPublishData;
    }

    /** Whether own name, metadata and attributes may be changed; only if the token says so. */
    public boolean mayUpdateOwnMetadata() {
        return canUpdateOwnMetadata != null && canUpdateOwnMetadata;
    }

    /** Whether metrics of others may be received; only if the token says so. */
    public boolean maySubscribeMetrics() {
        return canSubscribeMetrics != null && canSubscribeMetrics;
    }

    /** Whether agent sessions may be controlled; only if the token says so. */
    public boolean mayManageAgentSession() {
        return canManageAgentSession != null && canManageAgentSession;
    }

    /** Whether this is the right to moderate the named room. */
    public boolean administers(String roomName) {
        return roomAdmin && room.equals(roomName);
    }

    /** Starts a grant without any right beyond the defaults. */
    public static VideoGrantBuilder builder() {
        return new VideoGrantBuilder();
    }

    /** Starts from a copy of this grant. */
    public VideoGrantBuilder toBuilder() {
        return new VideoGrantBuilder(this);
    }
}
