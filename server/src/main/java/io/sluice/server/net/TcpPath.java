package io.sluice.server.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.sluice.transport.ice.Path;
import java.net.InetSocketAddress;

/** An accepted ICE-TCP connection. Written to by the loop of its transport, whichever loop reads it. */
final class TcpPath implements Path {
    private final Channel channel;
    private final InetSocketAddress remote;
    private final MediaLoop loop;
    private boolean written;

    TcpPath(Channel channel, InetSocketAddress remote, MediaLoop loop) {
        this.channel = channel;
        this.remote = remote;
        this.loop = loop;
    }

    @Override
    public InetSocketAddress remote() {
        return remote;
    }

    @Override
    public boolean stream() {
        return true;
    }

    /** Drops what a slow connection does not take: late media are worth nothing, and TCP would only make them later. */
    @Override
    public boolean send(byte[] buffer, int offset, int length) {
        if (!channel.isWritable()) {
            return false;
        }
        // RFC 4571 §2: the length in front.
        ByteBuf frame = channel.alloc().directBuffer(2 + length).writeShort(length);
        channel.write(frame.writeBytes(buffer, offset, length), channel.voidPromise());
        if (!written) {
            written = true;
            loop.flushLater(this);
        }
        return true;
    }

    void flush() {
        written = false;
        channel.flush();
    }
}
