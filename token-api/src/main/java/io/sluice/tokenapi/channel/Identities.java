package io.sluice.tokenapi.channel;

import org.jspecify.annotations.Nullable;

/** Identities that participants get, and whose they are. A caller never chooses one. */
public final class Identities {
    private static final String GUEST = "guest_";

    private Identities() {}

    /** A user in a call of a channel. */
    public static String ofUser(String userId) {
        return userId;
    }

    /** A device of a user; in meetings always, elsewhere where the client asks for it. */
    public static String ofDevice(String userId, String deviceId) {
        return userId + ":" + deviceId;
    }

    /** A guest of a meeting. */
    public static String ofGuest(String sessionId) {
        return GUEST + sessionId;
    }

    /** The user behind an identity, or the part of it that would be one. */
    public static String userOf(String identity) {
        int colon = identity.indexOf(':');
        return colon < 0 ? identity : identity.substring(0, colon);
    }

    /** The device behind an identity, or null where it names none. */
    public static @Nullable String deviceOf(String identity) {
        int colon = identity.indexOf(':');
        return colon < 0 ? null : identity.substring(colon + 1);
    }

    /** Session of the guest behind an identity, or null where it is none. */
    public static @Nullable String guestOf(String identity) {
        return identity.startsWith(GUEST) ? identity.substring(GUEST.length()) : null;
    }
}
