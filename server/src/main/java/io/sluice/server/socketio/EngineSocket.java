package io.sluice.server.socketio;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/** A WebSocket below a session. */
final class EngineSocket extends SimpleChannelInboundHandler<WebSocketFrame> {
    private final EngineSession session;

    EngineSocket(EngineSession session) {
        this.session = session;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        switch (frame) {
            case TextWebSocketFrame text -> deliver(context.channel(), Frame.text(text.text()));
            case BinaryWebSocketFrame binary -> {
                byte[] bytes = new byte[binary.content().readableBytes()];
                binary.content().readBytes(bytes);
                deliver(context.channel(), Frame.binary(bytes));
            }
            case PingWebSocketFrame ping ->
                context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
            case CloseWebSocketFrame end -> context.close();
            default -> {
                // A pong needs no answer.
            }
        }
    }

    private void deliver(Channel channel, Frame frame) {
        session.inLoop(() -> session.arrived(channel, frame));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Channel channel = context.channel();
        session.inLoop(() -> session.ended(channel));
    }

    /** Frames that are none, or longer than allowed. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
