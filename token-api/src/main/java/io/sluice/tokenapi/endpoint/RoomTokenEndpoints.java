package io.sluice.tokenapi.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.endpoint.Endpoint.Access;
import io.sluice.tokenapi.endpoint.RoomTokens.RoomToken;
import io.sluice.tokenapi.http.ApiAnswer;
import java.time.Duration;
import java.util.List;

/** Tokens for channels, for meetings and for guests, as clients of PeerWave ask for them. */
final class RoomTokenEndpoints {
    private final Places places;
    private final RoomTokens tokens;
    private final ServerUrl url;
    private final Duration lifetime;

    RoomTokenEndpoints(Places places, RoomTokens tokens, ServerUrl url, Duration lifetime) {
        this.places = places;
        this.tokens = tokens;
        this.url = url;
        this.lifetime = lifetime;
    }

    List<Endpoint> endpoints() {
        return List.of(
                new Endpoint("POST", "/api/livekit/token", Access.USER, "Failed to generate token", this::channelToken),
                new Endpoint(
                        "POST",
                        "/api/livekit/meeting-token",
                        Access.USER,
                        "Failed to generate meeting token",
                        this::meetingToken),
                new Endpoint(
                        "POST",
                        "/api/livekit/guest-token",
                        Access.ANYBODY,
                        "Failed to generate guest token",
                        this::guestToken));
    }

    private ApiAnswer channelToken(Asked asked) {
        JsonBody body = asked.body();
        Place place = places.inChannel(asked.caller(), body.id("channelId"), body.flag("deviceIdentity"));
        return ofUser(asked, place, place.metadata().deepCopy());
    }

    private ApiAnswer meetingToken(Asked asked) {
        Place place = places.inMeeting(asked.caller(), asked.body().id("meetingId"));
        ObjectNode metadata = place.metadata().deepCopy();
        metadata.remove("deviceId");
        return ofUser(asked, place, metadata);
    }

    private ApiAnswer ofUser(Asked asked, Place place, ObjectNode metadata) {
        String server = url.of(asked.call());
        RoomToken token = tokens.issue(place.identity(), place.grants().build(), lifetime, asked.now());
        return RoomAnswers.of(
                token,
                server,
                place.room(),
                place.identity(),
                metadata,
                asked.caller().userId(),
                place.name(),
                place.rights());
    }

    private ApiAnswer guestToken(Asked asked) {
        JsonBody body = asked.body();
        if (body.member("meetingId") == null || body.member("sessionId") == null) {
            throw Refusal.of(400, "meetingId and sessionId required");
        }
        Place place = places.ofGuest(body.id("meetingId"), body.id("sessionId"), asked.now());
        String server = url.of(asked.call());
        RoomToken token = tokens.issue(place.identity(), place.grants().build(), lifetime, asked.now());
        ObjectNode metadata = place.metadata().deepCopy();
        metadata.remove("meetingTitle");
        return RoomAnswers.of(token, server, place.room(), place.identity(), metadata);
    }
}
