package io.sluice.signaling.twirp;

import java.util.function.BooleanSupplier;

/**
 * How large what is handed over in calls may be. In bytes of UTF-8.
 *
 * @param roomNameBytes of a room's name
 * @param metadataBytes of a room, a participant, an agent dispatch
 * @param attributesBytes of all keys and values together
 * @param participantNameBytes of a name shown to people
 * @param remoteUnmute whether tracks may be unmuted over the API
 * @param full whether the node forwards so much that no room may be added
 */
public record ApiLimits(
        int roomNameBytes,
        int metadataBytes,
        int attributesBytes,
        int participantNameBytes,
        boolean remoteUnmute,
        BooleanSupplier full) {

    /** @throws TwirpException if the node bears no more */
    void mustBearMore() {
        if (full.getAsBoolean()) {
            throw TwirpException.of(TwirpCode.UNKNOWN, "node limit exceeded");
        }
    }
}
