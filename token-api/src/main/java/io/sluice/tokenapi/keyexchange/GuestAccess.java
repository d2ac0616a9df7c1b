package io.sluice.tokenapi.keyexchange;

import io.sluice.tokenapi.channel.Admission;
import io.sluice.tokenapi.channel.Guest;
import io.sluice.tokenapi.channel.Meeting;
import io.sluice.tokenapi.store.Guests;
import io.sluice.tokenapi.store.Meetings;
import io.sluice.tokenapi.token.Digests;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Who is a guest, and may still be one. Looked up each time; blocks. */
final class GuestAccess {
    private final Guests guests;
    private final Meetings meetings;
    private final boolean linkTokens;
    private final Clock clock;

    /** @param linkTokens whether the token of the link is as good as the guest's own secret */
    GuestAccess(Guests guests, Meetings meetings, boolean linkTokens, Clock clock) {
        this.guests = guests;
        this.meetings = meetings;
        this.linkTokens = linkTokens;
        this.clock = clock;
    }

    /** Why this is no guest of that meeting, or null. */
    @Nullable
    String refusal(String sessionId, String token, String meetingId) {
        Guest guest = guests.find(sessionId);
        if (guest == null) {
            return "Invalid session";
        }
        if (!isSecretOf(guest, token)) {
            return "Invalid or expired token";
        }
        if (!guest.meetingId().equals(meetingId)) {
            return "Session mismatch";
        }
        if (guest.isExpired(clock.instant())) {
            return "Session expired";
        }
        return isOpen(meetingId) ? null : "Meeting is not open to guests";
    }

    private boolean isSecretOf(Guest guest, String token) {
        return guest.hasSecret(token)
                || (linkTokens && guest.linkToken() != null && Digests.same(token, guest.linkToken()));
    }

    /** The guest of this session while it may talk to people at the meeting, else null. */
    @Nullable
    Guest admitted(String sessionId) {
        Guest guest = guests.find(sessionId);
        return guest != null
                        && guest.admission() == Admission.ADMITTED
                        && !guest.isExpired(clock.instant())
                        && isOpen(guest.meetingId())
                ? guest
                : null;
    }

    private boolean isOpen(String meetingId) {
        Meeting meeting = meetings.find(meetingId);
        return meeting != null && meeting.isOpenToGuests(clock.instant());
    }

    /** What the guest is called. */
    String name(String sessionId) {
        Guest guest = guests.find(sessionId);
        return guest == null ? "" : guest.displayName();
    }
}
