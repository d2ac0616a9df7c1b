package io.sluice.signaling.livekit;

import io.sluice.sfu.control.RoomObserver;
import io.sluice.sfu.control.RoomPolicy;
import io.sluice.sfu.shard.Rooms;
import io.sluice.sfu.track.MediaSettings;
import io.sluice.signaling.proto.JoinRequest;
import io.sluice.signaling.proto.WrappedJoinRequest;
import io.sluice.tokenapi.token.Grants;
import io.sluice.tokenapi.token.KeyRing;
import io.sluice.tokenapi.token.TokenIssuer;
import io.sluice.tokenapi.token.TokenVerifier;
import io.sluice.tokenapi.token.VideoGrant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The signalling of a node in memory: gate, service and rooms are real; time and threads are the test's. */
final class SignalNode {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    static final String ROOM = "lobby";

    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final KeyRing KEYS = KeyRing.of(Map.of("key", "a secret of at least thirty-two bytes"));
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String CHROME =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";

    final MemoryLoop media = new MemoryLoop();
    final ManualExecutor signal = new ManualExecutor();
    final Rooms rooms = new Rooms(
            List.of(media), MediaSettings.DEFAULT, new Random(2), () -> media.nanos() / 1_000, RoomObserver.NONE);
    final TokenVerifier verifier = new TokenVerifier(KEYS);

    private final TokenIssuer issuer = new TokenIssuer(KEYS);
    private final ConnectGate gate = new ConnectGate(
            verifier, new ConnectPolicy(true, 256, 256, false), name -> rooms.find(name) != null, CLOCK);
    private final SignalService service = new SignalService(
            rooms, RoomPolicy.DEFAULT, new NodeInfo("ND_test", "here", _ -> List.of()), issuer, CLOCK, new Random(3));

    /** A browser with two peer connections; {@code more} are further parameters of its URL, name and value in turn. */
    SignalClient dual(String identity, String... more) {
        Map<String, String> parameters = new HashMap<>();
        parameters.put("sdk", "js");
        parameters.put("protocol", "16");
        for (int i = 0; i < more.length; i += 2) {
            parameters.put(more[i], more[i + 1]);
        }
        return connect(identity, false, parameters);
    }

    /** A client with one peer connection. */
    SignalClient single(String identity, JoinRequest request) {
        String wrapped = Base64.getUrlEncoder()
                .encodeToString(WrappedJoinRequest.newBuilder()
                        .setJoinRequest(request.toByteString())
                        .build()
                        .toByteArray());
        return connect(identity, true, Map.of("join_request", wrapped));
    }

    private SignalClient connect(String identity, boolean single, Map<String, String> parameters) {
        VideoGrant video = VideoGrant.builder()
                .roomJoin(true)
                .room(ROOM)
                .canUpdateOwnMetadata(true)
                .build();
        Grants grants =
                Grants.builder().name("name of " + identity).video(video).build();
        String token = issuer.issue(identity, grants, LIFETIME, NOW);
        if (!(gate.check(single, false, parameters::get, "Bearer " + token, CHROME)
                instanceof ConnectVerdict.Accepted(ConnectRequest request))) {
            throw new AssertionError("not let in: " + identity);
        }
        return new SignalClient(this, request);
    }

    SignalSession open(ConnectRequest request, SignalChannel channel) {
        return service.open(request, channel);
    }

    /** Does all that follows at once, on both threads. */
    void settle() {
        boolean any = true;
        while (any) {
            any = media.settle() | signal.settle();
        }
    }

    /** Lets time pass for the rooms. */
    void pass(Duration time) {
        settle();
        media.pass(time.toNanos());
        settle();
    }
}
