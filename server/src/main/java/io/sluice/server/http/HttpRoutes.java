package io.sluice.server.http;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.timeout.TimeoutException;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which path is answered by what. One for all connections. */
@ChannelHandler.Sharable
public final class HttpRoutes extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger log = LoggerFactory.getLogger(HttpRoutes.class);

    private final Map<String, Route> exact = new HashMap<>();
    /** By what their paths begin with; the longest that fits serves. */
    private final NavigableMap<String, Route> beneath = new TreeMap<>();

    private Set<String> origins = Set.of();
    /** Empty, or begins with a slash and does not end with one. */
    private String prefix = "";

    /** The paths at which clients of LiveKit connect. */
    public HttpRoutes(SignalRoute signal) {
        exact.put("/rtc", signal.connect(false));
        exact.put("/rtc/v1", signal.connect(true));
        exact.put("/rtc/validate", signal.validate(false));
        exact.put("/rtc/v1/validate", signal.validate(true));
    }

    /** Adds a path. All are added before the first request. */
    public HttpRoutes at(String path, Route route) {
        exact.put(path, route);
        return this;
    }

    /** Adds everything beneath a path that ends with a slash, and the path itself without it. */
    public HttpRoutes beneath(String folder, Route route) {
        beneath.put(folder, route);
        return this;
    }

    /**
     * All paths are also found behind this one: clients keep the path of the URL that they are given, and not every proxy takes it away.
     *
     * @param url whose path it is; without a path there is nothing to find behind
     */
    public HttpRoutes behindPathOf(String url) {
        String path = url.isEmpty() ? "" : URI.create(url).getRawPath();
        prefix = path == null || path.equals("/")
                ? ""
                : path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return this;
    }

    /** Names the web pages that may send a browser's cookies along; none may otherwise. Before the first request. */
    public HttpRoutes trusting(Set<String> pages) {
        origins = Set.copyOf(pages);
        return this;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (!request.decoderResult().isSuccess()) {
            malformed(context, request);
            return;
        }
        if (request.method().equals(HttpMethod.OPTIONS)) {
            HttpAnswers.preflight(context, request, origins);
            return;
        }
        QueryStringDecoder target =
                new QueryStringDecoder(withOneSlash(withoutPrefix(withOneSlash(originForm(request.uri())))));
        String path;
        try {
            path = target.path();
            target.parameters();
        } catch (IllegalArgumentException e) {
            HttpAnswers.text(context, request, 400, "malformed URL");
            return;
        }
        try {
            route(path).serve(context, request, target);
        } catch (RuntimeException e) {
            log.error("http_failed method={} path={}", request.method(), path, e);
            HttpAnswers.text(context, request, 500, "internal error");
        }
    }

    /** Nothing that follows on such a connection can be read. */
    private static void malformed(ChannelHandlerContext context, FullHttpRequest request) {
        switch (request.decoderResult().cause()) {
            case TooLongHttpLineException e -> HttpAnswers.last(context, request, 414, "the URL is too long");
            case TooLongHttpHeaderException e -> HttpAnswers.last(context, request, 431, "the headers are too long");
            default -> HttpAnswers.last(context, request, 400, "malformed request");
        }
    }

    private Route route(String path) {
        Route route = exact.get(path);
        if (route != null) {
            return route;
        }
        String folder = path + "/";
        for (var under = beneath.floorEntry(folder); under != null; under = beneath.lowerEntry(under.getKey())) {
            if (folder.startsWith(under.getKey())) {
                return under.getValue();
            }
        }
        return HttpRoutes::notFound;
    }

    private static void notFound(ChannelHandlerContext context, FullHttpRequest request, QueryStringDecoder target) {
        HttpAnswers.text(context, request, 404, "404 page not found\n");
    }

    /** Requests that proxies pass on may name the server in their target, which must not matter (RFC 9112 §3.2.2). */
    private static String originForm(String target) {
        if (!target.startsWith("http://") && !target.startsWith("https://")) {
            return target;
        }
        int path = target.indexOf('/', target.indexOf("//") + 2);
        return path < 0 ? "/" : target.substring(path);
    }

    private String withoutPrefix(String target) {
        if (prefix.isEmpty() || !target.startsWith(prefix)) {
            return target;
        }
        String rest = target.substring(prefix.length());
        return rest.startsWith("/") ? rest : rest.isEmpty() || rest.startsWith("?") ? "/" + rest : target;
    }

    /** Clients and backends whose configured URL ends with a slash ask for {@code //rtc} and {@code //twirp/…}. */
    private static String withOneSlash(String target) {
        int slashes = 0;
        while (slashes < target.length() && target.charAt(slashes) == '/') {
            slashes++;
        }
        return slashes > 1 ? target.substring(slashes - 1) : target;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException || cause instanceof CodecException || cause instanceof TimeoutException)) {
            log.warn("http_connection_failed remote={}", context.channel().remoteAddress(), cause);
        }
        context.close();
    }
}
