package io.sluice.server.node;

import io.netty.channel.EventLoopGroup;
import io.sluice.config.SluiceConfig;
import io.sluice.server.http.HttpRoutes;
import io.sluice.server.http.HttpServer;
import io.sluice.server.http.ImmediateRoute;
import io.sluice.server.net.EventLoops;
import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomObserver;
import io.sluice.sfu.control.RoomView;
import io.sluice.sfu.shard.Rooms;
import io.sluice.sfu.shard.Shard;
import io.sluice.signaling.agent.AgentService;
import io.sluice.signaling.agent.AgentSettings;
import io.sluice.signaling.livekit.NodeInfo;
import io.sluice.tokenapi.token.KeyRing;
import io.sluice.tokenapi.token.Revocations;
import io.sluice.tokenapi.token.TokenIssuer;
import io.sluice.transport.dtls.DtlsCertificate;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server: made by {@link #start}, ended by {@link #close}. */
public final class Node implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Node.class);
    private static final long MICROS_PER_SECOND = 1_000_000;
    /** LiveKit looks as often. */
    private static final long LOAD_SECONDS = 2;

    private static final long DRAIN_LOOK_MILLIS = 100;
    private static final long GOODBYE_MILLIS = 2_000;

    private final EventLoopGroup signalGroup;
    private final MediaPlane media;
    private final Rooms rooms;
    private final AgentService agents;
    private final HttpServer http;
    private final Telemetry telemetry;
    private final @Nullable TokenServices tokens;

    private Node(
            EventLoopGroup signalGroup,
            MediaPlane media,
            Rooms rooms,
            AgentService agents,
            HttpServer http,
            Telemetry telemetry,
            @Nullable TokenServices tokens) {
        this.signalGroup = signalGroup;
        this.media = media;
        this.rooms = rooms;
        this.agents = agents;
        this.http = http;
        this.telemetry = telemetry;
        this.tokens = tokens;
    }

    /**
     * Binds all ports, media first, so that nobody is let in before there is something behind the door.
     *
     * @param certificate of every DTLS association
     * @param random of everything that must not be guessed
     * @throws IOException when a port is taken; everything is closed again
     */
    public static Node start(SluiceConfig config, DtlsCertificate certificate, SecureRandom random) throws IOException {
        Clock clock = Clock.systemUTC();
        KeyRing keys = keys(config);
        String id = nodeId(random);
        NodeInfo info = new NodeInfo(id, config.region(), new IceServers(config.rtc(), clock)::of);
        int threads = Math.max(1, config.engine().signalLoops());
        EventLoopGroup signalGroup = EventLoops.group("signal", threads);
        AgentService agents = agents(config, info, keys, clock, random);
        MediaPlane media = null;
        Telemetry telemetry = null;
        TokenServices tokens = null;
        try {
            telemetry = Telemetry.start(config, clock, random);
            LateObserver keyExchange = new LateObserver();
            List<RoomObserver> observers = new ArrayList<>(telemetry.observers());
            observers.add(agents);
            observers.add(keyExchange);
            media = MediaPlane.start(config, certificate, random, signalGroup);
            Rooms rooms = new Rooms(
                    media.loops(), MediaTuning.of(config), random, () -> micros(clock), RoomObserver.of(observers));
            agents.serve(rooms);
            Revocations revocations = new Revocations();
            if (config.tokenApi().enabled()) {
                tokens = TokenServices.open(config, rooms, revocations, clock, random);
                keyExchange.become(tokens.keyExchange());
            }
            telemetry.watch(id, media.loops(), rooms, agents);
            NodeLoad load = telemetry.load();
            if (load.limitsRate()) {
                var unused = signalGroup.scheduleAtFixedRate(
                        () -> load.sample(System.nanoTime()), LOAD_SECONDS, LOAD_SECONDS, TimeUnit.SECONDS);
            }
            ImmediateRoute health = Telemetry.health(media.loops(), rooms);
            HttpRoutes routes = new NodeRoutes(
                            config, keys, info, rooms, telemetry, agents, revocations, tokens, clock, random)
                    .build()
                    .at("/", health)
                    .at("/healthz", health);
            HttpServer http = HttpServer.start(
                    signalGroup,
                    config.bindAddresses(),
                    config.port(),
                    NodeRoutes.bound(config.limit().maxApiRequestBodySize()),
                    routes);
            log.info(
                    "media_ready udp={} tcp={} loops={} addresses={}",
                    media.udpPorts(),
                    config.rtc().tcpPort(),
                    media.loops().size(),
                    media.addresses());
            return new Node(signalGroup, media, rooms, agents, http, telemetry, tokens);
        } catch (IOException | RuntimeException e) {
            agents.close();
            if (media != null) {
                media.close();
            }
            if (telemetry != null) {
                telemetry.close();
            }
            if (tokens != null) {
                tokens.close();
            }
            signalGroup.shutdownGracefully(0, 500, TimeUnit.MILLISECONDS);
            throw e;
        }
    }

    private static KeyRing keys(SluiceConfig config) {
        return config.development()
                ? KeyRing.allowingShortSecrets(config.keys().secrets())
                : KeyRing.of(config.keys().secrets());
    }

    private static AgentService agents(
            SluiceConfig config, NodeInfo info, KeyRing keys, Clock clock, SecureRandom random) {
        AgentSettings settings = AgentSettings.of(
                config.agents().targetLoad(),
                config.agents().recording(),
                config.agents().redaction());
        return new AgentService(settings, info.serverInfo(), new TokenIssuer(keys), clock, random);
    }

    private static String nodeId(SecureRandom random) {
        byte[] id = new byte[6];
        random.nextBytes(id);
        return "ND_" + HexFormat.of().formatHex(id);
    }

    private static long micros(Clock clock) {
        var now = clock.instant();
        return now.getEpochSecond() * MICROS_PER_SECOND + now.getNano() / 1_000;
    }

    /** Where HTTP and WebSocket are served. */
    public int port() {
        return http.port();
    }

    /** Opens no new rooms from now on. */
    public void refuseNewRooms() {
        rooms.refuseNew();
    }

    /**
     * Refuses to open new rooms from now on, and waits until nobody is left in those that exist. Whoever was cut off may come back into
     * one of them, and others may join: their company is nowhere else.
     *
     * @param atMost how long
     * @return whether nobody is left
     * @throws InterruptedException when the thread is interrupted; nobody was sent out
     */
    public boolean drain(Duration atMost) throws InterruptedException {
        refuseNewRooms();
        long end = System.nanoTime() + atMost.toNanos();
        boolean left = anybodyInside();
        while (left && System.nanoTime() < end) {
            Thread.sleep(DRAIN_LOOK_MILLIS);
            left = anybodyInside();
        }
        return !left;
    }

    /** Agents and recorders do not count; a room that does not answer has somebody inside. */
    private boolean anybodyInside() throws InterruptedException {
        for (Shard room : rooms.all()) {
            try {
                RoomView view = room.ask(new RoomCommand.Look(new CompletableFuture<>()))
                        .get(1, TimeUnit.SECONDS);
                if (view.room().participants() > 0) {
                    return true;
                }
            } catch (ExecutionException e) {
                log.trace("room_ended_while_draining", e);
            } catch (TimeoutException e) {
                return true;
            }
        }
        return false;
    }

    /** Ends all rooms with a word to those inside, then everything else. Takes at most about six seconds. */
    @Override
    public void close() {
        http.stopAccepting();
        rooms.closeAll(DisconnectReason.SERVER_SHUTDOWN);
        long patience = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GOODBYE_MILLIS);
        while (rooms.count() > 0 && System.nanoTime() < patience) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        telemetry.close();
        http.close();
        agents.close();
        if (tokens != null) {
            tokens.close();
        }
        media.close();
        signalGroup.shutdownGracefully(50, 500, TimeUnit.MILLISECONDS).awaitUninterruptibly(1000);
    }
}
