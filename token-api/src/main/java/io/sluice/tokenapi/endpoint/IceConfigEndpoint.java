package io.sluice.tokenapi.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.endpoint.Endpoint.Access;
import io.sluice.tokenapi.http.ApiAnswer;
import java.time.Instant;

/** ICE servers for what clients do between themselves, such as sending files; in calls the server tells them. */
final class IceConfigEndpoint {
    private final IceServerList servers;

    IceConfigEndpoint(IceServerList servers) {
        this.servers = servers;
    }

    Endpoint endpoint() {
        return new Endpoint(
                "GET", "/api/livekit/ice-config", Access.USER, "Failed to generate ICE config", this::iceConfig);
    }

    private ApiAnswer iceConfig(Asked asked) {
        Instant expiresAt =
                Instant.ofEpochSecond(asked.now().plus(servers.lifetime()).getEpochSecond());
        ObjectNode body = JsonBody.JSON.createObjectNode();
        ArrayNode list = body.putArray("iceServers");
        servers.stunUrls().forEach(url -> list.addObject().putArray("urls").add(url));
        for (IceServerList.TurnRelay relay : servers.relays()) {
            TurnCredential credential = relay.secret().isEmpty()
                    ? new TurnCredential(relay.username(), relay.password())
                    : TurnCredential.of(relay.secret(), asked.caller().userId(), expiresAt);
            ObjectNode entry = list.addObject();
            entry.putArray("urls").add(relay.url());
            entry.put("username", credential.username()).put("credential", credential.password());
        }
        body.put("ttl", servers.lifetime().toSeconds()).put("expiresAt", expiresAt.toString());
        return ApiAnswer.json(200, body.toString());
    }
}
