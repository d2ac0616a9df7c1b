package io.sluice.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.netty.channel.EventLoopGroup;
import io.sluice.server.Await;
import io.sluice.transport.ice.IceParameters;
import io.sluice.transport.peer.PeerTransport;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpPortIT {
    private static final InetAddress LOCAL = InetAddress.ofLiteral("127.0.0.1");
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration SOON = Duration.ofMillis(100);
    private static final IceParameters NOBODYS = new IceParameters("nobody--", "a-password-that-nobody-here-knows");

    private final Loops media = new Loops(2);
    private final EventLoopGroup group = EventLoops.group("signal", 1);
    private final MediaLoop first = media.loops.getFirst();
    private final MediaLoop second = media.loops.getLast();
    private InetSocketAddress address;

    @BeforeEach
    void findPort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, LOCAL)) {
            address = new InetSocketAddress(LOCAL, free.getLocalPort());
        }
    }

    @AfterEach
    void close() {
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
        media.close();
    }

    private TcpPort open(Duration proof) throws IOException {
        return new TcpPort(group, media.loops, List.of(address), proof);
    }

    @Test
    void theFirstFrameFindsItsTransportOnWhicheverLoopItIs() throws IOException {
        open(NEVER);
        for (MediaLoop loop : media.loops) {
            IceParameters credentials = Loops.credentials(loop, media.transport(loop));
            try (IceTcpClient client = new IceTcpClient(address)) {
                client.send(client.check(credentials));

                assertThat(client.isAnswered()).isTrue();
            }
        }
    }

    @Test
    void laterFramesGoToTheSameTransport() throws IOException {
        open(NEVER);
        IceParameters credentials = Loops.credentials(second, media.transport(second));
        try (IceTcpClient client = new IceTcpClient(address)) {
            for (int i = 0; i < 3; i++) {
                client.send(client.check(credentials));
                assertThat(client.isAnswered()).isTrue();
            }
        }
    }

    @Test
    void framesMayComeInPiecesAndSeveralAtOnce() throws IOException {
        open(NEVER);
        IceParameters credentials = Loops.credentials(second, media.transport(second));
        try (IceTcpClient client = new IceTcpClient(address)) {
            for (byte each : client.check(credentials)) {
                client.send(each);
            }
            assertThat(client.isAnswered()).isTrue();

            byte[] one = client.check(credentials);
            byte[] other = client.check(credentials);
            byte[] both = new byte[one.length + other.length];
            System.arraycopy(one, 0, both, 0, one.length);
            System.arraycopy(other, 0, both, one.length, other.length);
            client.send(both);
            assertThat(client.isAnswered()).isTrue();
            assertThat(client.isAnswered()).isTrue();
        }
    }

    @Test
    void aCheckForNobodyEndsTheConnection() throws IOException {
        open(NEVER);
        media.transport(first);
        try (IceTcpClient client = new IceTcpClient(address)) {
            client.send(client.check(NOBODYS));

            client.awaitEnd();
        }
    }

    @Test
    void aCheckWithAWrongPasswordEndsTheConnection() throws IOException {
        open(NEVER);
        IceParameters credentials = Loops.credentials(second, media.transport(second));
        try (IceTcpClient client = new IceTcpClient(address)) {
            client.send(client.check(new IceParameters(credentials.ufrag(), NOBODYS.password())));

            client.awaitEnd();
        }
    }

    @Test
    void garbageEndsTheConnectionAndNobodyElses() throws IOException {
        open(NEVER);
        IceParameters credentials = Loops.credentials(second, media.transport(second));
        Random random = new Random(3);
        try (IceTcpClient neighbour = new IceTcpClient(address)) {
            neighbour.send(neighbour.check(credentials));
            assertThat(neighbour.isAnswered()).isTrue();

            for (int length : new int[] {0, 1, 20, 1200, 8000}) {
                byte[] content = new byte[length];
                random.nextBytes(content);
                try (IceTcpClient client = new IceTcpClient(address)) {
                    client.send(IceTcpClient.frame(content));
                    client.awaitEnd();
                }
            }

            neighbour.send(neighbour.check(credentials));
            assertThat(neighbour.isAnswered()).isTrue();
        }
    }

    @Test
    void aFrameLongerThanAnyPacketEndsTheConnectionAtOnce() throws IOException {
        open(NEVER);
        try (IceTcpClient client = new IceTcpClient(address)) {
            // How an HTTP request looks to us: a length of 18245.
            client.send("GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

            client.awaitEnd();
        }
    }

    @Test
    void whoSaysNothingIsNotKept() throws IOException {
        open(SOON);
        try (IceTcpClient client = new IceTcpClient(address)) {
            client.awaitEnd();
        }
    }

    @Test
    void whoNeverFinishesAFrameIsNotKept() throws IOException {
        open(SOON);
        try (IceTcpClient client = new IceTcpClient(address)) {
            client.send((byte) 0, (byte) 100, (byte) 1);

            client.awaitEnd();
        }
    }

    @Test
    void whoHasProvedWhoseHeIsIsKeptUntilHisTransportEnds() throws IOException {
        open(SOON);
        PeerTransport transport = media.transport(second);
        IceParameters credentials = Loops.credentials(second, transport);
        try (IceTcpClient client = new IceTcpClient(address);
                IceTcpClient silent = new IceTcpClient(address)) {
            client.send(client.check(credentials));
            assertThat(client.isAnswered()).isTrue();
            // Its end shows that the time of proof is over.
            silent.awaitEnd();
            client.send(client.check(credentials));
            assertThat(client.isAnswered()).isTrue();

            second.executor().execute(transport::close);

            client.awaitEnd();
        }
    }

    @Test
    void theEndOfTheConnectionIsTheEndOfThePath() throws IOException {
        open(NEVER);
        PeerTransport transport = media.transport(first);
        IceParameters credentials = Loops.credentials(first, transport);
        try (IceTcpClient client = new IceTcpClient(address)) {
            client.send(client.check(credentials));
            assertThat(client.isAnswered()).isTrue();
            assertThat(Loops.on(first, transport::selectedPath)).isNotNull();
        }

        Await.until("the path's end", () -> Loops.on(first, transport::selectedPath) == null, gone -> gone);
    }

    @Test
    void aPortInUseIsNamed() throws IOException {
        try (ServerSocket other = new ServerSocket(address.getPort(), 1, LOCAL)) {
            assertThatIOException()
                    .isThrownBy(() -> open(NEVER))
                    .withMessageContaining("127.0.0.1 port " + other.getLocalPort())
                    .withMessageContaining("ICE-TCP")
                    .withMessageContaining("in use");
        }
    }

    @Test
    void nobodyIsLetInOnceClosed() throws IOException {
        TcpPort port = open(NEVER);
        try (IceTcpClient client = new IceTcpClient(address)) {
            assertThat(client).isNotNull();
        }

        port.close();

        Await.until("a refused connection", this::isRefused, refused -> refused);
    }

    private boolean isRefused() {
        try (IceTcpClient client = new IceTcpClient(address)) {
            return client == null;
        } catch (ConnectException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
