package io.sluice.server.node;

import io.netty.channel.EventLoopGroup;
import io.sluice.config.CodecSpec;
import io.sluice.config.LimitConfig;
import io.sluice.config.RoomConfig;
import io.sluice.config.SluiceConfig;
import io.sluice.server.http.AgentRoute;
import io.sluice.server.http.ApiRoute;
import io.sluice.server.http.HttpRoutes;
import io.sluice.server.http.HttpServer;
import io.sluice.server.http.MeetingTokens;
import io.sluice.server.http.SignalRoute;
import io.sluice.server.http.StaticPage;
import io.sluice.server.net.EventLoops;
import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.EncryptionPolicy;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomObserver;
import io.sluice.sfu.control.RoomPolicy;
import io.sluice.sfu.control.RoomView;
import io.sluice.sfu.shard.Rooms;
import io.sluice.sfu.shard.Shard;
import io.sluice.sfu.subscribe.PlayoutDelay;
import io.sluice.signaling.agent.AgentGate;
import io.sluice.signaling.agent.AgentService;
import io.sluice.signaling.agent.AgentSettings;
import io.sluice.signaling.livekit.ConnectGate;
import io.sluice.signaling.livekit.ConnectPolicy;
import io.sluice.signaling.livekit.NodeInfo;
import io.sluice.signaling.livekit.RoomOpening;
import io.sluice.signaling.livekit.SignalService;
import io.sluice.signaling.twirp.TwirpHandler;
import io.sluice.tokenapi.token.KeyRing;
import io.sluice.tokenapi.token.Revocations;
import io.sluice.tokenapi.token.TokenIssuer;
import io.sluice.tokenapi.token.TokenVerifier;
import io.sluice.transport.dtls.DtlsCertificate;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server: made by {@link #start}, ended by {@link #close}. */
public final class Node implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Node.class);
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long DRAIN_LOOK_MILLIS = 100;
    private static final long GOODBYE_MILLIS = 2_000;

    private final EventLoopGroup signalGroup;
    private final MediaPlane media;
    private final Rooms rooms;
    private final AgentService agents;
    private final HttpServer http;
    private final Telemetry telemetry;
    private final @Nullable TokenApi tokenApi;
    private final @Nullable KeyExchangeSockets sockets;

    private Node(
            EventLoopGroup signalGroup,
            MediaPlane media,
            Rooms rooms,
            AgentService agents,
            HttpServer http,
            Telemetry telemetry,
            @Nullable TokenApi tokenApi,
            @Nullable KeyExchangeSockets sockets) {
        this.signalGroup = signalGroup;
        this.media = media;
        this.rooms = rooms;
        this.agents = agents;
        this.http = http;
        this.telemetry = telemetry;
        this.tokenApi = tokenApi;
        this.sockets = sockets;
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
        int threads = Math.max(1, config.engine().signalLoops());
        EventLoopGroup signalGroup = EventLoops.group("signal", threads);
        MediaPlane media = null;
        KeyRing keys = keys(config);
        NodeInfo info = new NodeInfo(nodeId(random), config.region(), new IceServers(config.rtc(), clock)::of);
        AgentService agents = new AgentService(
                AgentSettings.of(
                        config.agents().targetLoad(),
                        config.agents().recording(),
                        config.agents().redaction()),
                info.serverInfo(),
                new TokenIssuer(keys),
                clock,
                random);
        Telemetry telemetry = null;
        TokenApi tokenApi = null;
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
            KeyExchangeSockets sockets = null;
            if (config.tokenApi().enabled()) {
                tokenApi = TokenApi.open(config, rooms, revocations, clock);
                sockets = KeyExchangeSockets.open(tokenApi, clock, random);
                keyExchange.become(sockets);
            }
            telemetry.watch(info.nodeId(), media.loops(), rooms);
            HttpRoutes routes = routes(
                            config, rooms, telemetry, tokenApi, sockets, agents, keys, info, revocations, clock, random)
                    .at("/", Telemetry.health(media.loops()));
            HttpServer http = HttpServer.start(
                    signalGroup,
                    config.bindAddresses(),
                    config.port(),
                    bound(config.limit().maxApiRequestBodySize()),
                    routes);
            log.info(
                    "media_ready udp={} tcp={} loops={} addresses={}",
                    media.udpPorts(),
                    config.rtc().tcpPort(),
                    media.loops().size(),
                    media.addresses());
            return new Node(signalGroup, media, rooms, agents, http, telemetry, tokenApi, sockets);
        } catch (IOException | RuntimeException e) {
            agents.close();
            if (media != null) {
                media.close();
            }
            if (telemetry != null) {
                telemetry.close();
            }
            if (tokenApi != null) {
                tokenApi.close();
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

    private static HttpRoutes routes(
            SluiceConfig config,
            Rooms rooms,
            Telemetry telemetry,
            @Nullable TokenApi tokenApi,
            @Nullable KeyExchangeSockets sockets,
            AgentService agents,
            KeyRing keys,
            NodeInfo info,
            Revocations revocations,
            Clock clock,
            SecureRandom random)
            throws IOException {
        TokenIssuer issuer = new TokenIssuer(keys);
        LimitConfig limit = config.limit();
        ConnectGate gate = new ConnectGate(
                new TokenVerifier(keys),
                new ConnectPolicy(
                        config.room().autoCreate(),
                        bound(limit.maxParticipantIdentityLength()),
                        bound(limit.maxRoomNameLength()),
                        config.rtc().useIceLite()),
                name -> rooms.find(name) != null,
                revocations,
                clock);
        RoomOpening opening = new RoomOpening(
                rooms,
                policy(config.room(), limit, config.tokenApi().e2ee()),
                RoomOpening.presets(config.room().configurations()),
                agents::expect,
                telemetry::expect);
        SignalService service = new SignalService(rooms, opening, info, issuer, revocations, clock, random);
        SignalRoute signal = new SignalRoute(gate, service, bound(limit.signalMessageSizeLimit()));
        Semaphore calls = new Semaphore(ApiRoute.AT_ONCE);
        HttpRoutes routes = new HttpRoutes(signal)
                .beneath(
                        TwirpHandler.PREFIX,
                        new ApiRoute(
                                telemetry.counting(
                                        ServerApi.over(rooms, opening, agents, revocations, keys, config, clock)),
                                calls))
                .at(
                        "/agent",
                        new AgentRoute(
                                new AgentGate(new TokenVerifier(keys), clock),
                                agents,
                                bound(limit.agentSignalMessageSizeLimit())));
        if (tokenApi != null && config.tokenApi().management()) {
            tokenApi.addManagement(routes, config.tokenApi(), keys, issuer, clock, calls);
        }
        if (sockets != null) {
            routes.beneath("/socket.io/", sockets.route());
        }
        if (config.development()) {
            routes.beneath("/meet/", new StaticPage("/meet/")).at("/meet/token", new MeetingTokens(issuer, clock));
        }
        return routes;
    }

    private static RoomPolicy policy(RoomConfig room, LimitConfig limit, String encryption) {
        List<String> codecs = room.enabledCodecs().stream().map(CodecSpec::mime).toList();
        return new RoomPolicy(
                room.maxParticipants(),
                (int) room.emptyTimeout().toSeconds(),
                (int) room.departureTimeout().toSeconds(),
                codecs.isEmpty() ? RoomPolicy.ALL_CODECS : codecs,
                bound(limit.maxMetadataSize()),
                bound(limit.maxAttributesSize()),
                bound(limit.maxParticipantNameLength()),
                limit.subscriptionLimitVideo(),
                limit.subscriptionLimitAudio(),
                playoutDelay(room.playoutDelay()),
                room.syncStreams(),
                EncryptionPolicy.valueOf(encryption.toUpperCase(Locale.ROOT)));
    }

    private static PlayoutDelay playoutDelay(io.sluice.config.PlayoutDelay configured) {
        return configured.enabled()
                ? new PlayoutDelay(configured.minMillis(), configured.maxMillis())
                : PlayoutDelay.NONE;
    }

    /** In the configuration 0 takes a bound away. */
    static int bound(int limit) {
        return limit == 0 ? Integer.MAX_VALUE : limit;
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

    /**
     * Refuses to open new rooms from now on, and waits until nobody is left in those that exist. Whoever was cut off may come back into
     * one of them, and others may join: their company is nowhere else.
     *
     * @param atMost how long
     * @return whether nobody is left
     * @throws InterruptedException when the thread is interrupted; nobody was sent out
     */
    public boolean drain(Duration atMost) throws InterruptedException {
        rooms.refuseNew();
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
        if (sockets != null) {
            sockets.close();
        }
        http.close();
        agents.close();
        if (tokenApi != null) {
            tokenApi.close();
        }
        media.close();
        signalGroup.shutdownGracefully(50, 500, TimeUnit.MILLISECONDS).awaitUninterruptibly(1000);
    }
}
