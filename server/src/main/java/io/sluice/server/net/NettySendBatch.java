package io.sluice.server.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;

/** A batch for every system that is not 64-bit Linux: Netty's own. */
final class NettySendBatch implements SendBatch {
    private final Channel channel;
    private boolean written;
    private long dropped;
    private long datagrams;
    private long calls;

    NettySendBatch(Channel channel) {
        this.channel = channel;
    }

    @Override
    public boolean add(UdpPath to, byte[] buffer, int offset, int length) {
        if (!channel.isActive() || length > LONGEST) {
            return false;
        }
        if (!channel.isWritable()) {
            flush();
        }
        if (!channel.isWritable()) {
            dropped++;
            return false;
        }
        ByteBuf copy = channel.alloc().directBuffer(length).writeBytes(buffer, offset, length);
        channel.write(new DatagramPacket(copy, to.remote()), channel.voidPromise());
        written = true;
        datagrams++;
        return true;
    }

    @Override
    public void flush() {
        if (written) {
            written = false;
            calls++;
            channel.flush();
        }
    }

    @Override
    public long dropped() {
        return dropped;
    }

    @Override
    public long datagrams() {
        return datagrams;
    }

    /** Each datagram is one. */
    @Override
    public long messages() {
        return datagrams;
    }

    /** As far as Netty tells: flushes. */
    @Override
    public long calls() {
        return calls;
    }

    @Override
    public void close() {
        // The channel has an owner.
    }
}
