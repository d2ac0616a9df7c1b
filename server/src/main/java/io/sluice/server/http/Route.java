package io.sluice.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;

/** Answers requests to some paths. */
@FunctionalInterface
public interface Route {
    /**
     * Answers, now or later.
     *
     * @param request released by the caller when this returns
     * @param target its path and parameters, decoded
     */
    void serve(ChannelHandlerContext context, FullHttpRequest request, QueryStringDecoder target);
}
