package io.sluice.benchmarks.jmh;

import io.sluice.transport.dtls.DtlsCertificate;
import io.sluice.transport.dtls.Setup;
import io.sluice.transport.ice.HostCandidates;
import io.sluice.transport.ice.IceMode;
import io.sluice.transport.ice.Path;
import io.sluice.transport.ice.PathFactory;
import io.sluice.transport.peer.Demux;
import io.sluice.transport.peer.DtlsRole;
import io.sluice.transport.peer.Inlet;
import io.sluice.transport.peer.PeerConfig;
import io.sluice.transport.peer.PeerListener;
import io.sluice.transport.peer.PeerState;
import io.sluice.transport.peer.PeerTransport;
import io.sluice.transport.sctp.DataChannel;
import io.sluice.transport.sctp.Reliability;
import io.sluice.transport.sctp.SctpConfig;
import io.sluice.transport.sctp.SctpEnd;
import io.sluice.transport.sctp.SctpEndpoint;
import io.sluice.transport.sctp.SctpListener;
import io.sluice.transport.sctp.SendResult;
import io.sluice.transport.srtp.SrtpEngine;
import io.sluice.transport.srtp.SrtpProfile;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** Two transports with a data channel between them, ICE, DTLS and SCTP complete, on one thread and without sockets. */
final class DataLink {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
    private static final int ON_THEIR_WAY = 128 << 10;
    private static final int LONGEST = 2_048;

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Side sender = new Side(new InetSocketAddress("192.0.2.1", 1), true);
    private final Side receiver = new Side(new InetSocketAddress("192.0.2.2", 2), false);
    private final SctpEndpoint data;
    private final DataChannel channel;
    private long counted;

    DataLink(Reliability reliability) {
        long now = System.nanoTime();
        receiver.hear(sender, Setup.ACTPASS, now);
        sender.hear(receiver, receiver.transport.localSetup(), now);
        data = sender.transport.enableData(SctpConfig.DEFAULT, sender, now);
        receiver.transport.enableData(SctpConfig.DEFAULT, receiver, now);
        DataChannel opened = data.open("bench", "", reliability, now);
        if (opened == null) {
            throw new IllegalStateException("no channel");
        }
        channel = opened;
        long patience = now + PATIENCE;
        while (!sender.open) {
            if (System.nanoTime() > patience) {
                throw new IllegalStateException(sender.transport.state() + ", " + receiver.transport.state());
            }
            turn();
        }
    }

    /** Returns when one more message has arrived. Enough are on their way that none waits for a delayed acknowledgement. */
    long message(byte[] message) {
        while (receiver.received == counted) {
            while (data.buffered(channel) < ON_THEIR_WAY
                    && data.send(channel, true, message, 0, message.length, System.nanoTime()) == SendResult.SENT) {
                continue;
            }
            turn();
        }
        return ++counted;
    }

    private void turn() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
        receiver.take(sender);
        sender.take(receiver);
        long now = System.nanoTime();
        sender.tick(now);
        receiver.tick(now);
    }

    private final class Side implements PeerListener, SctpListener, PathFactory {
        final PeerTransport transport;
        private final InetSocketAddress address;
        private final Inlet inlet;
        private final Queue<byte[]> arriving = new ArrayDeque<>();
        private final Queue<byte[]> spare = new ArrayDeque<>();
        private final Queue<Integer> lengths = new ArrayDeque<>();
        long received;
        boolean open;

        Side(InetSocketAddress address, boolean controlling) {
            this.address = address;
            Demux demux = new Demux();
            inlet = demux.udp(this);
            SecureRandom random = new SecureRandom();
            transport = new PeerTransport(
                    new PeerConfig(
                            DtlsCertificate.generate(random),
                            IceMode.FULL,
                            controlling,
                            HostCandidates.of(List.of(address), List.of()),
                            List.of(SrtpProfile.AEAD_AES_128_GCM),
                            SrtpEngine.JDK,
                            DtlsRole.ACTIVE),
                    demux,
                    this,
                    tasks::add,
                    random);
        }

        void hear(Side other, Setup setup, long nowNanos) {
            transport.setRemote(other.transport.localIce(), other.transport.localFingerprint(), setup, nowNanos);
            other.transport.localCandidates().forEach(each -> transport.addRemoteCandidate(each, nowNanos));
        }

        /** Takes what the other side has sent so far. */
        void take(Side from) {
            for (int left = arriving.size(); left > 0; left--) {
                byte[] datagram = arriving.remove();
                inlet.receive(from.address, datagram, 0, lengths.remove(), System.nanoTime());
                spare.add(datagram);
            }
        }

        void tick(long nowNanos) {
            if (nowNanos >= transport.deadline()) {
                transport.tick(nowNanos);
            }
        }

        private Side other() {
            return this == sender ? receiver : sender;
        }

        @Override
        public Path open(InetSocketAddress remote) {
            return new Path() {
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
                    Side to = other();
                    byte[] used = to.spare.poll();
                    byte[] datagram = used == null ? new byte[LONGEST] : used;
                    System.arraycopy(buffer, offset, datagram, 0, length);
                    to.arriving.add(datagram);
                    to.lengths.add(length);
                    return true;
                }
            };
        }

        @Override
        public void connected() {
            // The transport, and again the association; what counts is the channel.
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
            // There is no media here.
        }

        @Override
        public void rtcp(byte[] buffer, int offset, int length, long nowNanos) {
            // There is no media here.
        }

        @Override
        public void data(byte[] buffer, int offset, int length, long nowNanos) {
            throw new IllegalStateException(transport.state() == PeerState.CONNECTED ? "no endpoint" : "too early");
        }

        @Override
        public void opened(DataChannel made) {
            open = true;
        }

        @Override
        public void message(DataChannel from, boolean binary, byte[] buffer, int offset, int length) {
            received++;
        }

        @Override
        public void closed(DataChannel ended) {
            throw new IllegalStateException("closed");
        }

        @Override
        public void drained(DataChannel full) {
            // Asked again soon enough.
        }

        @Override
        public void ended(SctpEnd reason) {
            throw new IllegalStateException(reason.toString());
        }
    }
}
