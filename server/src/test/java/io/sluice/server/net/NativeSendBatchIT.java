package io.sluice.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.sluice.server.Await;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the kernel is asked to do. A receiver that asks for it (UDP GRO) is shown what passed the stack as one message. */
class NativeSendBatchIT {
    /** {@code IPPROTO_IPV6} and {@code IPV6_MTU} of Linux. */
    private static final IntegerUnixChannelOption MTU = new IntegerUnixChannelOption("IPV6_MTU", 41, 24);

    private static final int SMALLEST_IPV6_MTU = 1280;

    /** Reads what came through the stack as one at once. */
    private static final class Observer implements AutoCloseable {
        private static final int LONGEST = 65_536;

        private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(LONGEST);
        private final List<Integer> lengths = new ArrayList<>();
        private final EpollDatagramChannel channel;

        Observer(BatchSocket.Kind kind) {
            // Netty would take messages apart again, so it does not get to read here.
            channel = (EpollDatagramChannel) new Bootstrap()
                    .group(group)
                    .channelFactory(() -> new EpollDatagramChannel(SocketProtocolFamily.INET))
                    .option(EpollChannelOption.UDP_GRO, true)
                    .option(ChannelOption.AUTO_READ, false)
                    .handler(new ChannelInboundHandlerAdapter() {})
                    .bind(new InetSocketAddress(kind.local(), 0))
                    .syncUninterruptibly()
                    .channel();
        }

        InetSocketAddress address() {
            return channel.localAddress();
        }

        /** The lengths of what came so far, once that is so much. */
        List<Integer> await(int count) {
            return Await.until(count + " messages", this::read, seen -> seen.size() >= count);
        }

        private List<Integer> read() {
            try {
                for (int got = channel.fd().read(buffer, 0, LONGEST);
                        got > 0;
                        got = channel.fd().read(buffer, 0, LONGEST)) {
                    lengths.add(got);
                }
                return lengths;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void close() {
            channel.close().syncUninterruptibly();
            group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
        }
    }

    private static BatchSocket open(BatchSocket.Kind kind) {
        assumeTrue(kind.isAvailable(), "this machine has no " + kind);
        return BatchSocket.open(kind);
    }

    private static void send(UdpPath path, int... lengths) {
        for (int length : lengths) {
            assertThat(path.send(new byte[SendBatch.LONGEST], 0, length)).isTrue();
        }
    }

    @Test
    void aRunOfEqualDatagramsWithAShorterLastOneIsOneMessage() {
        try (BatchSocket socket = open(BatchSocket.Kind.NATIVE_IPV4);
                Observer observer = new Observer(BatchSocket.Kind.NATIVE_IPV4)) {
            UdpPath path = socket.to(observer.address());

            socket.turn(() -> send(path, 1000, 1000, 1000, 1000, 300, 800));

            assertThat(observer.await(2)).containsExactly(4300, 800);
        }
    }

    @Test
    void datagramsOfSeveralPeersBetweenEachOtherStillMakeRuns() {
        try (BatchSocket socket = open(BatchSocket.Kind.NATIVE_IPV4);
                Observer one = new Observer(BatchSocket.Kind.NATIVE_IPV4);
                Observer other = new Observer(BatchSocket.Kind.NATIVE_IPV4)) {
            UdpPath first = socket.to(one.address());
            UdpPath second = socket.to(other.address());

            socket.turn(() -> {
                for (int i = 0; i < 5; i++) {
                    send(first, 1100);
                    send(second, 900);
                }
            });

            assertThat(one.await(1)).containsExactly(5500);
            assertThat(other.await(1)).containsExactly(4500);
        }
    }

    @Test
    void turnsAreNotMixed() {
        try (BatchSocket socket = open(BatchSocket.Kind.NATIVE_IPV4);
                Observer observer = new Observer(BatchSocket.Kind.NATIVE_IPV4)) {
            UdpPath path = socket.to(observer.address());

            socket.turn(() -> send(path, 1000, 1000));
            socket.turn(() -> send(path, 1000, 1000, 1000));

            assertThat(observer.await(2)).containsExactly(2000, 3000);
        }
    }

    @Test
    void aPeerWhoseRunIsRefusedDoesNotTakeTheRunsOfOthers() {
        try (BatchSocket socket = open(BatchSocket.Kind.NATIVE_IPV4);
                Observer observer = new Observer(BatchSocket.Kind.NATIVE_IPV4)) {
            UdpPath path = socket.to(observer.address());
            UdpPath nowhere = socket.to(new InetSocketAddress(BatchSocket.Kind.NATIVE_IPV4.local(), 0));

            socket.turn(() -> send(nowhere, 700, 700, 700));
            socket.turn(() -> send(path, 1000, 1000));

            assertThat(observer.await(1)).containsExactly(2000);
            assertThat(socket.batch.dropped()).isZero();
        }
    }

    @Test
    void runsOfDatagramsLongerThanTheMtuArriveAllTheSame() {
        BatchSocket.Kind kind = BatchSocket.Kind.NATIVE_IPV6;
        try (BatchSocket socket = open(kind);
                Receiver receiver = new Receiver(kind.local())) {
            socket.set(MTU, SMALLEST_IPV6_MTU);
            UdpPath path = socket.to(receiver.address());

            socket.turn(() -> send(path, 1300, 1300, 1300, 400));
            socket.turn(() -> send(path, 1300, 1300));

            assertThat(receiver.await(6))
                    .extracting(datagram -> datagram.length)
                    .containsExactly(1300, 1300, 1300, 400, 1300, 1300);
            assertThat(socket.batch.dropped()).isZero();
        }
    }

    @Test
    void everySegmentHoldsItsOwnBytes() {
        BatchSocket.Kind kind = BatchSocket.Kind.NATIVE_IPV4;
        try (BatchSocket socket = open(kind);
                Receiver receiver = new Receiver(kind.local())) {
            UdpPath path = socket.to(receiver.address());

            socket.turn(() -> {
                for (byte i = 0; i < 40; i++) {
                    path.send(new byte[] {i, i, i}, 0, 3);
                }
            });

            List<byte[]> received = receiver.await(40);
            for (byte i = 0; i < 40; i++) {
                assertThat(ByteBufUtil.hexDump(received.get(i))).isEqualTo(ByteBufUtil.hexDump(new byte[] {i, i, i}));
            }
        }
    }
}
