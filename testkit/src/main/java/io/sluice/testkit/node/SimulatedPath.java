package io.sluice.testkit.node;

import io.sluice.testkit.net.PacketOut;
import io.sluice.transport.ice.Path;
import java.net.InetSocketAddress;

/**
 * A path over UDP on the simulated network.
 *
 * @param remote where it leads
 * @param link what it leads over
 */
public record SimulatedPath(InetSocketAddress remote, PacketOut link) implements Path {
    @Override
    public boolean stream() {
        return false;
    }

    @Override
    public boolean send(byte[] buffer, int offset, int length) {
        link.send(buffer, offset, length);
        return true;
    }
}
