package io.sluice.server.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.sluice.transport.ice.Path;
import io.sluice.transport.ice.PathFactory;
import io.sluice.transport.peer.Inlet;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One bound UDP socket of a media loop. Bound to one address, not to all: an answer then leaves from the address that was asked, which a
 * peer insists on.
 */
final class UdpPort extends ChannelInboundHandlerAdapter implements PathFactory {
    /** Longest datagram that is read; longer ones are nothing that a peer of ours sends. */
    static final int LONGEST = 2048;

    /** A bug that every datagram meets must not fill the disk. */
    private static final int REPORTED_FAILURES = 10;

    private static final long NEVER = Long.MIN_VALUE;

    private static final Logger log = LoggerFactory.getLogger(UdpPort.class);

    private final MediaLoop loop;
    private final byte[] datagram = new byte[2 * LONGEST];
    private final Inlet inlet;
    private final boolean v6;
    private final boolean needsSockaddr;
    private final SendBatch batch;
    private long turnBegan = NEVER;
    private int failures;

    UdpPort(MediaLoop loop, DatagramChannel channel) {
        this.loop = loop;
        this.v6 = channel.localAddress().getAddress() instanceof Inet6Address;
        this.needsSockaddr = channel instanceof EpollDatagramChannel && NativeSendBatch.suits();
        this.batch = needsSockaddr && channel instanceof EpollDatagramChannel epoll
                ? new NativeSendBatch(epoll.fd().intValue())
                : new NettySendBatch(channel);
        this.inlet = loop.demux().udp(this);
    }

    SendBatch batch() {
        return batch;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        DatagramPacket packet = (DatagramPacket) message;
        try {
            ByteBuf content = packet.content();
            int length = content.readableBytes();
            if (length <= LONGEST) {
                content.getBytes(content.readerIndex(), datagram, 0, length);
                long now = loop.nanos();
                if (turnBegan == NEVER) {
                    turnBegan = now;
                }
                inlet.receive(packet.sender(), datagram, 0, length, now);
            }
        } finally {
            packet.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        loop.flush();
        if (turnBegan != NEVER) {
            loop.counters().turns.note(loop.nanos() - turnBegan);
            turnBegan = NEVER;
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // An ICMP answer to something sent before is reported here; the peer's ICE agent notices what it means. All
        // else is a bug.
        if (!(cause instanceof IOException) && failures < REPORTED_FAILURES) {
            failures++;
            log.error("datagram_failed local={}", context.channel().localAddress(), cause);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        inlet.close(loop.nanos());
        batch.close();
    }

    @Override
    public @Nullable Path open(InetSocketAddress remote) {
        InetAddress address = remote.getAddress();
        if (address == null || address instanceof Inet6Address != v6) {
            return null;
        }
        return new UdpPath(remote, batch, needsSockaddr ? sockaddr(remote) : new byte[0]);
    }

    /** {@code struct sockaddr_in} or {@code sockaddr_in6}. */
    static byte[] sockaddr(InetSocketAddress remote) {
        InetAddress address = remote.getAddress();
        boolean v4 = address instanceof Inet4Address;
        ByteBuffer bytes = ByteBuffer.allocate(v4 ? 16 : 28).order(ByteOrder.nativeOrder());
        bytes.putShort(v4 ? Libc.AF_INET : Libc.AF_INET6);
        bytes.order(ByteOrder.BIG_ENDIAN).putShort((short) remote.getPort());
        if (!v4) {
            bytes.putInt(0);
        }
        bytes.put(address.getAddress());
        if (address instanceof Inet6Address scoped) {
            bytes.order(ByteOrder.nativeOrder()).putInt(scoped.getScopeId());
        }
        return bytes.array();
    }
}
