package io.sluice.server.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.sluice.transport.peer.Inlet;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one ICE-TCP connection (RFC 6544, RFC 4571). All loops share the port, so the first frame, a Binding request, is shown to
 * one after the other until one has a transport with that ufrag; there the connection stays.
 */
final class TcpConnection extends SimpleChannelInboundHandler<ByteBuf> {
    /** A client that was answered goes on at once, perhaps before we know here who answered it. */
    private static final int MOST_WAITING = 32;

    private final List<MediaLoop> loops;
    private final Duration proof;
    private final Queue<Frame> waiting = new ArrayDeque<>();
    private @Nullable MediaLoop owner;
    private @Nullable Inlet inlet;
    private @Nullable ScheduledFuture<?> checks;
    private boolean searching;

    /** With room to spare behind the content, as an inlet wants it. */
    private record Frame(InetSocketAddress remote, byte[] bytes, int length) {}

    /** @param proof how long the connection may be open while it belongs to nobody */
    TcpConnection(List<MediaLoop> loops, Duration proof) {
        this.loops = loops;
        this.proof = proof;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        checks = context.executor()
                .scheduleAtFixedRate(
                        () -> closeIfNobodys(context), proof.toNanos(), proof.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** It never proved whose it is, or its transport has ended: then the client has no more use for it, and may have forgotten it. */
    private void closeIfNobodys(ChannelHandlerContext context) {
        MediaLoop found = owner;
        Inlet door = inlet;
        if (found == null || door == null) {
            context.close();
            return;
        }
        found.executor().execute(() -> {
            if (door.bound() == 0) {
                context.close();
            }
        });
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf content) {
        InetSocketAddress remote = (InetSocketAddress) context.channel().remoteAddress();
        if (remote == null) {
            return;
        }
        int length = content.readableBytes();
        byte[] bytes = new byte[Math.max(UdpPort.LONGEST, length)];
        content.readBytes(bytes, 0, length);
        Frame frame = new Frame(remote, bytes, length);
        MediaLoop found = owner;
        Inlet door = inlet;
        if (found != null && door != null) {
            found.executor().execute(() -> receive(found, door, frame));
        } else if (searching) {
            if (waiting.size() < MOST_WAITING) {
                waiting.add(frame);
            }
        } else {
            searching = true;
            show(context, 0, frame);
        }
    }

    private static void receive(MediaLoop loop, Inlet door, Frame frame) {
        door.receive(frame.remote, frame.bytes, 0, frame.length, loop.nanos());
        loop.flush();
    }

    private void show(ChannelHandlerContext context, int index, Frame frame) {
        if (index == loops.size()) {
            // Nobody's ufrag; a client whose transport is not there yet comes again.
            context.close();
            return;
        }
        MediaLoop loop = loops.get(index);
        loop.executor().execute(() -> {
            Inlet door = loop.demux().connection(new TcpPath(context.channel(), frame.remote, loop));
            receive(loop, door, frame);
            boolean known = door.bound() > 0;
            if (!known) {
                door.close(loop.nanos());
            }
            context.executor().execute(() -> {
                if (!known) {
                    show(context, index + 1, frame);
                } else if (context.channel().isActive()) {
                    stay(loop, door);
                } else {
                    leave(loop, door);
                }
            });
        });
    }

    private void stay(MediaLoop loop, Inlet door) {
        owner = loop;
        inlet = door;
        for (Frame frame = waiting.poll(); frame != null; frame = waiting.poll()) {
            Frame next = frame;
            loop.executor().execute(() -> receive(loop, door, next));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (checks != null) {
            checks.cancel(false);
        }
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
