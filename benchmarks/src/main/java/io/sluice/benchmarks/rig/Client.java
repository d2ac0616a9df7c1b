package io.sluice.benchmarks.rig;

import io.sluice.transport.ice.Path;
import io.sluice.transport.ice.PathFactory;
import io.sluice.transport.peer.Demux;
import io.sluice.transport.peer.Inlet;
import io.sluice.transport.peer.PeerListener;
import io.sluice.transport.peer.PeerTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of one participant: a socket of its own with a transport on it. What comes may be opened, or only counted, which costs
 * nearly nothing. Belongs to the clients' thread.
 */
final class Client implements PeerListener, PathFactory, AutoCloseable {
    private static final int SPARE = 64;
    private static final int LONGEST = 2_048;
    private static final int SEND_BUFFER = 4 << 20;

    /** About a hundred packets: enough for key frames, and full soon in a flood, as the floor's are. */
    private static final int RECEIVE_BUFFER = 128 << 10;

    /** Takes decrypted packets. */
    interface Receiver {
        /** One RTP packet, and when it was found in the socket. */
        void packet(byte[] buffer, int offset, int length, long nowNanos);
    }

    final PeerTransport transport;
    private final InetSocketAddress server;
    private final DatagramChannel channel;
    private final Inlet inlet;
    private final @Nullable Receiver receiver;
    private final byte[] bytes = new byte[LONGEST + SPARE];
    private final ByteBuffer incoming = ByteBuffer.wrap(bytes, 0, LONGEST);
    private boolean connected;
    private long packets;

    /**
     * @param receiver null for a client that only counts
     */
    Client(Security security, InetSocketAddress server, Executor thread, @Nullable Receiver receiver)
            throws IOException {
        this.server = server;
        this.receiver = receiver;
        channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel.connect(server);
        channel.configureBlocking(false);
        Demux demux = new Demux();
        inlet = demux.udp(this);
        transport = new PeerTransport(
                security.client((InetSocketAddress) channel.getLocalAddress()), demux, this, thread, Security.RANDOM);
    }

    /** Whether packets can flow. */
    boolean ready() {
        return connected;
    }

    /** RTP packets that came. */
    long packets() {
        return packets;
    }

    /** Takes what lies in the socket, at most so many datagrams; returns how many there were. */
    int poll(int most) throws IOException {
        for (int i = 0; i < most; i++) {
            incoming.clear();
            int length = channel.read(incoming);
            if (length <= 0) {
                return i;
            }
            // The first byte of RTP and RTCP has its highest bit set (RFC 7983), and only RTCP has types from 192 to
            // 223.
            boolean media = bytes[0] < 0;
            packets += media && (bytes[1] & 0xe0) != 0xc0 && !padded(bytes, 0) ? 1 : 0;
            if (!media || receiver != null) {
                inlet.receive(server, bytes, 0, length, System.nanoTime());
            }
        }
        return most;
    }

    /** Of what is played nothing is padded: who waits for a first picture gets padding to know the stream by, until it is played. */
    private static boolean padded(byte[] packet, int offset) {
        return (packet[offset] & 0x20) != 0;
    }

    void tick(long nowNanos) {
        if (nowNanos >= transport.deadline()) {
            transport.tick(nowNanos);
        }
    }

    @Override
    public @Nullable Path open(InetSocketAddress remote) {
        return remote.equals(server) ? new SocketPath() : null;
    }

    @Override
    public void connected() {
        connected = true;
    }

    @Override
    public void interrupted() {
        // Heals, or fails.
    }

    @Override
    public void restored() {
        // Nothing had changed.
    }

    @Override
    public void failed(String reason) {
        throw new IllegalStateException(reason);
    }

    @Override
    public void rtp(byte[] buffer, int offset, int length, long nowNanos) {
        if (receiver != null && !padded(buffer, offset)) {
            receiver.packet(buffer, offset, length, nowNanos);
        }
    }

    @Override
    public void rtcp(byte[] buffer, int offset, int length, long nowNanos) {
        // Reports change nothing here.
    }

    @Override
    public void data(byte[] buffer, int offset, int length, long nowNanos) {
        // There are no data channels here.
    }

    @Override
    public void close() throws IOException {
        transport.close();
        channel.close();
    }

    private final class SocketPath implements Path {
        private final ByteBuffer outgoing = ByteBuffer.allocateDirect(LONGEST);

        @Override
        public InetSocketAddress remote() {
            return server;
        }

        @Override
        public boolean stream() {
            return false;
        }

        @Override
        public boolean send(byte[] buffer, int offset, int length) {
            try {
                outgoing.clear().put(buffer, offset, length).flip();
                return channel.write(outgoing) > 0;
            } catch (IOException e) {
                // An ICMP answer to something sent before.
                return false;
            }
        }
    }
}
