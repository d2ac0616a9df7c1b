package io.sluice.interop;

import static io.sluice.interop.Participant.CAMERA;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever strangers send, and wherever to: a running call does not notice. */
@ExtendWith(StageExtension.class)
class GarbageInteropIT {
    private static final int ROUNDS = 5;

    private final Garbage garbage = new Garbage();
    private Stage stage;
    private Participant ann;
    private Participant bob;
    private Received before;

    @BeforeEach
    void talk(Stage stage) {
        this.stage = stage;
        ann = stage.browserOnBadLine("ann").joins();
        bob = stage.browser("bob").joins();
        ann.publishes(Look.RED);
        bob.publishes(Look.BLUE);
        bob.awaitLook(ann, Look.RED);
        ann.awaitLook(bob, Look.BLUE);
        before = bob.received(ann, CAMERA);
    }

    @Test
    void garbageFromStrangersOnTheMediaPortDoesNotDisturbACall() throws IOException {
        JsonNode port = candidate("udp");
        InetAddress host = InetAddress.getByName(port.path("host").asText());
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int round = 0; round < ROUNDS; round++) {
                for (byte[] packet : garbage.packets()) {
                    socket.send(new DatagramPacket(
                            packet, packet.length, host, port.path("port").asInt()));
                }
            }
        }
        assertUndisturbed();
    }

    @Test
    void garbageFromAParticipantsOwnAddressDoesNotDisturbItsCall() {
        List<byte[]> packets = garbage.packets();
        for (int round = 0; round < ROUNDS; round++) {
            ann.line().injects(packets);
        }
        assertUndisturbed();
    }

    @Test
    void garbageOnTheTcpPortsDoesNotDisturbACall() throws IOException {
        JsonNode media = candidate("tcp");
        List<byte[]> streams = List.of(
                garbage.noise(10_000),
                new byte[] {0},
                new byte[] {(byte) 0xff, (byte) 0xff, 1, 2, 3},
                framed(garbage.packets()),
                "GET /rtc HTTP/1.1\r\nHost".getBytes(StandardCharsets.US_ASCII),
                ("GET /" + "a".repeat(2_000_000) + " HTTP/1.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII),
                "POST / HTTP/1.1\r\nContent-Length: -1\r\nContent-Length: x\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        for (byte[] stream : streams) {
            write(media.path("host").asText(), media.path("port").asInt(), stream);
            write(stage.server.url.getHost(), stage.server.url.getPort(), stream);
        }
        assertUndisturbed();
    }

    @Test
    void brokenMessagesOnASignalConnectionDoNotDisturbACall() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int length : new int[] {0, 1, 2, 50, 10_000}) {
                send(
                        client,
                        "eve-" + length,
                        socket -> socket.sendBinary(ByteBuffer.wrap(garbage.noise(length)), true));
            }
            send(client, "eve-big", socket -> socket.sendBinary(ByteBuffer.allocate(10_000_000), true));
            send(client, "eve-text", socket -> socket.sendText("{\"offer\": [".repeat(1000), true));
        }
        assertUndisturbed();
    }

    private void assertUndisturbed() {
        bob.awaitFrames(ann, 20);
        ann.awaitFrames(bob, 20);
        bob.awaitLook(ann, Look.RED);
        ann.awaitLook(bob, Look.BLUE);
        for (Participant participant : List.of(ann, bob)) {
            assertThat(participant.hasNoted("reconnecting") || participant.hasNoted("signalReconnecting"))
                    .as("%s had to reconnect", participant.identity)
                    .isFalse();
        }
        assertThat(bob.received(ann, CAMERA).frozenSeconds() - before.frozenSeconds())
                .as("seconds frozen")
                .isLessThan(1);
    }

    private JsonNode candidate(String protocol) {
        for (JsonNode candidate : ann.serverCandidates()) {
            if (candidate.path("protocol").asText().equals(protocol)) {
                return candidate;
            }
        }
        throw new AssertionError("the server has named no address for " + protocol);
    }

    /** Each packet behind its length, as media goes over TCP. */
    private static byte[] framed(List<byte[]> packets) {
        ByteBuffer stream = ByteBuffer.allocate(
                packets.stream().mapToInt(packet -> 2 + packet.length).sum());
        packets.forEach(packet -> stream.putShort((short) packet.length).put(packet));
        return stream.array();
    }

    private static void write(String host, int port, byte[] stream) throws IOException {
        try (Socket socket = new Socket(host, port)) {
            OutputStream output = socket.getOutputStream();
            output.write(stream);
            output.flush();
        } catch (SocketException hungUp) {
            // What a server may well do with such a caller.
        }
    }

    private void send(HttpClient client, String identity, Function<WebSocket, CompletableFuture<WebSocket>> speech) {
        String token = stage.tokens.joining(stage.room, identity);
        URI target = URI.create(stage.server.url + "/rtc?protocol=16&access_token=" + token);
        WebSocket socket = client.newWebSocketBuilder()
                .buildAsync(target, new WebSocket.Listener() {})
                .join();
        try {
            speech.apply(socket).join();
        } catch (CompletionException hungUp) {
            // What a server may well do with such a caller.
        } finally {
            socket.abort();
        }
    }
}
