package io.sluice.sfu.control;

import java.util.List;
import java.util.Set;

/**
 * Whom a publisher lets subscribe to its tracks.
 *
 * @param everybody all tracks for all
 * @param grants otherwise, one each for those who may
 */
public record SubscriptionPermissions(boolean everybody, List<Grant> grants) {
    /** Nobody said anything: everybody may. */
    public static final SubscriptionPermissions OPEN = new SubscriptionPermissions(true, List.of());

    public SubscriptionPermissions {
        grants = List.copyOf(grants);
    }

    /** Whether the participant may have the track. */
    public boolean allows(String participantSid, String identity, String trackSid) {
        if (everybody) {
            return true;
        }
        for (Grant grant : grants) {
            boolean meant = grant.identity().isEmpty()
                    ? grant.participantSid().equals(participantSid)
                    : grant.identity().equals(identity);
            if (meant && (grant.allTracks() || grant.trackSids().contains(trackSid))) {
                return true;
            }
        }
        return false;
    }

    /**
     * What one participant may have; the identity counts where it is given, else the sid.
     *
     * @param participantSid of the subscriber, or empty
     * @param identity of the subscriber, or empty
     * @param allTracks everything
     * @param trackSids or just these
     */
    public record Grant(String participantSid, String identity, boolean allTracks, Set<String> trackSids) {
        public Grant {
            trackSids = Set.copyOf(trackSids);
        }
    }
}
