package io.sluice.tokenapi.keyexchange;

import io.sluice.tokenapi.channel.Admission;
import io.sluice.tokenapi.channel.Guest;
import io.sluice.tokenapi.store.Guests;
import io.sluice.tokenapi.token.Digests;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Who is a guest, and may still be one. Looked up each time; blocks. */
final class GuestAccess {
    private final Guests guests;
    private final boolean linkTokens;
    private final Clock clock;

    /** @param linkTokens whether the token of the link is as good as the guest's own secret */
    GuestAccess(Guests guests, boolean linkTokens, Clock clock) {
        this.guests = guests;
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
        return guest.isExpired(clock.instant()) ? "Session expired" : null;
    }

    private boolean isSecretOf(Guest guest, String token) {
        return guest.hasSecret(token)
                || (linkTokens && guest.linkToken() != null && Digests.same(token, guest.linkToken()));
    }

    /** The guest of this session while it may talk to people at the meeting, else null. */
    @Nullable
    Guest admitted(String sessionId) {
        Guest guest = guests.find(sessionId);
        return guest != null && guest.admission() == Admission.ADMITTED && !guest.isExpired(clock.instant())
                ? guest
                : null;
    }

    /** What the guest is called. */
    String name(String sessionId) {
        Guest guest = guests.find(sessionId);
        return guest == null ? "" : guest.displayName();
    }
}
