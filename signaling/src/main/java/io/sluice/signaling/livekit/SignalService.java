package io.sluice.signaling.livekit;

import io.sluice.sfu.control.RoomPolicy;
import io.sluice.sfu.shard.Rooms;
import io.sluice.tokenapi.token.AccessToken;
import io.sluice.tokenapi.token.Revocations;
import io.sluice.tokenapi.token.TokenIssuer;
import java.time.Clock;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Opens sessions for clients that the gate let through. Thread-safe. */
public final class SignalService {
    private final Rooms rooms;
    private final RoomOpening opening;
    private final NodeInfo node;
    private final TokenIssuer issuer;
    private final Revocations revocations;
    private final Clock clock;
    private final RandomGenerator random;
    private final SessionLimits limits;
    private final SignalObserver observer;

    /** Sessions in these rooms, made by this policy where they are missing. */
    public SignalService(
            Rooms rooms, RoomPolicy policy, NodeInfo node, TokenIssuer issuer, Clock clock, RandomGenerator random) {
        this(
                rooms,
                new RoomOpening(rooms, policy, Map.of(), (_, _) -> {}),
                node,
                issuer,
                new Revocations(),
                clock,
                random,
                SessionLimits.NONE,
                SignalObserver.NONE);
    }

    /**
     * Sessions in these rooms, opened as tokens want them.
     *
     * @param revocations told of the tokens that sessions are given to come back with
     * @param limits of all sessions together
     * @param observer of all sessions
     */
    public SignalService(
            Rooms rooms,
            RoomOpening opening,
            NodeInfo node,
            TokenIssuer issuer,
            Revocations revocations,
            Clock clock,
            RandomGenerator random,
            SessionLimits limits,
            SignalObserver observer) {
        this.limits = limits;
        this.observer = observer;
        this.rooms = rooms;
        this.opening = opening;
        this.node = node;
        this.issuer = issuer;
        this.revocations = revocations;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Why the node does not let somebody in now; null if it does. Nobody comes into a new room when the node is about to end, and nobody
     * joins when it bears no more, but whoever is in may come back.
     */
    public @Nullable String refusal(ConnectRequest request) {
        if (!rooms.takes(request.room())) {
            return "the server is about to end";
        }
        return !request.resume() && limits.full().getAsBoolean() ? "node limit exceeded" : null;
    }

    /** A session over that connection; call {@link SignalSession#start} once messages can be written. */
    public SignalSession open(ConnectRequest request, SignalChannel channel) {
        String sdk = request.admission().client().sdk();
        boolean rust = sdk.equals("rust")
                || sdk.equals("node")
                || sdk.equals("python")
                || sdk.equals("cpp")
                || sdk.equals("unity");
        EventWriter writer = new EventWriter(
                node,
                request.admission().client().protocol(),
                rust,
                random.nextLong(1, Long.MAX_VALUE),
                limits.updateBytes());
        return new SignalSession(
                channel,
                request,
                () -> request.resume()
                        ? rooms.find(request.room())
                        : opening.open(request.room(), request.token().grants()),
                writer,
                new RefreshTokens(
                        issuer,
                        request.token(),
                        token ->
                                revocations.seen(request.room(), request.token().identity(), AccessToken.idOf(token))),
                clock,
                observer);
    }
}
