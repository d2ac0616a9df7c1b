package io.sluice.server.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.timeout.IdleStateEvent;
import io.sluice.signaling.livekit.Decoded;
import io.sluice.signaling.livekit.SignalChannel;
import io.sluice.signaling.livekit.SignalCodec;
import io.sluice.signaling.livekit.SignalSession;
import io.sluice.signaling.proto.SignalRequest;
import io.sluice.signaling.proto.SignalResponse;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The WebSocket below a session. Answers in the encoding in which the client spoke last, binary until then. */
final class SignalSocket extends SimpleChannelInboundHandler<WebSocketFrame> implements SignalChannel {
    private static final Logger log = LoggerFactory.getLogger(SignalSocket.class);

    private final Channel channel;
    private final WebSocketServerHandshaker handshaker;
    private final Duration ping;
    private @Nullable SignalSession session;
    private @Nullable ScheduledFuture<?> pings;
    private boolean text;

    /** @param ping how often the client is asked whether it is there */
    SignalSocket(Channel channel, WebSocketServerHandshaker handshaker, Duration ping) {
        this.channel = channel;
        this.handshaker = handshaker;
        this.ping = ping;
    }

    void begin(SignalSession begun) {
        session = begun;
        pings = channel.eventLoop()
                .scheduleAtFixedRate(
                        () -> channel.writeAndFlush(new PingWebSocketFrame()),
                        ping.toMillis(),
                        ping.toMillis(),
                        TimeUnit.MILLISECONDS);
        begun.start();
    }

    @Override
    public ScheduledExecutorService executor() {
        return channel.eventLoop();
    }

    @Override
    public void send(SignalResponse message) {
        if (!channel.isActive()) {
            return;
        }
        if (!channel.isWritable()) {
            // Megabytes are waiting. Without a close frame the client resumes, and is told everything anew.
            log.info("signal_slow_reader remote={}", channel.remoteAddress());
            channel.close();
            return;
        }
        channel.writeAndFlush(
                text
                        ? new TextWebSocketFrame(SignalCodec.encodeText(message))
                        : new BinaryWebSocketFrame(Unpooled.wrappedBuffer(SignalCodec.encode(message))));
    }

    @Override
    public void close() {
        if (channel.isActive()) {
            handshaker.close(channel, new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE, ""));
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        switch (frame) {
            case BinaryWebSocketFrame binary -> {
                byte[] bytes = new byte[binary.content().readableBytes()];
                binary.content().readBytes(bytes);
                text = false;
                receive(SignalCodec.decodeRequest(bytes));
            }
            case TextWebSocketFrame words -> {
                text = true;
                receive(SignalCodec.decodeRequest(words.text()));
            }
            case PingWebSocketFrame ping ->
                context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
            case CloseWebSocketFrame end -> handshaker.close(channel, end.retain());
            default -> {
                // A pong has done its work by arriving.
            }
        }
    }

    private void receive(Decoded<SignalRequest> decoded) {
        switch (decoded) {
            case Decoded.Read<SignalRequest>(SignalRequest message) -> {
                if (session != null) {
                    session.receive(message);
                }
            }
            case Decoded.Refused<SignalRequest> refused -> {
                log.info("signal_frame_refused remote={} reason={}", channel.remoteAddress(), refused.refusal());
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
            log.error("signal_failed remote={}", channel.remoteAddress(), cause);
        }
        channel.close();
    }
}
