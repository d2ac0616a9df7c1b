package io.sluice.server.http;

import com.google.protobuf.Message;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
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
import io.sluice.signaling.livekit.SignalCodec;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A WebSocket that carries messages, in protobuf or as its JSON. Answers in the encoding in which the other side spoke last, binary until
 * then; pings it, and gives it up when it is silent, or reads too slowly.
 *
 * @param <T> what the other side sends
 */
abstract class MessageSocket<T> extends SimpleChannelInboundHandler<WebSocketFrame> {
    private static final Logger log = LoggerFactory.getLogger(MessageSocket.class);

    private final String kind;
    private final Channel channel;
    private final WebSocketServerHandshaker handshaker;
    private final Duration ping;
    private @Nullable ScheduledFuture<?> pings;
    private volatile boolean text;

    /**
     * @param kind how the log calls the other side
     * @param ping how often it is asked whether it is there
     */
    MessageSocket(String kind, Channel channel, WebSocketServerHandshaker handshaker, Duration ping) {
        this.kind = kind;
        this.channel = channel;
        this.handshaker = handshaker;
        this.ping = ping;
    }

    abstract Decoded<T> decode(byte[] frame);

    abstract Decoded<T> decode(String frame);

    /** A message has come. */
    abstract void receive(T message);

    /** The connection has ended. */
    abstract void lost();

    /** Ends the connection as this protocol does. */
    public abstract void close();

    final Channel channel() {
        return channel;
    }

    final WebSocketServerHandshaker handshaker() {
        return handshaker;
    }

    final void startPings() {
        pings = channel.eventLoop()
                .scheduleAtFixedRate(
                        () -> channel.writeAndFlush(new PingWebSocketFrame()),
                        ping.toMillis(),
                        ping.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** From any thread. */
    final void write(Message message) {
        if (!channel.isActive()) {
            return;
        }
        if (!channel.isWritable()) {
            // Megabytes are waiting. Without a close frame a client resumes, and is told everything anew; the jobs of a
            // worker are better done by another.
            log.info("{}_slow_reader remote={}", kind, channel.remoteAddress());
            channel.close();
            return;
        }
        channel.writeAndFlush(
                text
                        ? new TextWebSocketFrame(SignalCodec.encodeText(message))
                        : new BinaryWebSocketFrame(Unpooled.wrappedBuffer(SignalCodec.encode(message))));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        switch (frame) {
            case BinaryWebSocketFrame binary -> {
                text = false;
                receive(decode(ByteBufUtil.getBytes(binary.content())));
            }
            case TextWebSocketFrame words -> {
                text = true;
                receive(decode(words.text()));
            }
            case PingWebSocketFrame asked ->
                context.writeAndFlush(new PongWebSocketFrame(asked.content().retain()));
            case CloseWebSocketFrame end -> handshaker.close(channel, end.retain());
            default -> {
                // A pong has done its work by arriving.
            }
        }
    }

    private void receive(Decoded<T> decoded) {
        switch (decoded) {
            case Decoded.Read<T>(T message) -> receive(message);
            case Decoded.Refused<T> refused -> {
                log.info("{}_frame_refused remote={} reason={}", kind, channel.remoteAddress(), refused.refusal());
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
        lost();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof TooLongFrameException) {
            // A message in many frames; of a single one that is too long the decoder has told already.
            handshaker.close(channel, new CloseWebSocketFrame(WebSocketCloseStatus.MESSAGE_TOO_BIG));
            return;
        }
        // Frames that are none; and bugs, which the log must know.
        if (cause instanceof RuntimeException && cause.getClass().getName().startsWith("java.")) {
            log.error("{}_failed remote={}", kind, channel.remoteAddress(), cause);
        }
        channel.close();
    }
}
