package io.sluice.server;

import io.sluice.signaling.livekit.Decoded;
import io.sluice.signaling.livekit.SignalCodec;
import io.sluice.signaling.proto.LeaveRequest;
import io.sluice.signaling.proto.SignalRequest;
import io.sluice.signaling.proto.SignalResponse;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A client's signal connection: keeps what the server says. */
public final class SignalClient implements AutoCloseable {
    /** The close code of a connection that ended without a close frame. */
    public static final int BROKEN = -1;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final WebSocket socket;
    private final Ear ear = new Ear();

    /** A message and the kind of frame it came in. */
    public record Heard(SignalResponse message, boolean text) {}

    private SignalClient(URI uri) {
        socket = CLIENT.newWebSocketBuilder().buildAsync(uri, ear).join();
    }

    /** Joins a room by the older path, as somebody who can take everything. */
    public static SignalClient join(URI webSocketOfRtc, String token) {
        return new SignalClient(URI.create(
                webSocketOfRtc + "?access_token=" + token + "&protocol=16&sdk=js&version=2.23.0&auto_subscribe=1"));
    }

    private static final class Ear implements WebSocket.Listener {
        private final List<Heard> heard = new ArrayList<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final StringBuilder text = new StringBuilder();
        private int pings;
        private @Nullable Integer closed;
        private String reason = "";

        @Override
        public synchronized @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            byte[] part = new byte[data.remaining()];
            data.get(part);
            bytes.writeBytes(part);
            if (last) {
                heard.add(new Heard(read(SignalCodec.decodeResponse(bytes.toByteArray())), false));
                bytes.reset();
            }
            from.request(1);
            return null;
        }

        @Override
        public synchronized @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                heard.add(new Heard(read(SignalCodec.decodeResponse(text.toString())), true));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        private static SignalResponse read(Decoded<SignalResponse> decoded) {
            return switch (decoded) {
                case Decoded.Read<SignalResponse>(SignalResponse message) -> message;
                case Decoded.Refused<SignalResponse> refused -> throw new AssertionError("the server said " + refused);
            };
        }

        @Override
        public synchronized @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
            pings++;
            from.request(1);
            return null;
        }

        @Override
        public synchronized @Nullable CompletionStage<?> onClose(WebSocket from, int code, String why) {
            closed = code;
            reason = why;
            return null;
        }

        @Override
        public synchronized void onError(WebSocket from, Throwable error) {
            closed = BROKEN;
        }

        synchronized List<Heard> heard() {
            return List.copyOf(heard);
        }

        synchronized int pings() {
            return pings;
        }

        synchronized @Nullable Integer closed() {
            return closed;
        }

        synchronized String reason() {
            return reason;
        }
    }

    public void send(SignalRequest message) {
        send(message.toByteArray());
    }

    /** Sends a binary frame. */
    public void send(byte[] frame) {
        socket.sendBinary(ByteBuffer.wrap(frame), true).join();
    }

    /** Sends a text frame. */
    public void send(String frame) {
        socket.sendText(frame, true).join();
    }

    /** Sends a message as several frames. */
    public void sendInPieces(byte[] message) {
        for (int i = 0; i < message.length; i++) {
            socket.sendBinary(ByteBuffer.wrap(message, i, 1), i == message.length - 1)
                    .join();
        }
    }

    public void sendPing() {
        socket.sendPing(ByteBuffer.allocate(4)).join();
    }

    /** Says goodbye as participants do. */
    public void sendLeave() {
        send(SignalRequest.newBuilder()
                .setLeave(LeaveRequest.getDefaultInstance())
                .build());
    }

    /** Says goodbye as WebSockets do. */
    public void sendClose() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    /** Waits for the first message of this kind. */
    public Heard await(String what, Predicate<SignalResponse> kind) {
        return Await.until(
                        what,
                        () -> ear.heard().stream()
                                .filter(heard -> kind.test(heard.message))
                                .toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }

    public Heard awaitJoin() {
        return await("a JoinResponse", SignalResponse::hasJoin);
    }

    /** What came so far, in order. */
    public List<Heard> heard() {
        return ear.heard();
    }

    /** How often the server asked whether we are there. */
    public int pings() {
        return ear.pings();
    }

    /** Waits until the connection has ended; gives the server's close code or {@link #BROKEN}. */
    public int awaitEnd() {
        Integer code = Await.until("the end of the connection", ear::closed, closed -> closed != null);
        return code == null ? BROKEN : code;
    }

    /** The reason in the server's close frame. */
    public String closeReason() {
        return ear.reason();
    }

    /** Ends the connection without a word. */
    @Override
    public void close() {
        socket.abort();
    }
}
