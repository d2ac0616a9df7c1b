package io.sluice.server.net;

import io.sluice.server.Await;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A peer's UDP socket: keeps what arrives, in order. */
final class Receiver implements AutoCloseable {
    private static final int LONGEST = 65_535;

    private final DatagramSocket socket;
    private final List<byte[]> received = new ArrayList<>();

    Receiver(InetAddress address) {
        try {
            socket = new DatagramSocket(0, address);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        Thread.ofVirtual().name("receiver").start(this::receive);
    }

    private void receive() {
        DatagramPacket packet = new DatagramPacket(new byte[LONGEST], LONGEST);
        try {
            while (true) {
                packet.setLength(LONGEST);
                socket.receive(packet);
                synchronized (received) {
                    received.add(Arrays.copyOf(packet.getData(), packet.getLength()));
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
    }

    /** What came so far, once that is so many datagrams. */
    List<byte[]> await(int count) {
        Await.until("receiving " + count + " datagrams", () -> received().size(), got -> got >= count);
        return received();
    }

    private List<byte[]> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
