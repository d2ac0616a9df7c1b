package io.sluice.tokenapi.endpoint;

import io.sluice.tokenapi.access.Access;
import io.sluice.tokenapi.caller.CallerAuthenticator;
import io.sluice.tokenapi.caller.WebFetch;
import io.sluice.tokenapi.live.Enforcement;
import io.sluice.tokenapi.live.LiveRooms;
import io.sluice.tokenapi.store.Store;
import io.sluice.tokenapi.token.TokenVerifier;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * What endpoints work with.
 *
 * @param verifier reads tokens of the server's own keys: of administrators and of webhooks
 * @param web asks homeservers
 * @param events hears of webhooks
 * @param guests hears of guests
 * @param calls hears of answers to calls
 * @param enforcement ends what was ended
 */
public record EndpointWorld(
        Store store,
        Access access,
        LiveRooms rooms,
        RoomTokens tokens,
        ServerUrl url,
        CallerAuthenticator callers,
        TokenVerifier verifier,
        WebFetch web,
        SfuEvents events,
        GuestEvents guests,
        CallEvents calls,
        Enforcement enforcement,
        SecureRandom random,
        Clock clock) {}
