package io.sluice.server.net;

import io.sluice.transport.ice.Path;
import java.net.InetSocketAddress;

/** A remote address, seen from one UDP socket. */
final class UdpPath implements Path {
    private final InetSocketAddress remote;
    private final SendBatch batch;
    /** The remote as a {@code sockaddr}; empty where the batch needs none. */
    final byte[] sockaddr;

    /** Whether the kernel can cut one message into datagrams on the way to this address; believed until it refuses. */
    boolean segmentation = true;

    /** Which turn of the batch {@link #message} belongs to. */
    long turn = -1;
    /** The message of that turn that another datagram may join. */
    int message;

    UdpPath(InetSocketAddress remote, SendBatch batch, byte[] sockaddr) {
        this.remote = remote;
        this.batch = batch;
        this.sockaddr = sockaddr;
    }

    @Override
    public InetSocketAddress remote() {
        return remote;
    }

    @Override
    public boolean stream() {
        return false;
    }

    @Override
    public boolean send(byte[] buffer, int offset, int length) {
        return batch.add(this, buffer, offset, length);
    }
}
