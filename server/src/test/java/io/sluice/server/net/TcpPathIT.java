package io.sluice.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.sluice.server.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way out: the loop of a transport writes to a connection that another loop reads. */
class TcpPathIT {
    private static final int CONTENT = 1000;
    /** More than any buffer on the way holds. */
    private static final int TOO_MANY = 100_000;

    private final Loops media = new Loops(1);
    private final MediaLoop loop = media.loops.getFirst();
    private final EventLoopGroup group = EventLoops.group("signal", 1);
    private IceTcpClient client;
    private TcpPath path;

    @BeforeEach
    void connect() throws IOException {
        CompletableFuture<Channel> accepted = new CompletableFuture<>();
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group)
                .channel(EventLoops.serverChannel())
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(64 * 1024, 128 * 1024))
                .childHandler(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelActive(ChannelHandlerContext context) {
                        accepted.complete(context.channel());
                    }
                });
        Channel listener =
                EventLoops.bind(bootstrap, new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), "the test");
        client = new IceTcpClient((InetSocketAddress) listener.localAddress());
        Channel channel = accepted.join();
        path = new TcpPath(channel, (InetSocketAddress) channel.remoteAddress(), loop);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
        media.close();
    }

    /** Numbers itself in its first byte. */
    private boolean send(int number) {
        byte[] buffer = new byte[CONTENT + 2];
        buffer[1] = (byte) number;
        boolean taken = path.send(buffer, 1, CONTENT);
        buffer[1] = 0;
        return taken;
    }

    private int sendUntilDropped() {
        return Loops.on(loop, () -> {
            int taken = 0;
            while (taken < TOO_MANY && send(taken)) {
                taken++;
                loop.flush();
            }
            return taken;
        });
    }

    @Test
    void framesComeAtTheEndOfTheTurnAndInOrder() throws IOException {
        Loops.on(loop, () -> {
            for (int i = 0; i < 20; i++) {
                assertThat(send(i)).isTrue();
            }
            loop.flush();
            return true;
        });

        for (int i = 0; i < 20; i++) {
            assertThat(client.receive()).hasSize(CONTENT).startsWith(i);
        }
    }

    @Test
    void whatASlowReaderDoesNotTakeIsDroppedAndNothingOfItArrivesLate() throws IOException {
        int taken = sendUntilDropped();
        assertThat(taken).isGreaterThan(0).isLessThan(TOO_MANY);

        for (int i = 0; i < taken; i++) {
            assertThat(client.receive()).hasSize(CONTENT).startsWith((byte) i);
        }
        Await.until(
                "room again",
                () -> Loops.on(loop, () -> {
                    boolean sent = send(200);
                    loop.flush();
                    return sent;
                }),
                sent -> sent);
        assertThat(client.receive()).hasSize(CONTENT).startsWith((byte) 200);
    }

    @Test
    void aConnectionThatIsGoneTakesNothingAndHarmsNobody() throws IOException {
        client.close();

        Await.until(
                "nothing taken any more",
                () -> Loops.on(loop, () -> {
                    boolean sent = send(1);
                    loop.flush();
                    return sent;
                }),
                sent -> !sent);
    }
}
