package io.sluice.server.http;

import io.sluice.server.RunningNode;
import io.sluice.server.net.Loops;
import io.sluice.sfu.control.RoomObserver;
import io.sluice.sfu.control.RoomPolicy;
import io.sluice.sfu.shard.Rooms;
import io.sluice.sfu.track.MediaSettings;
import io.sluice.signaling.livekit.ConnectGate;
import io.sluice.signaling.livekit.ConnectPolicy;
import io.sluice.signaling.livekit.NodeInfo;
import io.sluice.signaling.livekit.SignalObserver;
import io.sluice.signaling.livekit.SignalService;
import io.sluice.tokenapi.token.TokenIssuer;
import io.sluice.tokenapi.token.TokenVerifier;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** The routes of a server outside of development mode, made of real parts. */
public final class TestRoutes {
    private static final int LONGEST_MESSAGE = 1 << 20;

    private TestRoutes() {}

    /** With the usual heartbeat. */
    public static HttpRoutes over(Loops media) {
        return over(media, Heartbeat.USUAL);
    }

    static HttpRoutes over(Loops media, Heartbeat heartbeat) {
        Clock clock = Clock.systemUTC();
        SecureRandom random = new SecureRandom();
        Rooms rooms =
                new Rooms(media.all(), MediaSettings.DEFAULT, random, () -> clock.millis() * 1000, RoomObserver.NONE);
        ConnectGate gate = new ConnectGate(
                new TokenVerifier(RunningNode.KEYS), new ConnectPolicy(true, 256, 256, false), name -> true, clock);
        SignalService service = new SignalService(
                rooms,
                RoomPolicy.DEFAULT,
                new NodeInfo("ND_test", "", participant -> List.of()),
                new TokenIssuer(RunningNode.KEYS),
                clock,
                random);
        return new HttpRoutes(new SignalRoute(gate, service, LONGEST_MESSAGE, heartbeat, SignalObserver.NONE))
                .at("/", (context, request, target) -> HttpAnswers.text(context, request, 200, "OK"));
    }
}
