package io.sluice.server.node;

import io.sluice.config.SluiceConfig;
import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.RoomObserver;
import io.sluice.sfu.control.RoomPolicy;
import io.sluice.sfu.shard.Rooms;
import io.sluice.signaling.livekit.ConnectGate;
import io.sluice.signaling.livekit.ConnectPolicy;
import io.sluice.signaling.livekit.ConnectRequest;
import io.sluice.signaling.livekit.ConnectVerdict;
import io.sluice.signaling.livekit.NodeInfo;
import io.sluice.signaling.livekit.SignalService;
import io.sluice.tokenapi.token.Grants;
import io.sluice.tokenapi.token.KeyRing;
import io.sluice.tokenapi.token.TokenIssuer;
import io.sluice.tokenapi.token.TokenVerifier;
import io.sluice.tokenapi.token.VideoGrant;
import io.sluice.transport.dtls.DtlsCertificate;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays meetings with itself before a server opens its doors, so that the first participant does not pay for class loading and interpreted
 * code: that is more than half a second of a join otherwise. Gate, sessions, rooms and transports are those of a server; the clients, the
 * network and the clock are imaginary, and nothing of them is left afterwards.
 */
final class Rehearsal {
    private static final Logger log = LoggerFactory.getLogger(Rehearsal.class);
    private static final int SCENES = 40;
    private static final long LIMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1_200);
    /** Handshakes take most of a scene's time, and have a warm-up of their own: one scene in so many has them. */
    private static final int SCENES_A_CONNECTION = 5;
    /** Until everybody is let in, answered and offered what the other one sends. */
    private static final int TURNS = 6;

    private static final int PACKETS = 20;
    private static final String USER_AGENT =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

    private final RehearsalLoop loop;
    private final DtlsCertificate certificate;
    private final SecureRandom random;
    private final TokenIssuer issuer;
    private final ConnectGate gate;
    private final SignalService service;
    private final Rooms rooms;
    private final Clock clock = Clock.systemUTC();
    private long deadline;
    private int joins;
    private int connected;
    private int forwarded;

    /**
     * How far a rehearsal came.
     *
     * @param joins clients that were let in
     * @param connected those of them that connected all their transports
     * @param forwarded packets of media that reached one of them from another
     */
    record Done(int joins, int connected, int forwarded) {}

    private Rehearsal(SluiceConfig config, DtlsCertificate certificate, SecureRandom random) {
        this.certificate = certificate;
        this.random = random;
        byte[] secret = new byte[KeyRing.MIN_SECRET_BYTES];
        random.nextBytes(secret);
        KeyRing keys = KeyRing.of(Map.of("rehearsal", HexFormat.of().formatHex(secret)));
        issuer = new TokenIssuer(keys);
        loop = new RehearsalLoop(certificate, random, config.engine());
        rooms = new Rooms(
                List.of(loop), MediaTuning.of(config), random, () -> clock.millis() * 1_000, RoomObserver.NONE);
        gate = new ConnectGate(
                new TokenVerifier(keys),
                new ConnectPolicy(true, 256, 256, config.rtc().useIceLite()),
                name -> rooms.find(name) != null,
                clock);
        NodeInfo node = new NodeInfo("ND_rehearsal", "", new IceServers(config.rtc(), clock)::of);
        service = new SignalService(rooms, RoomPolicy.DEFAULT, node, issuer, clock, random);
    }

    /**
     * Rehearses on the calling thread, for one and a fifth of a second and the rest of a step at most. An interrupt ends it early and
     * stays set; a scene that goes wrong is the last. Nothing is thrown, as no server should fail to start for want of a rehearsal. What is
     * logged meanwhile is about rooms and participants that never were.
     *
     * @param config what the server will run with
     * @param certificate the node's; no other is made
     * @param random of everything that must not be guessed
     */
    static Done run(SluiceConfig config, DtlsCertificate certificate, SecureRandom random) {
        return run(config, certificate, random, SCENES, LIMIT_NANOS);
    }

    static Done run(
            SluiceConfig config, DtlsCertificate certificate, SecureRandom random, int scenes, long limitNanos) {
        try {
            return new Rehearsal(config, certificate, random).play(scenes, System.nanoTime() + limitNanos);
        } catch (RuntimeException e) {
            log.debug("rehearsal_impossible", e);
            return new Done(0, 0, 0);
        }
    }

    private Done play(int scenes, long deadlineNanos) {
        deadline = deadlineNanos;
        try {
            int played = 0;
            while (played < scenes && play(played)) {
                played++;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.debug("rehearsal_failed", e);
        } finally {
            loop.close();
        }
        return new Done(joins, connected, forwarded);
    }

    /** One meeting of two. Whether another one is worth while. */
    private boolean play(int scene) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (deadline - System.nanoTime() <= 0) {
            return false;
        }
        boolean connects = scene % SCENES_A_CONNECTION == 0;
        loop.plug(connects);
        RehearsalClient speaker = new RehearsalClient(loop, certificate, random, (scene & 1) != 0, true);
        RehearsalClient listener = new RehearsalClient(loop, certificate, random, (scene & 2) != 0, false);
        List<RehearsalClient> all = List.of(speaker, listener);
        try {
            String room = "scene " + scene;
            if (!enter(speaker, "speaker", room) || !enter(listener, "listener", room)) {
                return false;
            }
            if (connects) {
                boolean done = loop.until(deadline, () -> all.stream().allMatch(RehearsalClient::isConnected))
                        && heard(speaker, listener);
                connected +=
                        (int) all.stream().filter(RehearsalClient::isConnected).count();
                forwarded += listener.received();
                return done && leave(all);
            }
            for (int turn = 0; turn < TURNS; turn++) {
                loop.turn();
            }
            return leave(all);
        } finally {
            rooms.closeAll(DisconnectReason.ROOM_CLOSED);
            loop.turn();
            all.forEach(RehearsalClient::close);
        }
    }

    private boolean enter(RehearsalClient client, String identity, String room) {
        Grants grants = Grants.builder()
                .name(identity)
                .video(VideoGrant.builder().roomJoin(true).room(room).build())
                .build();
        String token = issuer.issue(identity, grants, TokenIssuer.DEFAULT_LIFETIME, clock.instant());
        if (!(gate.check(client.single(), false, client.parameters(), "Bearer " + token, USER_AGENT)
                instanceof ConnectVerdict.Accepted(ConnectRequest request))) {
            return false;
        }
        client.begin(service.open(request, client));
        loop.turn();
        joins += client.isJoined() ? 1 : 0;
        return client.isJoined();
    }

    private boolean heard(RehearsalClient speaker, RehearsalClient listener) throws InterruptedException {
        return loop.until(deadline, () -> {
            speaker.speak();
            return listener.received() >= PACKETS;
        });
    }

    private boolean leave(List<RehearsalClient> all) throws InterruptedException {
        all.forEach(RehearsalClient::leave);
        return loop.until(deadline, () -> all.stream().allMatch(RehearsalClient::isClosed));
    }
}
