package io.sluice.transport.peer;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sluice.transport.dtls.DtlsCertificate;
import io.sluice.transport.ice.HostCandidates;
import io.sluice.transport.ice.IceCandidate;
import io.sluice.transport.ice.IceMode;
import io.sluice.transport.ice.IceParameters;
import io.sluice.transport.ice.Path;
import io.sluice.transport.srtp.SrtpEngine;
import io.sluice.transport.srtp.SrtpProfile;
import java.lang.management.ManagementFactory;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whose datagram is it? No handshakes here: the peers' descriptions never come. */
class DemuxEngineTest {
    private static final DtlsCertificate CERTIFICATE = DtlsCertificate.generate(new SecureRandom());
    private static final InetSocketAddress LOCAL = new InetSocketAddress("198.51.100.1", 7882);
    private static final InetSocketAddress CLIENT = new InetSocketAddress("203.0.113.5", 40000);
    private static final byte[] MEDIA = {(byte) 0x80, 111, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0};

    private final Demux demux = new Demux();
    private final MemorySocket socket = new MemorySocket();
    private final Inlet inlet = demux.udp(socket);
    private long now = SECONDS.toNanos(1_000);
    private long transaction = 1;
    private long seed = 1;

    @Test
    void strangersLeaveNoTrace() {
        PeerTransport transport = transport(IceMode.LITE);
        IceParameters ice = transport.localIce();

        receive(CLIENT, MEDIA);
        receive(CLIENT, check(new IceParameters("nobody99", ice.password())));
        receive(CLIENT, check(new IceParameters("short", ice.password())));
        receive(CLIENT, check(new IceParameters(ice.ufrag(), "a-password-that-is-not-it")));
        receive(CLIENT, new byte[] {0, 1, 2});

        assertThat(socket.opened).isEmpty();
        assertThat(socket.sent).isEmpty();
        assertThat(inlet.bound()).isZero();
        assertThat(demux.drops()).isEqualTo(new DropCounts(1, 1, 2, 1, 0, 0, 0));
    }

    @Test
    void anAuthenticCheckBindsItsSource() {
        PeerTransport transport = transport(IceMode.LITE);

        receive(CLIENT, check(transport.localIce()));
        receive(CLIENT, check(transport.localIce()));

        assertThat(socket.opened).containsExactly(CLIENT);
        assertThat(socket.sent).hasSize(2);
        assertThat(inlet.bound()).isEqualTo(1);
        assertThat(transport.selectedPath()).isNotNull();
        receive(CLIENT, MEDIA);
        assertThat(demux.drops().early())
                .as("it is ours, but there are no keys")
                .isEqualTo(1);
    }

    @Test
    void theFragmentTellsTransportsApart() {
        PeerTransport one = transport(IceMode.LITE);
        PeerTransport two = transport(IceMode.LITE);
        InetSocketAddress elsewhere = new InetSocketAddress("203.0.113.6", 40000);

        receive(CLIENT, check(two.localIce()));
        receive(elsewhere, check(one.localIce()));

        assertThat(remote(one)).isEqualTo(elsewhere);
        assertThat(remote(two)).isEqualTo(CLIENT);
    }

    @Test
    void anAddressDressedAsIpv6IsTheSameAddress() throws UnknownHostException {
        PeerTransport transport = transport(IceMode.LITE);
        byte[] mapped = new byte[16];
        mapped[10] = mapped[11] = (byte) 0xFF;
        System.arraycopy(CLIENT.getAddress().getAddress(), 0, mapped, 12, 4);
        InetAddress dressed = Inet6Address.getByAddress(null, mapped, -1);
        assertThat(dressed).isInstanceOf(Inet6Address.class);

        receive(new InetSocketAddress(dressed, 40000), check(transport.localIce()));
        receive(CLIENT, check(transport.localIce()));
        receive(new InetSocketAddress(dressed, 40000), MEDIA);

        assertThat(socket.opened).containsExactly(CLIENT);
        assertThat(demux.drops().unknownSource()).isZero();
    }

    @Test
    void anAddressInUseCannotBeTakenAwayButAnAbandonedOneCan() {
        PeerTransport first = transport(IceMode.LITE);
        PeerTransport second = transport(IceMode.LITE);
        receive(CLIENT, check(first.localIce()));

        now += SECONDS.toNanos(2);
        receive(CLIENT, check(second.localIce()));
        assertThat(remote(first)).isEqualTo(CLIENT);
        assertThat(second.selectedPath()).isNull();

        now += SECONDS.toNanos(2);
        receive(CLIENT, check(second.localIce()));
        assertThat(first.selectedPath()).isNull();
        assertThat(remote(second)).isEqualTo(CLIENT);
        assertThat(inlet.bound()).isEqualTo(1);
    }

    @Test
    void aMereCandidateGivesWayToWhoeverProvesToBeThere() {
        PeerTransport guessing = transport(IceMode.FULL);
        PeerTransport proving = transport(IceMode.FULL);
        guessing.addRemoteCandidate(candidate(), now);
        assertThat(socket.opened).containsExactly(CLIENT);
        assertThat(inlet.bound()).isZero();
        receive(CLIENT, MEDIA);
        assertThat(demux.drops().unknownSource()).isEqualTo(1);

        receive(CLIENT, check(proving.localIce()));
        assertThat(remote(proving)).isEqualTo(CLIENT);

        guessing.addRemoteCandidate(candidate(), now);
        assertThat(remote(proving)).isEqualTo(CLIENT);
        assertThat(socket.opened).as("the address is taken").hasSize(2);
    }

