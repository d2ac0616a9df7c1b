package io.sluice.server.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.endpoint.SfuEvents;
import io.sluice.tokenapi.keyexchange.KeyExchange;
import io.sluice.tokenapi.keyexchange.LeaveReason;

/** Calls that take place on a server elsewhere, as far as its webhooks tell of them. */
final class ExternalSfu implements SfuEvents {
    private final KeyExchange exchange;

    ExternalSfu(KeyExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public void happened(String name, ObjectNode event) {
        String room = event.path("room").path("name").asText("");
        String identity = event.path("participant").path("identity").asText("");
        String session = event.path("participant").path("sid").asText("");
        if (room.isEmpty() || identity.isEmpty()) {
            return;
        }
        switch (name) {
            case "participant_joined" -> exchange.mediaJoined(room, identity, session);
            case "participant_left" -> exchange.mediaLeft(room, identity, session, LeaveReason.LEFT);
            case "participant_connection_aborted" ->
                exchange.mediaLeft(room, identity, session, LeaveReason.DISCONNECTED);
            default -> {
                // Rooms and tracks as such have no keys.
            }
        }
    }
}
