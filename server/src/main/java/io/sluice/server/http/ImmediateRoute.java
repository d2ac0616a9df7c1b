package io.sluice.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.sluice.tokenapi.http.ApiAnswer;
import java.util.function.Supplier;

/** Answers on the connection's own thread what needs no waiting. */
public final class ImmediateRoute implements Route {
    private final Supplier<ApiAnswer> answer;

    /** @param answer must return at once */
    public ImmediateRoute(Supplier<ApiAnswer> answer) {
        this.answer = answer;
    }

    @Override
    public void serve(ChannelHandlerContext context, FullHttpRequest request, QueryStringDecoder target) {
        HttpAnswers.send(context, request, answer.get());
    }
}
