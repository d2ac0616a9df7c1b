package io.sluice.tokenapi.channel;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A call of people who need not share a channel, in the room {@link RoomNames#ofMeeting}.
 *
 * @param createdBy user who owns it; null once that user has been deleted
 * @param invited users who may come, besides the owner
 * @param managers users who may also moderate and let guests in
 * @param startsAt null where it may start at any time
 * @param endsAt null where it has no planned end
 * @param allowExternal whether guests may ask to be let in
 */
public record Meeting(
        String id,
        String title,
        @Nullable String createdBy,
        Set<String> invited,
        Set<String> managers,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        boolean allowExternal) {
    /** How long before its start and after its end guests may be there. */
    private static final Duration AROUND = Duration.ofHours(1);

    public Meeting {
        invited = Collections.unmodifiableSortedSet(new TreeSet<>(invited));
        managers = Collections.unmodifiableSortedSet(new TreeSet<>(managers));
    }

    /** Whether this user created the meeting. */
    public boolean isOwnedBy(String userId) {
        return userId.equals(createdBy);
    }

    /** Whether guests may be there at that time, if they may at all. */
    public boolean isNear(Instant now) {
        return (startsAt == null || !now.isBefore(startsAt.minus(AROUND)))
                && (endsAt == null || !now.isAfter(endsAt.plus(AROUND)));
    }

    /** Whether guests may be there now. */
    public boolean isOpenToGuests(Instant now) {
        return allowExternal && isNear(now);
    }

    /** Whether this user decides about guests and moderates. */
    public boolean isManagedBy(String userId) {
        return isOwnedBy(userId) || managers.contains(userId);
    }
}
