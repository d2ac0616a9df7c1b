package io.sluice.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.sluice.signaling.agent.AgentGate;
import io.sluice.signaling.agent.AgentService;
import java.util.List;

/** The path where agent workers connect. */
public final class AgentRoute implements Route {
    private final AgentGate gate;
    private final AgentService service;
    private final int longestMessage;
    private final Heartbeat heartbeat;

    /**
     * @param gate lets workers in
     * @param service what they find inside
     * @param longestMessage bytes
     */
    public AgentRoute(AgentGate gate, AgentService service, int longestMessage) {
        this(gate, service, longestMessage, Heartbeat.USUAL);
    }

    AgentRoute(AgentGate gate, AgentService service, int longestMessage, Heartbeat heartbeat) {
        this.gate = gate;
        this.service = service;
        this.longestMessage = longestMessage;
        this.heartbeat = heartbeat;
    }

    /** What is no WebSocket gets 404, as LiveKit answers. */
    @Override
    public void serve(ChannelHandlerContext context, FullHttpRequest request, QueryStringDecoder target) {
        if (!WebSocketUpgrade.isWanted(request)) {
            HttpAnswers.text(context, request, 404, "");
            return;
        }
        List<String> parameter = target.parameters().getOrDefault("access_token", List.of(""));
        switch (gate.check(request.headers().get(HttpHeaderNames.AUTHORIZATION), parameter.getFirst())) {
            case AgentGate.Verdict.Refused(String body) -> HttpAnswers.text(context, request, 401, body);
            case AgentGate.Verdict.Accepted(String apiKey) ->
                WebSocketUpgrade.serve(
                        context,
                        request,
                        longestMessage,
                        heartbeat,
                        handshaker -> new AgentSocket(context.channel(), handshaker, heartbeat.ping()),
                        socket -> socket.begin(service.open(apiKey, socket)));
        }
    }
}
