package io.sluice.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.sluice.tokenapi.http.ApiAnswer;
import java.nio.charset.StandardCharsets;

/** Writes HTTP answers. All of them may be read by pages of any origin: the right to do something is in the token, never in a cookie. */
public final class HttpAnswers {
    private static final String ANY = "*";
    private static final String DAY_SECONDS = "86400";

    private HttpAnswers() {}

    /** Answers with a text. */
    public static void text(ChannelHandlerContext context, HttpRequest request, int status, String body) {
        send(context, request, status, "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    /** As {@link #text}; then the connection ends. */
    public static void last(ChannelHandlerContext context, HttpRequest request, int status, String body) {
        FullHttpResponse answer = typed(status, "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
        answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        write(context, request, answer);
    }

    /** Answers with JSON. */
    public static void json(ChannelHandlerContext context, HttpRequest request, int status, String body) {
        send(context, request, status, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    /** Answers with a body of any type; from any thread. */
    public static void send(ChannelHandlerContext context, HttpRequest request, int status, String type, byte[] body) {
        write(context, request, typed(status, type, body));
    }

    private static FullHttpResponse typed(int status, String type, byte[] body) {
        FullHttpResponse answer = answer(status, Unpooled.wrappedBuffer(body));
        answer.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
        answer.headers().set("x-content-type-options", "nosniff");
        return answer;
    }

    /** From any thread. */
    static void send(ChannelHandlerContext context, HttpRequest request, ApiAnswer body) {
        FullHttpResponse answer = answer(body.status(), Unpooled.wrappedBuffer(body.body()));
        answer.headers().set("x-content-type-options", "nosniff");
        body.headers().forEach(answer.headers()::set);
        write(context, request, answer);
    }

    static void redirect(ChannelHandlerContext context, HttpRequest request, String location) {
        FullHttpResponse answer = answer(HttpResponseStatus.MOVED_PERMANENTLY.code(), Unpooled.EMPTY_BUFFER);
        answer.headers().set(HttpHeaderNames.LOCATION, location);
        write(context, request, answer);
    }

    /** To the question whether a page of another origin may ask. */
    static void preflight(ChannelHandlerContext context, HttpRequest request) {
        FullHttpResponse answer = answer(HttpResponseStatus.NO_CONTENT.code(), Unpooled.EMPTY_BUFFER);
        answer.headers()
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "OPTIONS, HEAD, GET, POST, PUT, PATCH, DELETE")
                .set(
                        HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS,
                        request.headers().get(HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS, ANY))
                .set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, DAY_SECONDS);
        write(context, request, answer);
    }

    private static FullHttpResponse answer(int status, ByteBuf body) {
        FullHttpResponse answer =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), body);
        answer.headers()
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, ANY)
                .set(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, ANY);
        return answer;
    }

    /** Whether the connection stays open after it is decided by the handler in front of this one. */
    private static void write(ChannelHandlerContext context, HttpRequest request, FullHttpResponse answer) {
        answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, answer.content().readableBytes());
        if (request.method().equals(HttpMethod.HEAD)) {
            answer.content().clear();
        }
        context.writeAndFlush(answer);
    }
}