    @Test
    void aTransportHasEightAddressesAtMost() {
        PeerTransport transport = transport(IceMode.LITE);
        for (int port = 1; port <= 100; port++) {
            now += MILLISECONDS.toNanos(1);
            receive(new InetSocketAddress("203.0.113.5", port), check(transport.localIce()));
        }
        assertThat(inlet.bound()).isEqualTo(8);
    }

    @Test
    void nothingIsLeftOfAClosedTransport() {
        PeerTransport transport = transport(IceMode.LITE);
        IceParameters ice = transport.localIce();
        receive(CLIENT, check(ice));
        transport.close();
        socket.sent.clear();

        receive(CLIENT, check(ice));
        receive(CLIENT, MEDIA);

        assertThat(demux.fragments()).isZero();
        assertThat(inlet.bound()).isZero();
        assertThat(socket.sent).isEmpty();
        assertThat(transport.state()).isEqualTo(PeerState.CLOSED);
    }

    @Test
    void aClosedSocketTakesItsPathsAlong() {
        PeerTransport transport = transport(IceMode.LITE);
        receive(CLIENT, check(transport.localIce()));

        inlet.close(now);
        receive(CLIENT, check(transport.localIce()));

        assertThat(transport.selectedPath()).isNull();
        assertThat(inlet.bound()).isZero();
    }

    @Test
    void aConnectionIsOnePathAndNoMore() {
        PeerTransport transport = transport(IceMode.LITE);
        Path stream = new MemorySocket().open(CLIENT);
        Inlet connection = demux.connection(stream);
        byte[] check = check(transport.localIce());

        connection.receive(new InetSocketAddress("203.0.113.6", 1), check, 0, check.length, now);
        assertThat(connection.bound()).isZero();
        byte[] again = check(transport.localIce());
        connection.receive(CLIENT, again, 0, again.length, now);

        assertThat(connection.bound()).isEqualTo(1);
        assertThat(transport.selectedPath()).isSameAs(stream);
    }

    @Test
    void protocolsThatAreNotSpokenHereAreDropped() {
        PeerTransport transport = transport(IceMode.LITE);
        receive(CLIENT, check(transport.localIce()));
        int[] firstBytes = {4, 15, 16, 19, 64, 79, 80, 127, 192, 255};
        for (int first : firstBytes) {
            byte[] datagram = new byte[40];
            datagram[0] = (byte) first;
            receive(CLIENT, datagram);
        }
        assertThat(demux.drops().unsupported()).isEqualTo(firstBytes.length);
    }

    @Test
    void keepsThirtyTwoDatagramsOfAHandshakeThatComesTooEarly() {
        PeerTransport transport = transport(IceMode.LITE);
        receive(CLIENT, check(transport.localIce()));
        byte[] record = new byte[100];
        record[0] = 22;
        for (int i = 0; i < 40; i++) {
            receive(CLIENT, record);
        }
        assertThat(demux.drops().early()).isEqualTo(8);
    }

    @Test
    void garbageIsCountedAndNothingElse() {
        transport(IceMode.FULL);
        long printed = System.nanoTime();
        Random random = new Random(printed);
        for (int i = 0; i < 20_000; i++) {
            byte[] garbage = new byte[random.nextInt(200)];
            random.nextBytes(garbage);
            if (garbage.length > 20 && random.nextBoolean()) {
                garbage[0] = 0;
                garbage[1] = 1;
                garbage[2] = 0;
                garbage[3] = (byte) (garbage.length - 20);
                System.arraycopy(new byte[] {0x21, 0x12, (byte) 0xA4, 0x42}, 0, garbage, 4, 4);
            }
            receive(CLIENT, garbage);
        }
        assertThat(socket.opened).as("seed %d", printed).isEmpty();
        assertThat(inlet.bound()).isZero();
    }

    @Test
    void aKnownAddressIsFoundWithoutGarbage() {
        PeerTransport transport = transport(IceMode.LITE);
        receive(CLIENT, check(transport.localIce()));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().threadId();
        for (int i = 0; i < 1_000; i++) {
            receive(CLIENT, MEDIA);
        }

        long before = threads.getThreadAllocatedBytes(self);
        for (int i = 0; i < 10_000; i++) {
            receive(CLIENT, MEDIA);
        }
        long allocated = threads.getThreadAllocatedBytes(self) - before;

        assertThat(allocated).isLessThan(10_000);
        assertThat(demux.drops().early()).isEqualTo(11_000);
    }

    private void receive(InetSocketAddress from, byte[] datagram) {
        inlet.receive(from, datagram, 0, datagram.length, now);
    }

    private PeerTransport transport(IceMode mode) {
        PeerConfig config = new PeerConfig(
                CERTIFICATE,
                mode,
                false,
                HostCandidates.of(List.of(LOCAL), List.of()),
                List.of(SrtpProfile.AEAD_AES_128_GCM),
                SrtpEngine.JDK,
                DtlsRole.ACTIVE);
        return new PeerTransport(config, demux, new RecordingListener(), Runnable::run, new Random(seed++));
    }

    private byte[] check(IceParameters to) {
        return StunChecks.check(to, transaction++);
    }

    private static IceCandidate candidate() {
        return new IceCandidate("1", 1, IceCandidate.Protocol.UDP, 1, CLIENT, IceCandidate.Type.HOST);
    }

    private static @Nullable InetSocketAddress remote(PeerTransport transport) {
        Path path = transport.selectedPath();
        return path == null ? null : path.remote();
    }
}
