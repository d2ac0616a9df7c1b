package io.sluice.tokenapi.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.channel.E2eePolicy;
import io.sluice.tokenapi.channel.Rights;
import io.sluice.tokenapi.token.Grants;
import io.sluice.tokenapi.token.GrantsBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What somebody may be in a room.
 *
 * @param name shown to others
 * @param metadata of the participant
 * @param e2ee what the room is to make of tracks without end-to-end encryption; null for what the server makes of them
 */
record Place(
        String room,
        String identity,
        String name,
        ObjectNode metadata,
        Rights rights,
        @Nullable E2eePolicy e2ee) {
    /** As a token says it. */
    GrantsBuilder grants() {
        return Grants.builder()
                .name(name)
                .metadata(metadata.toString())
                .video(rights.grant(room))
                .roomConfig(e2ee == null ? null : e2ee.roomConfig());
    }
}
