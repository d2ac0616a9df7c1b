package io.sluice.tokenapi.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.channel.Rights;
import io.sluice.tokenapi.token.Grants;
import io.sluice.tokenapi.token.GrantsBuilder;

/**
 * What somebody may be in a room.
 *
 * @param name shown to others
 * @param metadata of the participant
 */
record Place(String room, String identity, String name, ObjectNode metadata, Rights rights) {
    /** As a token says it. */
    GrantsBuilder grants() {
        return Grants.builder().name(name).metadata(metadata.toString()).video(rights.grant(room));
    }
}
