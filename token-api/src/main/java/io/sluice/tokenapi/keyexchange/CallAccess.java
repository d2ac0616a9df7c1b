package io.sluice.tokenapi.keyexchange;

import io.sluice.tokenapi.access.Access;
import io.sluice.tokenapi.channel.Decision;

/** Who may be in which call. Asked on every message, so that what an owner takes away is gone at once. May block. */
@FunctionalInterface
public interface CallAccess {
    /** Whether this user may join the call of this channel or meeting. */
    Decision decide(String userId, String callId);

    /** Whether that is so. */
    default boolean isGranted(String userId, String callId) {
        return decide(userId, callId) instanceof Decision.Granted;
    }

    /** Whether the id is one that meetings are given; those of channels may be anything else. */
    static boolean isMeeting(String callId) {
        return callId.startsWith("mtg_") || callId.startsWith("call_");
    }

    /** By the rules for channels and meetings. */
    static CallAccess of(Access access) {
        return (userId, callId) -> {
            Decision decision = isMeeting(callId) ? access.toMeeting(userId, callId) : access.toChannel(userId, callId);
            if (decision != Decision.Refused.UNKNOWN) {
                return decision;
            }
            return isMeeting(callId) ? access.toChannel(userId, callId) : access.toMeeting(userId, callId);
        };
    }
}
