package io.sluice.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.token.VideoGrant;
import picocli.CommandLine.Parameters;

/** Who in which room a command is about: its first two words. */
final class Somebody {
    @Parameters(index = "0", paramLabel = "ROOM", description = "Its name.")
    private String room = "";

    @Parameters(index = "1", paramLabel = "IDENTITY", description = "Who.")
    private String identity = "";

    String room() {
        return room;
    }

    String identity() {
        return identity;
    }

    /** The beginning of a request about them. */
    ObjectNode request() {
        return ApiClient.request().put("room", room).put("identity", identity);
    }

    /** The right to moderate their room. */
    VideoGrant admin() {
        return ApiClient.admin(room);
    }

    /** The right to bring them into another room. */
    VideoGrant adminTo(String destination) {
        return VideoGrant.builder()
                .roomAdmin(true)
                .room(room)
                .destinationRoom(destination)
                .build();
    }
}
