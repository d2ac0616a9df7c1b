package io.sluice.sfu.control;

import io.sluice.sfu.publish.TrackSource;
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
        boolean canManageAgentSession) {
    public Permissions {
        publishSources = Set.copyOf(publishSources);
    }

    /** Whether a track of that source may be published. */
    public boolean mayPublish(TrackSource source) {
        return canPublish && (publishSources.isEmpty() || publishSources.contains(source));
    }
}
