package io.sluice.server.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.sluice.tokenapi.http.ApiAnswer;
import io.sluice.tokenapi.http.ApiCall;
import io.sluice.tokenapi.http.ApiHandler;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets handlers that may wait answer requests, each on a virtual thread. Those beyond the bound are turned away at once: a database that
 * hangs must not gather requests without end.
 */
public final class ApiRoute implements Route {
    /** Of all routes that share the bound. */
    public static final int AT_ONCE = 512;

    private static final Logger log = LoggerFactory.getLogger(ApiRoute.class);

    private final ApiHandler handler;
    private final Semaphore free;

    /**
     * @param handler answers
     * @param free one permit for each request that may be under way
     */
    public ApiRoute(ApiHandler handler, Semaphore free) {
        this.handler = handler;
        this.free = free;
    }

    @Override
    public void serve(ChannelHandlerContext context, FullHttpRequest request, QueryStringDecoder target) {
        HttpRequest head = head(request);
        if (!free.tryAcquire()) {
            HttpAnswers.text(context, head, 503, "too many requests at once");
            return;
        }
        ApiCall call = call(context, request, target);
        context.channel().config().setAutoRead(false);
        Thread.ofVirtual().name("api").start(() -> {
            ApiAnswer answer;
            try {
                answer = answer(call);
            } finally {
                free.release();
            }
            // Both on the connection's thread: it may be about to serve the next request, which must not overtake the
            // answer.
            context.executor().execute(() -> {
                HttpAnswers.send(context, head, answer);
                context.channel().config().setAutoRead(true);
            });
        });
    }

    private ApiAnswer answer(ApiCall call) {
        try {
            return handler.answer(call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ApiAnswer.text(503, "the server ends");
        } catch (RuntimeException e) {
            log.error("api_failed method={} path={}", call.method(), call.path(), e);
            return ApiAnswer.text(500, "internal error");
        }
    }

    /** What of the request is still needed when its body has been released. */
    private static HttpRequest head(FullHttpRequest request) {
        HttpRequest head = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, request.method(), request.uri());
        head.headers().set(request.headers());
        return head;
    }

    private static ApiCall call(ChannelHandlerContext context, FullHttpRequest request, QueryStringDecoder target) {
        Map<String, List<String>> headers = new HashMap<>();
        request.headers()
                .forEach(header -> headers.computeIfAbsent(
                                header.getKey().toLowerCase(Locale.ROOT), _ -> new ArrayList<>(1))
                        .add(header.getValue()));
        return new ApiCall(
                request.method().name(),
                target.path(),
                target.parameters(),
                headers,
                ByteBufUtil.getBytes(request.content()),
                address(context),
                target.rawPath());
    }

    private static String address(ChannelHandlerContext context) {
        return context.channel().remoteAddress() instanceof InetSocketAddress remote
                ? remote.getAddress().getHostAddress()
                : "";
    }
}
