package io.sluice.server.socketio;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import io.sluice.server.http.HttpAnswers;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A GET request that is answered when there is something to say. */
final class HeldPoll {
    private static final String TYPE = "text/plain; charset=UTF-8";

    private final ChannelHandlerContext context;
    private final HttpRequest request;
    private @Nullable ChannelFutureListener loss;

    HeldPoll(ChannelHandlerContext context, HttpRequest request) {
        this.context = context;
        this.request = request;
    }

    /** @param then runs, on the connection's loop, if the connection ends before the answer */
    void onLoss(Runnable then) {
        loss = closing -> then.run();
        context.channel().closeFuture().addListener(loss);
    }

    void answer(String payload) {
        forget();
        HttpAnswers.send(context, request, 200, TYPE, payload.getBytes(StandardCharsets.UTF_8));
    }

    void refuse(EngineError error) {
        forget();
        HttpAnswers.json(context, request, 400, error.json());
    }

    private void forget() {
        if (loss != null) {
            context.channel().closeFuture().removeListener(loss);
            loss = null;
        }
    }
}
