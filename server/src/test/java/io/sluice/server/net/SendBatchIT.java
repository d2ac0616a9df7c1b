package io.sluice.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What every batch promises, over real sockets of both families. */
@ParameterizedClass
@EnumSource(BatchSocket.Kind.class)
class SendBatchIT {
    private final BatchSocket.Kind kind;
    private final BatchSocket socket;
    private final List<Receiver> receivers = new ArrayList<>();
    private final Random random = new Random(7);

    SendBatchIT(BatchSocket.Kind kind) {
        assumeTrue(kind.isAvailable(), "this machine has no " + kind);
        this.kind = kind;
        this.socket = BatchSocket.open(kind);
    }

    @AfterEach
    void close() {
        receivers.forEach(Receiver::close);
        socket.close();
    }

    private Receiver receiver() {
        Receiver made = new Receiver(kind.local());
        receivers.add(made);
        return made;
    }

    /** A receiver and what it was sent. */
    private final class Peer {
        final Receiver receiver = receiver();
        final UdpPath path = socket.to(receiver.address());
        final List<byte[]> sent = new ArrayList<>();

        /** To be called on the batch's thread. */
        void send(int length) {
            byte[] datagram = new byte[length];
            random.nextBytes(datagram);
            sent.add(datagram);
            // From the middle of a buffer that is used again, as the packet path does.
            byte[] buffer = new byte[length + 20];
            System.arraycopy(datagram, 0, buffer, 10, length);
            assertThat(path.send(buffer, 10, length)).isTrue();
            Arrays.fill(buffer, (byte) 0);
        }

        void awaitAll() {
            assertThat(receiver.await(sent.size())).containsExactlyElementsOf(sent);
        }
    }

    private List<Peer> peers(int count) {
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            peers.add(new Peer());
        }
        return peers;
    }

    @Test
    void everyPeerGetsItsDatagramsUnchangedAndInOrder() {
        List<Peer> peers = peers(5);

        for (int turn = 0; turn < 4; turn++) {
            socket.turn(() -> {
                for (int i = 0; i < 50; i++) {
                    peers.get(random.nextInt(peers.size())).send(1 + random.nextInt(1400));
                }
            });
        }

        peers.forEach(Peer::awaitAll);
    }

    @Test
    void runsOfEqualLengthEndWithAShorterOneOrALongerOne() {
        Peer one = new Peer();
        Peer other = new Peer();

        socket.turn(() -> {
            for (int length : new int[] {1000, 1000, 1000, 300, 1000, 1000, 1200, 1200, 1, 1, 1200}) {
                one.send(length);
                other.send(length);
            }
        });

        one.awaitAll();
        other.awaitAll();
    }

    @Test
    void aRunMayBeLongerThanOneMessageCarries() {
        Peer peer = new Peer();

        socket.turn(() -> {
            for (int i = 0; i < 40; i++) {
                peer.send(1100);
            }
        });

        peer.awaitAll();
    }

    @Test
    void aTurnMayReachMorePeersThanOneSystemCallTakes() {
        List<Peer> peers = peers(300);

        socket.turn(() -> peers.forEach(peer -> peer.send(200)));

        peers.forEach(Peer::awaitAll);
    }

    @Test
    void aTurnMaySendMoreBytesThanTheBatchHolds() {
        List<Peer> peers = peers(70);

        socket.turn(() -> {
            for (int i = 0; i < 10; i++) {
                peers.forEach(peer -> peer.send(1150));
            }
        });

        peers.forEach(Peer::awaitAll);
        assertThat(socket.batch.dropped()).isZero();
    }

    @Test
    void aDatagramMayBeAsLongAsTheLongestAndNoLonger() {
        Peer peer = new Peer();

        socket.turn(() -> {
            assertThat(peer.path.send(new byte[4096], 0, SendBatch.LONGEST + 1)).isFalse();
            peer.send(SendBatch.LONGEST);
            peer.send(SendBatch.LONGEST);
        });

        peer.awaitAll();
    }

    @Test
    void whoCannotBeReachedCostsNobodyElseADatagram() {
        List<Peer> peers = peers(3);
        // Neither port 0 nor another network can be sent to from a loopback address; both fail at once.
        List<UdpPath> nowhere = List.of(
                socket.to(new InetSocketAddress(kind.local(), 0)),
                socket.to(new InetSocketAddress(
                        InetAddress.ofLiteral(kind.local().getAddress().length == 4 ? "192.0.2.1" : "2001:db8::1"),
                        9)));

        for (int turn = 0; turn < 2; turn++) {
            socket.turn(() -> {
                for (int i = 0; i < 6; i++) {
                    peers.get(i % 3).send(900);
                    nowhere.get(i % 2).send(new byte[500], 0, 500);
                    peers.get((i + 1) % 3).send(900);
                }
            });
        }

        peers.forEach(Peer::awaitAll);
    }

    @Test
    void whoHasClosedItsSocketCostsNobodyElseADatagram() {
        List<Peer> peers = peers(2);
        Peer gone = new Peer();
        gone.receiver.close();

        for (int turn = 0; turn < 5; turn++) {
            socket.turn(() -> {
                peers.getFirst().send(700);
                gone.send(700);
                peers.getLast().send(700);
            });
        }

        peers.forEach(Peer::awaitAll);
    }

    @Test
    void nothingIsSentOnceClosed() {
        Peer peer = new Peer();
        socket.turn(() -> peer.send(100));
        peer.awaitAll();

        socket.close();
        socket.batch.close();

        assertThat(peer.path.send(new byte[100], 0, 100)).isFalse();
        socket.batch.flush();
    }
}
