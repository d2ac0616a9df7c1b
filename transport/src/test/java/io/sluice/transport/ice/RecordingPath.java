package io.sluice.transport.ice;

import io.sluice.transport.stun.StunReader;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;

/** A path that keeps what is sent on it. */
final class RecordingPath implements Path {
    final Queue<byte[]> sent = new ArrayDeque<>();
    private final InetSocketAddress remote;

    RecordingPath(String host, int port) {
        remote = new InetSocketAddress(host, port);
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
        sent.add(Arrays.copyOfRange(buffer, offset, offset + length));
        return true;
    }

    /** Takes the next message out; fails if there is none or if it is no STUN. */
    StunReader next() {
        byte[] bytes = sent.remove();
        StunReader reader = new StunReader();
        if (!reader.parse(bytes, 0, bytes.length) || !reader.fingerprintHolds()) {
            throw new AssertionError("no STUN message");
        }
        return reader;
    }
}
