package io.sluice.transport.peer;

import io.sluice.transport.ice.Path;
import io.sluice.transport.ice.PathFactory;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A socket that counts the paths opened on it and keeps what is sent. */
final class MemorySocket implements PathFactory {
    record Sent(InetSocketAddress to, byte[] bytes) {}

    final List<InetSocketAddress> opened = new ArrayList<>();
    final List<Sent> sent = new ArrayList<>();

    @Override
    public Path open(InetSocketAddress remote) {
        opened.add(remote);
        return new MemoryPath(remote);
    }

    private final class MemoryPath implements Path {
        private final InetSocketAddress remote;

        MemoryPath(InetSocketAddress remote) {
            this.remote = remote;
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
            sent.add(new Sent(remote, Arrays.copyOfRange(buffer, offset, offset + length)));
            return true;
        }
    }
}
