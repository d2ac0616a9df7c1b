package io.sluice.tokenapi.channel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An invitation that people without an account can follow.
 *
 * @param token what the link ends in; whoever has it may register
 * @param label what its maker calls it; null for nothing
 * @param createdBy null once that user has been deleted
 * @param maxUses how many guests may register with it; null for any number
 * @param uses how many have
 * @param expiresAt null for never
 * @param active false once it was revoked
 */
public record GuestLink(
        String token,
        String meetingId,
        @Nullable String label,
        @Nullable String createdBy,
        @Nullable Integer maxUses,
        int uses,
        @Nullable Instant expiresAt,
        boolean active) {

    /** Whether it still leads anywhere, for those who have registered with it, too. */
    public boolean isActive(Instant now) {
        return active && (expiresAt == null || now.isBefore(expiresAt));
    }

    /** Whether another guest may register with it. */
    public boolean isUsable(Instant now) {
        return isActive(now) && (maxUses == null || uses < maxUses);
    }

    /** Hides the token, so that a link may appear in a log line. */
    @Override
    public String toString() {
        return "GuestLink[" + meetingId + "]";
    }
}
