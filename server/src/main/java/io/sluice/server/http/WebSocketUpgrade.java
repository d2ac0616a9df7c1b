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
public final class WebSocketUpgrade {
    static final String HTTP_TIMEOUT = "http-timeout";
    static final String HTTP_ROUTES = "http-routes";

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
        Runnable malformed = () -> HttpAnswers.text(context, request, 400, "malformed WebSocket handshake");
        shakeHands(context, request, longestMessage, malformed, handshaker -> {
            T reader = socket.apply(handshaker);
            leaveHttp(
                    context,
                    longestMessage,
                    new IdleStateHandler(heartbeat.silence().toMillis(), 0, 0, TimeUnit.MILLISECONDS),
                    reader);
            begin.accept(reader);
        });
    }

    /**
     * Shakes hands.
     *
     * @param longestMessage bytes
     * @param malformed answers a request that is no handshake
     * @param open called once frames can be written; {@link #leaveHttp} is up to it
     */
    public static void shakeHands(
            ChannelHandlerContext context,
            FullHttpRequest request,
            int longestMessage,
            Runnable malformed,
            Consumer<WebSocketServerHandshaker> open) {
        WebSocketServerHandshaker handshaker =
                new WebSocketServerHandshakerFactory("/", null, false, longestMessage).newHandshaker(request);
        if (handshaker == null) {
            WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(context.channel());
            return;
        }
        ChannelFuture handshake;
        try {
            handshake = handshaker.handshake(context.channel(), request);
        } catch (WebSocketHandshakeException e) {
            malformed.run();
            return;
        }
        handshake.addListener(done -> {
            if (done.isSuccess()) {
                open.accept(handshaker);
            } else {
                context.close();
            }
        });
    }

    /** Puts handlers of whole messages in the place of those that know requests. */
    public static void leaveHttp(ChannelHandlerContext context, int longestMessage, ChannelHandler... handlers) {
        context.pipeline().remove(HTTP_TIMEOUT);
        context.pipeline().addLast(new WebSocketFrameAggregator(longestMessage));
        context.pipeline().addLast(handlers);
        context.pipeline().remove(HTTP_ROUTES);
    }
}
