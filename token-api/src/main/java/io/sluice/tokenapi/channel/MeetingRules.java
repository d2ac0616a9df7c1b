package io.sluice.tokenapi.channel;

/** What a user may do in a meeting. Guests are another matter: they may what {@link Rights#PARTICIPANT} says once admitted. */
public final class MeetingRules {
    private MeetingRules() {}

    /** Decides. */
    public static Decision decide(Meeting meeting, String userId) {
        if (meeting.isOwnedBy(userId)) {
            return new Decision.Granted(Rights.OWNER);
        }
        if (meeting.isManagedBy(userId)) {
            return new Decision.Granted(Rights.MODERATOR);
        }
        return meeting.invited().contains(userId)
                ? new Decision.Granted(Rights.PARTICIPANT)
                : Decision.Refused.NOT_A_MEMBER;
    }
}
