package io.sluice.server.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.timeout.IdleStateEvent;
import io.sluice.signaling.agent.WorkerLink;
import io.sluice.signaling.agent.WorkerSession;
import io.sluice.signaling.livekit.Decoded;
import io.sluice.signaling.livekit.SignalCodec;
import io.sluice.signaling.proto.ServerMessage;
import io.sluice.signaling.proto.WorkerMessage;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The WebSocket of an agent worker. Answers in the encoding in which the worker spoke last, binary until then. */
final class AgentSocket extends SimpleChannelInboundHandler<WebSocketFrame> implements WorkerLink {
    private static final Logger log = LoggerFactory.getLogger(AgentSocket.class);

    private final Channel channel;
    private final WebSocketServerHandshaker handshaker;
    private final Duration ping;
    private @Nullable WorkerSession session;
    private @Nullable ScheduledFuture<?> pings;
    private volatile boolean text;

    /** @param ping how often the worker is asked whether it is there */
    AgentSocket(Channel channel, WebSocketServerHandshaker handshaker, Duration ping) {
        this.channel = channel;
        this.handshaker = handshaker;
        this.ping = ping;
    }

    void begin(WorkerSession begun) {
        session = begun;
        pings = channel.eventLoop()
                .scheduleAtFixedRate(
                        () -> channel.writeAndFlush(new PingWebSocketFrame()),
                        ping.toMillis(),
                        ping.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public void send(ServerMessage message) {
        if (!channel.isActive()) {
            return;
        }
        if (!channel.isWritable()) {
            // Megabytes are waiting: its jobs are better done by another.
            log.info("agent_slow_reader remote={}", channel.remoteAddress());
            channel.close();
            return;
        }
        channel.writeAndFlush(
                text
                        ? new TextWebSocketFrame(SignalCodec.encodeText(message))
                        : new BinaryWebSocketFrame(Unpooled.wrappedBuffer(SignalCodec.encode(message))));
    }

    /** Without a close frame, as LiveKit ends workers that break the protocol. */
    @Override
    public void close() {
        channel.close();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        switch (frame) {
            case BinaryWebSocketFrame binary -> {
                text = false;
                receive(SignalCodec.decodeWorkerMessage(ByteBufUtil.getBytes(binary.content())));
            }
            case TextWebSocketFrame words -> {
                text = true;
                receive(SignalCodec.decodeWorkerMessage(words.text()));
            }
            case PingWebSocketFrame asked ->
                context.writeAndFlush(new PongWebSocketFrame(asked.content().retain()));
            case CloseWebSocketFrame end -> handshaker.close(channel, end.retain());
            default -> {
                // A pong has done its work by arriving.
            }
        }
    }

    private void receive(Decoded<WorkerMessage> decoded) {
        switch (decoded) {
            case Decoded.Read<WorkerMessage>(WorkerMessage message) -> {
                if (session != null) {
                    session.receive(message);
                }
            }
            case Decoded.Refused<WorkerMessage> refused -> {
                log.info("agent_frame_refused remote={} reason={}", channel.remoteAddress(), refused.refusal());
                close();
            }
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent) {
            channel.close();
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (pings != null) {
            pings.cancel(false);
        }
        if (session != null) {
            session.lost();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // Frames that are none, or longer than allowed; and bugs, which the log must know.
        if (cause instanceof RuntimeException && cause.getClass().getName().startsWith("java.")) {
            log.error("agent_failed remote={}", channel.remoteAddress(), cause);
        }
        channel.close();
    }
}
