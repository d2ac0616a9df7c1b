package io.sluice.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.config.MediaPorts;
import io.sluice.config.net.PortRange;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FreePortsIT {
    private static final InetAddress V4 = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress V6 = InetAddress.ofLiteral("::1");

    private final Loops loops = new Loops(2);

    @AfterEach
    void close() {
        loops.close();
    }

    private static MediaPorts some(int first) {
        return new MediaPorts(new PortRange(first, Math.min(first + 50, 65_535)), false);
    }

    /** A port that somebody else has. */
    private static DatagramSocket taken(InetAddress address) throws IOException {
        while (true) {
            DatagramSocket socket = new DatagramSocket(0, address);
            // There must be room for others behind it.
            if (socket.getLocalPort() < 65_000) {
                return socket;
            }
            socket.close();
        }
    }

    @Test
    void aTakenPortIsPassedOverAndEveryLoopGetsItsOwn() throws IOException {
        try (DatagramSocket other = taken(V4)) {
            FreePorts ports = new FreePorts(some(other.getLocalPort()));

            int first = ports.bind(loops.loops.getFirst(), List.of(V4));
            int second = ports.bind(loops.loops.getLast(), List.of(V4));

            assertThat(first).isGreaterThan(other.getLocalPort());
            assertThat(second).isGreaterThan(first);
            assertThat(isFree(first, V4)).isFalse();
            assertThat(isFree(second, V4)).isFalse();
        }
    }

    @Test
    void aPortIsTakenOnAllAddressesOrOnNone() throws IOException {
        assumeTrue(isFree(0, V6), "this machine has no IPv6");
        try (DatagramSocket other = taken(V6)) {
            FreePorts ports = new FreePorts(some(other.getLocalPort()));

            int bound = ports.bind(loops.loops.getFirst(), List.of(V4, V6));

            assertThat(bound).isGreaterThan(other.getLocalPort());
            assertThat(isFree(other.getLocalPort(), V4)).isTrue();
            assertThat(isFree(bound, V4)).isFalse();
            assertThat(isFree(bound, V6)).isFalse();
        }
    }

    @Test
    void aPortThatMustBeOursAndIsNotIsNamed() throws IOException {
        try (DatagramSocket other = taken(V4)) {
            int port = other.getLocalPort();
            FreePorts ports = new FreePorts(new MediaPorts(new PortRange(port, port + 1), true));

            assertThatIOException()
                    .isThrownBy(() -> ports.bind(loops.loops.getFirst(), List.of(V4)))
                    .withMessageContaining("UDP port " + port)
                    .withMessageContaining("rtc.udp_port")
                    .withMessageContaining("in use");
        }
    }

    @Test
    void aRangeWithoutAFreePortIsNamedWithTheReason() throws IOException {
        try (DatagramSocket other = taken(V4)) {
            int port = other.getLocalPort();
            FreePorts ports = new FreePorts(new MediaPorts(new PortRange(port, port), false));

            assertThatIOException()
                    .isThrownBy(() -> ports.bind(loops.loops.getFirst(), List.of(V4)))
                    .withMessageContaining(String.valueOf(port))
                    .withMessageContaining("in use");
        }
    }

    @Test
    void anAddressThatThisMachineDoesNotHaveIsNotCalledInUse() {
        FreePorts ports = new FreePorts(some(50_000));

        assertThatIOException()
                .isThrownBy(() -> ports.bind(loops.loops.getFirst(), List.of(InetAddress.ofLiteral("192.0.2.1"))))
                .withMessageContaining("192.0.2.1")
                .withMessageNotContaining("in use");
    }

    private static boolean isFree(int port, InetAddress address) {
        try (DatagramSocket probe = new DatagramSocket(port, address)) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
