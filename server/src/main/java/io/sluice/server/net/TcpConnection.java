package io.sluice.server.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.sluice.transport.peer.Inlet;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one ICE-TCP connection (RFC 6544, RFC 4571). All loops share the port, so the first frame, a Binding request, is shown to
 * one after the other until one has a transport with that ufrag; there the connection stays.
 */
final class TcpConnection extends SimpleChannelInboundHandler<ByteBuf> {
    /** How long a connection may be open without having proved whose it is. */
    private static final long PROOF_SECONDS = 10;

    private final List<MediaLoop> loops;
    private @Nullable MediaLoop owner;
    private @Nullable Inlet inlet;
    private boolean searching;

    TcpConnection(List<MediaLoop> loops) {
        this.loops = loops;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        var unused = context.executor()
                .schedule(
                        () -> {
                            if (inlet == null) {
                                context.close();
                            }
                        },
                        PROOF_SECONDS,
                        TimeUnit.SECONDS);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
        byte[] bytes = new byte[Math.max(UdpPort.LONGEST, frame.readableBytes())];
        int length = frame.readableBytes();
        frame.readBytes(bytes, 0, length);
        InetSocketAddress remote = (InetSocketAddress) context.channel().remoteAddress();
        if (remote == null) {
            return;
        }
        MediaLoop found = owner;
        Inlet door = inlet;
        if (found != null && door != null) {
            found.executor().execute(() -> receive(found, door, remote, bytes, length));
        } else if (!searching) {
            searching = true;
            show(context, 0, remote, bytes, length);
        }
    }

    private static void receive(MediaLoop loop, Inlet door, InetSocketAddress remote, byte[] bytes, int length) {
        door.receive(remote, bytes, 0, length, loop.nanos());
        loop.flush();
    }

    private void show(ChannelHandlerContext context, int index, InetSocketAddress remote, byte[] bytes, int length) {
        if (index == loops.size()) {
            // Nobody's ufrag; a client whose transport is not there yet comes again.
            context.close();
            return;
        }
        MediaLoop loop = loops.get(index);
        loop.executor().execute(() -> {
            Inlet door = loop.demux().connection(new TcpPath(context.channel(), remote, loop));
            receive(loop, door, remote, bytes, length);
            boolean known = door.bound() > 0;
            if (!known) {
                door.close(loop.nanos());
            }
            context.executor().execute(() -> {
                if (!known) {
                    show(context, index + 1, remote, bytes, length);
                } else if (context.channel().isActive()) {
                    owner = loop;
                    inlet = door;
                } else {
                    leave(loop, door);
                }
            });
        });
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (owner != null && inlet != null) {
            leave(owner, inlet);
        }
    }

    private static void leave(MediaLoop loop, Inlet door) {
        loop.executor().execute(() -> door.close(loop.nanos()));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
