package io.sluice.server.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.sluice.signaling.agent.WorkerLink;
import io.sluice.signaling.agent.WorkerSession;
import io.sluice.signaling.livekit.Decoded;
import io.sluice.signaling.livekit.SignalCodec;
import io.sluice.signaling.proto.ServerMessage;
import io.sluice.signaling.proto.WorkerMessage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The WebSocket of an agent worker. */
final class AgentSocket extends MessageSocket<WorkerMessage> implements WorkerLink {
    private @Nullable WorkerSession session;

    AgentSocket(Channel channel, WebSocketServerHandshaker handshaker, Duration ping) {
        super("agent", channel, handshaker, ping);
    }

    void begin(WorkerSession begun) {
        session = begun;
        startPings();
    }

    @Override
    public void send(ServerMessage message) {
        write(message);
    }

    /** Without a close frame, as LiveKit ends workers that break the protocol. */
    @Override
    public void close() {
        channel().close();
    }

    @Override
    Decoded<WorkerMessage> decode(byte[] frame) {
        return SignalCodec.decodeWorkerMessage(frame);
    }

    @Override
    Decoded<WorkerMessage> decode(String frame) {
        return SignalCodec.decodeWorkerMessage(frame);
    }

    @Override
    void receive(WorkerMessage message) {
        if (session != null) {
            session.receive(message);
        }
    }

    @Override
    void lost() {
        if (session != null) {
            session.lost();
        }
    }
}
