package io.sluice.server.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** A bound UDP socket with a batch on it, and the one thread that may use both. */
final class BatchSocket implements AutoCloseable {
    /** Every batch there is, with both families. */
    enum Kind {
        NATIVE_IPV4(true, "127.0.0.1"),
        NATIVE_IPV6(true, "::1"),
        NETTY_IPV4(false, "127.0.0.1"),
        NETTY_IPV6(false, "::1");

        private final boolean systemCall;
        private final InetAddress local;

        Kind(boolean systemCall, String local) {
            this.systemCall = systemCall;
            this.local = InetAddress.ofLiteral(local);
        }

        /** Where the sockets of the test live. */
        InetAddress local() {
            return local;
        }

        boolean isAvailable() {
            try (DatagramSocket probe = new DatagramSocket(0, local)) {
                return !systemCall || (Epoll.isAvailable() && NativeSendBatch.suits());
            } catch (IOException e) {
                return false;
            }
        }
    }

    final SendBatch batch;
    private final EventLoopGroup group;
    private final Channel channel;

    private BatchSocket(EventLoopGroup group, Channel channel, SendBatch batch) {
        this.group = group;
        this.channel = channel;
        this.batch = batch;
    }

    static BatchSocket open(Kind kind) {
        boolean v6 = kind.local.getAddress().length == 16;
        SocketProtocolFamily family = v6 ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET;
        IoHandlerFactory handler = kind.systemCall ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, handler);
        Channel channel = new Bootstrap()
                .group(group)
                .channelFactory(
                        () -> kind.systemCall ? new EpollDatagramChannel(family) : new NioDatagramChannel(family))
                .handler(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                        // Netty tells here of what could not be sent; nobody asks.
                    }
                })
                .bind(new InetSocketAddress(kind.local, 0))
                .syncUninterruptibly()
                .channel();
        SendBatch batch = channel instanceof EpollDatagramChannel epoll
                ? new NativeSendBatch(epoll.fd().intValue())
                : new NettySendBatch(channel);
        return new BatchSocket(group, channel, batch);
    }

    UdpPath to(InetSocketAddress remote) {
        return new UdpPath(remote, batch, UdpPort.sockaddr(remote));
    }

    <T> void set(ChannelOption<T> option, T value) {
        if (!channel.config().setOption(option, value)) {
            throw new AssertionError("the socket has no " + option);
        }
    }

    /** Does something on the thread of the batch, and what it sends leaves. */
    void turn(Runnable adds) {
        on(() -> {
            adds.run();
            batch.flush();
        });
    }

    /** Does something on the thread of the batch. */
    void on(Runnable task) {
        channel.eventLoop().submit(task).syncUninterruptibly();
    }

    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        on(batch::close);
        channel.close().syncUninterruptibly();
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }
}
