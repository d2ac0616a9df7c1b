package io.sluice.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.sluice.signaling.livekit.ConnectGate;
import io.sluice.signaling.livekit.ConnectRequest;
import io.sluice.signaling.livekit.ConnectVerdict;
import io.sluice.signaling.livekit.SignalObserver;
import io.sluice.signaling.livekit.SignalService;
import java.util.List;

/** The paths where clients connect, and where they ask why they could not. */
public final class SignalRoute {
    private final ConnectGate gate;
    private final SignalService service;
    private final int longestMessage;
    private final Heartbeat heartbeat;
    private final SignalObserver observer;

    /**
     * @param gate lets clients in
     * @param service what they find inside
     * @param longestMessage bytes
     * @param observer told who comes
     */
    public SignalRoute(ConnectGate gate, SignalService service, int longestMessage, SignalObserver observer) {
        this(gate, service, longestMessage, Heartbeat.USUAL, observer);
    }

    SignalRoute(
            ConnectGate gate, SignalService service, int longestMessage, Heartbeat heartbeat, SignalObserver observer) {
        this.observer = observer;
        this.gate = gate;
        this.service = service;
        this.longestMessage = longestMessage;
        this.heartbeat = heartbeat;
    }

    /** Opens a signal connection. What is no WebSocket gets 404, as LiveKit answers. */
    Route connect(boolean joinRequestNeeded) {
        return (context, request, target) -> {
            if (!WebSocketUpgrade.isWanted(request)) {
                HttpAnswers.text(context, request, 404, "");
                return;
            }
            switch (check(joinRequestNeeded, false, request, target)) {
                case ConnectVerdict.Refused(int status, String body) -> {
                    observer.refused();
                    HttpAnswers.text(context, request, status, body);
                }
                case ConnectVerdict.Accepted(ConnectRequest accepted) -> {
                    observer.accepted();
                    upgrade(context, request, accepted);
                }
            }
        };
    }

    /** Says whether {@link #connect} would let the client in. */
    Route validate(boolean joinRequestNeeded) {
        return (context, request, target) -> {
            switch (check(joinRequestNeeded, true, request, target)) {
                case ConnectVerdict.Refused(int status, String body) ->
                    HttpAnswers.text(context, request, status, body);
                case ConnectVerdict.Accepted accepted -> HttpAnswers.text(context, request, 200, "success");
            }
        };
    }

    private ConnectVerdict check(
            boolean joinRequestNeeded, boolean validateOnly, FullHttpRequest request, QueryStringDecoder target) {
        ConnectVerdict verdict = gate.check(
                joinRequestNeeded,
                validateOnly,
                name -> {
                    List<String> values = target.parameters().get(name);
                    return values == null ? null : values.getFirst();
                },
                request.headers().get(HttpHeaderNames.AUTHORIZATION),
                request.headers().get(HttpHeaderNames.USER_AGENT, ""));
        if (verdict instanceof ConnectVerdict.Accepted(ConnectRequest accepted)) {
            String refusal = service.refusal(accepted);
            return refusal == null ? verdict : new ConnectVerdict.Refused(503, refusal);
        }
        return verdict;
    }

    private void upgrade(ChannelHandlerContext context, FullHttpRequest request, ConnectRequest accepted) {
        WebSocketUpgrade.serve(
                context,
                request,
                longestMessage,
                heartbeat,
                handshaker -> new SignalSocket(context.channel(), handshaker, heartbeat.ping()),
                socket -> socket.begin(service.open(accepted, socket)));
    }
}
