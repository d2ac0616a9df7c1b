package io.sluice.server.socketio;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.sluice.server.http.HttpAnswers;
import io.sluice.server.http.Route;
import io.sluice.server.http.WebSocketUpgrade;
import io.sluice.tokenapi.keyexchange.SocketHandshake;
import io.sluice.tokenapi.keyexchange.SocketNamespace;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The path of Socket.IO: opens sessions, and finds the session of every later request by the id in its query. Requests for one session may
 * come on any connection, between requests for other paths.
 */
public final class EngineServer implements Route {
    private static final String VERSION = "4";
    private static final int MOST_SESSIONS = 20_000;
    private static final int MOST_PACKETS_A_POST = 10_000;
    private static final int ID_BYTES = 15;

    private final Map<String, EngineSession> sessions = new ConcurrentHashMap<>();
    private final Map<String, SocketNamespace> namespaces;
    private final Executor blocking;
    private final SecureRandom random;
    private final EngineLimits limits;

    /**
     * @param namespaces by name, each with its slash
     * @param blocking runs what listeners do, which may block; many at once
     * @param random of session ids, which are all that a request by polling has to show
     */
    public EngineServer(Map<String, SocketNamespace> namespaces, Executor blocking, SecureRandom random) {
        this(namespaces, blocking, random, EngineLimits.USUAL);
    }

    EngineServer(Map<String, SocketNamespace> namespaces, Executor blocking, SecureRandom random, EngineLimits limits) {
        this.namespaces = Map.copyOf(namespaces);
        this.blocking = blocking;
        this.random = random;
        this.limits = limits;
    }

    @Override
    public void serve(ChannelHandlerContext context, FullHttpRequest request, QueryStringDecoder target) {
        String sid = parameter(target, "sid");
        if (!VERSION.equals(parameter(target, "EIO"))) {
            refuse(context, request, EngineError.UNSUPPORTED_VERSION);
            return;
        }
        EngineSession session = sid == null ? null : sessions.get(sid);
        if (sid != null && session == null) {
            refuse(context, request, EngineError.UNKNOWN_SESSION);
            return;
        }
        boolean upgrade = request.headers().contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
        switch (parameter(target, "transport")) {
            case "polling" -> poll(context, request, session);
            case "websocket" -> {
                if (!upgrade || !request.method().equals(HttpMethod.GET)) {
                    refuse(context, request, EngineError.BAD_REQUEST);
                } else {
                    upgrade(context, request, session);
                }
            }
            case null, default -> refuse(context, request, EngineError.UNKNOWN_TRANSPORT);
        }
    }

    private static @Nullable String parameter(QueryStringDecoder target, String name) {
        List<String> values = target.parameters().get(name);
        return values == null ? null : values.getFirst();
    }

    private static void refuse(ChannelHandlerContext context, HttpRequest request, EngineError error) {
        HttpAnswers.json(context, request, 400, error.json());
    }

    private void poll(ChannelHandlerContext context, FullHttpRequest request, @Nullable EngineSession session) {
        if (request.method().equals(HttpMethod.GET)) {
            EngineSession asked = session == null ? begin(context, request, null) : session;
            if (asked == null) {
                refuse(context, request, EngineError.FORBIDDEN);
                return;
            }
            HeldPoll poll = new HeldPoll(context, request);
            asked.inLoop(() -> asked.hold(poll));
        } else if (!request.method().equals(HttpMethod.POST) || session == null) {
            refuse(context, request, EngineError.BAD_METHOD);
        } else {
            post(context, request, session);
        }
    }

    private void post(ChannelHandlerContext context, FullHttpRequest request, EngineSession session) {
        List<Frame> frames = request.content().readableBytes() > limits.payload()
                ? null
                : PollPayload.decode(request.content().nioBuffer(), MOST_PACKETS_A_POST);
        if (frames == null) {
            session.inLoop(session::close);
            refuse(context, request, EngineError.BAD_REQUEST);
            return;
        }
        session.inLoop(() -> session.posted(
                frames,
                () -> HttpAnswers.send(context, request, 200, "text/html", "ok".getBytes(StandardCharsets.US_ASCII))));
    }

    /** A session on the loop of the connection that asked for it; null when there are too many. */
    private @Nullable EngineSession begin(
            ChannelHandlerContext context, HttpRequest request, @Nullable Channel webSocket) {
        if (sessions.size() >= MOST_SESSIONS) {
            return null;
        }
        String id = id();
        EngineSession session = new EngineSession(id, context.channel().eventLoop(), limits, () -> sessions.remove(id));
        sessions.put(id, session);
        SocketIoConnection connection = new SocketIoConnection(
                session, namespaces, handshake(context, request), new SerialTasks(blocking), this::id);
        session.open(connection, webSocket);
        connection.begin();
        return session;
    }

    private static Handshake handshake(ChannelHandlerContext context, HttpRequest request) {
        String remote = context.channel().remoteAddress() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress()
                : "";
        return auth -> new SocketHandshake(
                auth,
                request.headers().get(HttpHeaderNames.COOKIE),
                request.headers().get(HttpHeaderNames.ORIGIN),
                request.headers().get(HttpHeaderNames.HOST),
                remote);
    }

    private String id() {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }

    private void upgrade(ChannelHandlerContext context, FullHttpRequest request, @Nullable EngineSession existing) {
        WebSocketUpgrade.shakeHands(
                context,
                request,
                limits.payload(),
                () -> refuse(context, request, EngineError.BAD_REQUEST),
                _ -> upgraded(context, request, existing));
    }

    private void upgraded(ChannelHandlerContext context, FullHttpRequest request, @Nullable EngineSession existing) {
        Channel channel = context.channel();
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(limits.unread() / 4, limits.unread()));
        EngineSession session = existing == null ? begin(context, request, channel) : existing;
        if (session == null) {
            context.close();
            return;
        }
        // The session's own heartbeat tells the dead from the quiet.
        WebSocketUpgrade.leaveHttp(context, limits.payload(), new EngineSocket(session));
        if (existing != null) {
            existing.inLoop(() -> existing.tryUpgrade(channel));
        }
    }

    /** Ends all sessions. */
    public void close() {
        List.copyOf(sessions.values()).forEach(session -> session.inLoop(session::close));
    }

    /** How many clients are connected. */
    public int sessions() {
        return sessions.size();
    }
}
