package io.sluice.tokenapi.endpoint;

import io.sluice.tokenapi.endpoint.EndpointRouter.Watcher;
import java.util.ArrayList;
import java.util.List;

/** Puts together the endpoints that the settings ask for. */
public final class TokenEndpoints {
    private TokenEndpoints() {}

    /** A router over them. */
    public static EndpointRouter of(EndpointSettings settings, EndpointWorld world, Watcher watcher) {
        Places places = new Places(world.store(), world.access());
        List<Endpoint> endpoints = new ArrayList<>();
        if (settings.peerwave()) {
            endpoints.addAll(
                    new RoomTokenEndpoints(places, world.tokens(), world.url(), settings.lifetime()).endpoints());
            endpoints.add(new IceConfigEndpoint(settings.iceServers()).endpoint());
            endpoints.addAll(new RoomEndpoints(places, world.rooms()).endpoints());
            endpoints.add(new WebhookEndpoint(world.verifier(), world.callers(), world.events()).endpoint());
            endpoints.addAll(new CallEndpoints(world, places).endpoints());
            endpoints.addAll(new GuestDoor(world.store(), places, world.rooms(), world.random()).endpoints());
            endpoints.addAll(new GuestEndpoints(world.store().guests(), places, world.guests()).endpoints());
        }
        if (!settings.tokenSourcePath().isEmpty()) {
            endpoints.add(new TokenSourceEndpoint(
                            settings.tokenSourcePath(),
                            settings.defaultRoom(),
                            places,
                            world.tokens(),
                            world.url(),
                            settings.lifetime())
                    .endpoint());
        }
        if (!settings.homeservers().isEmpty()) {
            Homeservers homeservers = new Homeservers(settings.homeservers(), world.web());
            endpoints.addAll(
                    new MatrixEndpoints(homeservers, world.callers(), world.tokens(), world.url()).endpoints());
        }
        return new EndpointRouter(
                endpoints, world.callers(), world.verifier(), settings.origins(), watcher, world.clock());
    }
}
