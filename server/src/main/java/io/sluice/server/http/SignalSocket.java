package io.sluice.server.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.sluice.signaling.livekit.Decoded;
import io.sluice.signaling.livekit.SignalChannel;
import io.sluice.signaling.livekit.SignalCodec;
import io.sluice.signaling.livekit.SignalSession;
import io.sluice.signaling.proto.SignalRequest;
import io.sluice.signaling.proto.SignalResponse;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** The WebSocket below a session. */
final class SignalSocket extends MessageSocket<SignalRequest> implements SignalChannel {
    private @Nullable SignalSession session;

    SignalSocket(Channel channel, WebSocketServerHandshaker handshaker, Duration ping) {
        super("signal", channel, handshaker, ping);
    }

    void begin(SignalSession begun) {
        session = begun;
        startPings();
        begun.start();
    }

    @Override
    public ScheduledExecutorService executor() {
        return channel().eventLoop();
    }

    @Override
    public void send(SignalResponse message) {
        write(message);
    }

    @Override
    public void close() {
        if (channel().isActive()) {
            handshaker().close(channel(), new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE, ""));
        }
    }

    @Override
    Decoded<SignalRequest> decode(byte[] frame) {
        return SignalCodec.decodeRequest(frame);
    }

    @Override
    Decoded<SignalRequest> decode(String frame) {
        return SignalCodec.decodeRequest(frame);
    }

    @Override
    void receive(SignalRequest message) {
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
