package io.sluice.sfu.control;

import io.sluice.sfu.publish.TrackSource;
import java.util.Optional;
import java.util.Set;

/**
 * What a participant may do, resolved from its token.
 *
 * @param canSubscribe receive tracks
 * @param canPublish send tracks
 * @param canPublishData send data
 * @param publishSources sources it may publish; empty for all
 * @param hidden not shown to others
 * @param recorder a legacy recorder
 * @param agent a legacy agent
 * @param canUpdateMetadata change its own name, metadata and attributes
 * @param canSubscribeMetrics receive metrics
 * @param canManageAgentSession control an agent's session
 * @param roomGrants what its tokens grant it about rooms as such; empty where that is not said, so that it stays as it was
 */
public record Permissions(
        boolean canSubscribe,
        boolean canPublish,
        boolean canPublishData,
        Set<TrackSource> publishSources,
        boolean hidden,
        boolean recorder,
        boolean agent,
        boolean canUpdateMetadata,
        boolean canSubscribeMetrics,
        boolean canManageAgentSession,
        Optional<RoomGrants> roomGrants) {
    /**
     * Rights that a participant has by the server API. The room does not look at them; they are for the tokens that it comes back with.
     *
     * @param admin administer the room
     * @param list list rooms
     */
    public record RoomGrants(boolean admin, boolean list) {}

    public Permissions {
        publishSources = Set.copyOf(publishSources);
    }

    /** Permissions inside the room, which say nothing about rooms as such. */
    public Permissions(
            boolean canSubscribe,
            boolean canPublish,
            boolean canPublishData,
            Set<TrackSource> publishSources,
            boolean hidden,
            boolean recorder,
            boolean agent,
            boolean canUpdateMetadata,
            boolean canSubscribeMetrics,
            boolean canManageAgentSession) {
        this(
                canSubscribe,
                canPublish,
                canPublishData,
                publishSources,
                hidden,
                recorder,
                agent,
                canUpdateMetadata,
                canSubscribeMetrics,
                canManageAgentSession,
                Optional.empty());
    }

    /** The same inside the room, with those grants. */
    public Permissions with(Optional<RoomGrants> grants) {
        return new Permissions(
                canSubscribe,
                canPublish,
                canPublishData,
                publishSources,
                hidden,
                recorder,
                agent,
                canUpdateMetadata,
                canSubscribeMetrics,
                canManageAgentSession,
                grants);
    }

    /** Whether a track of that source may be published. */
    public boolean mayPublish(TrackSource source) {
        return canPublish && (publishSources.isEmpty() || publishSources.contains(source));
    }
}
