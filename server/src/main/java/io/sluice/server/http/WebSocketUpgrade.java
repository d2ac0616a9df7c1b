package io.sluice.server.http;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** Turns an HTTP connection into a WebSocket. */
final class WebSocketUpgrade {
    private WebSocketUpgrade() {}

    /** Whether the request asks for it. */
    static boolean isWanted(FullHttpRequest request) {
        return request.headers().contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }

    /**
     * Does it, or answers why not.
     *
     * @param longestMessage bytes
     * @param heartbeat after which silence the connection is given up
     * @param socket makes what reads the frames
     * @param begin called when frames can be written, before one is read
     */
    static <T extends ChannelHandler> void serve(
            ChannelHandlerContext context,
            FullHttpRequest request,
            int longestMessage,
            Heartbeat heartbeat,
            Function<WebSocketServerHandshaker, T> socket,
            Consumer<T> begin) {
        WebSocketServerHandshaker handshaker =
                new WebSocketServerHandshakerFactory("/", null, false, longestMessage).newHandshaker(request);
        if (handshaker == null) {
            WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(context.channel());
            return;
        }
        T reader = socket.apply(handshaker);
        ChannelFuture handshake;
        try {
            handshake = handshaker.handshake(context.channel(), request);
        } catch (WebSocketHandshakeException e) {
            HttpAnswers.text(context, request, 400, "malformed WebSocket handshake");
            return;
        }
        handshake.addListener(done -> {
            if (done.isSuccess()) {
                SignalRoute.leaveHttp(
                        context,
                        new IdleStateHandler(heartbeat.silence().toMillis(), 0, 0, TimeUnit.MILLISECONDS),
                        new WebSocketFrameAggregator(longestMessage),
                        reader);
                begin.accept(reader);
            } else {
                context.close();
            }
        });
    }
}
