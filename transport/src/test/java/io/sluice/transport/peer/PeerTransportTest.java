package io.sluice.transport.peer;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.transport.dtls.Fingerprint;
import io.sluice.transport.dtls.Setup;
import io.sluice.transport.ice.IceMode;
import io.sluice.transport.ice.IceParameters;
import io.sluice.transport.peer.MemoryLink.Side;
import io.sluice.transport.srtp.SrtpProfile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Transport against transport, with real handshakes and real keys. */
class PeerTransportTest {
    private static final String WRONG = "AB" + ":AB".repeat(31);
    private int sequence = 1;

    @ParameterizedTest
    @CsvSource({
        "LITE, false, ACTIVE",
        "LITE, false, PASSIVE",
        "LITE, true, ACTIVE",
        "FULL, false, ACTIVE",
        "FULL, false, PASSIVE",
        "FULL, true, PASSIVE"
    })
    void packetsFlowBothWaysWhateverTheRoles(IceMode mode, boolean serverOffers, DtlsRole role) {
        MemoryLink link = new MemoryLink(mode, serverOffers, role, SrtpProfile.AEAD_AES_128_GCM);
        assertThat(link.server.transport.state()).isEqualTo(PeerState.NEW);
        assertThat(link.server.transport.localSetup()).isEqualTo(Setup.ACTPASS);
        assertThat(sendRtp(link.server)).isFalse();

        link.describe(serverOffers);
        connect(link);

        assertThat(link.server.listener.events).containsExactly("connected");
        assertThat(link.client.listener.events).containsExactly("connected");
        assertThat(link.server.transport.localSetup()).isNotEqualTo(link.client.transport.localSetup());
        assertThat(link.server.transport.srtpProfile()).isEqualTo(SrtpProfile.AEAD_AES_128_GCM);
        exchange(link);
    }

    @ParameterizedTest
    @EnumSource(SrtpProfile.class)
    void everyProfileWorks(SrtpProfile profile) {
        MemoryLink link = new MemoryLink(IceMode.LITE, false, DtlsRole.PASSIVE, profile);
        link.describe(false);
        connect(link);
        assertThat(link.client.transport.srtpProfile()).isEqualTo(profile);
        exchange(link);
    }

    @Test
    void ourHelloFollowsOurFirstAnswerBeforeAnyNomination() {
        MemoryLink link = new MemoryLink(IceMode.LITE, false, DtlsRole.ACTIVE, SrtpProfile.AEAD_AES_128_GCM);
        link.describe(false);
        link.until("two datagrams", () -> link.server.sent.size() >= 2);
        assertThat(link.server.sent.get(0)[0]).as("a STUN answer").isEqualTo((byte) 1);
        connect(link);
        assertThat(link.server.sent).anyMatch(d -> d[0] == 22);
        assertThat(link.server.transport.localSetup()).isEqualTo(Setup.ACTIVE);
    }

    @Test
    void aHandshakeThatIsQuickerThanTheDescriptionWaitsForIt() {
        MemoryLink link = new MemoryLink(IceMode.FULL, true, DtlsRole.PASSIVE, SrtpProfile.AEAD_AES_128_GCM);
        link.client.hears(link.server, true);
        link.until("a hello", () -> link.client.sent.stream().anyMatch(d -> d[0] == 22));
        link.pass(SECONDS.toNanos(1));
        assertThat(link.server.transport.state()).isEqualTo(PeerState.NEW);
        assertThat(link.server.listener.events).isEmpty();

        link.server.hears(link.client, false);
        connect(link);
        exchange(link);
    }

    @Test
    void mediaGoesOnThroughIceRestartsWithoutAnotherHandshake() {
        MemoryLink link = new MemoryLink(IceMode.FULL, true, DtlsRole.PASSIVE, SrtpProfile.AEAD_AES_128_GCM);
        link.describe(true);
        connect(link);
        for (int i = 0; i < 3; i++) {
            IceParameters before = link.server.transport.localIce();
            link.server.transport.restartIce(link.now);
            assertThat(link.server.transport.localIce()).isNotEqualTo(before);
            exchange(link);
            link.client.hears(link.server, true);
            exchange(link);
            link.server.hears(link.client, false);
            exchange(link);
            link.pass(SECONDS.toNanos(5));
            exchange(link);
        }
        link.client.transport.restartIce(link.now);
        link.describe(false);
        link.pass(SECONDS.toNanos(5));
        exchange(link);
        assertThat(link.server.listener.events).containsExactly("connected");
        assertThat(link.client.listener.events).containsExactly("connected");
        assertThat(link.server.demux.fragments()).isEqualTo(1);
    }

    @Test
    void theSameDescriptionAgainChangesNothing() {
        MemoryLink link = new MemoryLink(IceMode.LITE, false, DtlsRole.ACTIVE, SrtpProfile.AEAD_AES_128_GCM);
        link.describe(false);
        connect(link);
        IceParameters before = link.server.transport.localIce();
        link.describe(false);
        assertThat(link.server.transport.localIce()).isEqualTo(before);
        assertThat(link.server.transport.localSetup()).isEqualTo(Setup.ACTIVE);
        exchange(link);
    }

    @Test
    void anotherCertificateThanAnnouncedIsAFailure() {
        MemoryLink link = new MemoryLink(IceMode.LITE, false, DtlsRole.ACTIVE, SrtpProfile.AEAD_AES_128_GCM);
        link.server.transport.setRemote(
                link.client.transport.localIce(), new Fingerprint("sha-256", WRONG), Setup.ACTPASS, link.now);
        link.client.hears(link.server, false);
        link.until("the failure", () -> link.server.transport.state() == PeerState.FAILED);
        assertThat(link.server.listener.events).singleElement().asString().startsWith("failed dtls_failed");
        assertThat(link.server.transport.writable()).isFalse();
    }

    @Test
    void aFingerprintThatChangesIsAFailure() {
        MemoryLink link = new MemoryLink(IceMode.LITE, false, DtlsRole.ACTIVE, SrtpProfile.AEAD_AES_128_GCM);
        link.describe(false);
        connect(link);
        link.server.transport.setRemote(
                link.client.transport.localIce(), new Fingerprint("sha-256", WRONG), Setup.ACTPASS, link.now);
        assertThat(link.server.listener.events).containsExactly("connected", "failed dtls_fingerprint_changed");
        assertThat(link.server.transport.state()).isEqualTo(PeerState.FAILED);
        assertThat(sendRtp(link.server)).isFalse();
    }

    @Test
    void silenceIsReportedAndItsEndToo() {
        MemoryLink link = new MemoryLink(IceMode.LITE, false, DtlsRole.ACTIVE, SrtpProfile.AEAD_AES_128_GCM);
        link.describe(false);
        connect(link);
        link.cut = true;
        link.pass(SECONDS.toNanos(12));
        assertThat(link.server.transport.state()).isEqualTo(PeerState.INTERRUPTED);
        link.pass(SECONDS.toNanos(8));
        assertThat(link.server.transport.state()).isEqualTo(PeerState.FAILED);
        assertThat(sendRtp(link.server)).isFalse();
        link.cut = false;
        link.pass(SECONDS.toNanos(5));
        assertThat(link.server.listener.events)
                .containsExactly("connected", "interrupted", "failed ice_silent", "restored");
        exchange(link);
    }

    @Test
    void whatIsDamagedOrRepeatedIsNotDelivered() {
        MemoryLink link = new MemoryLink(IceMode.LITE, false, DtlsRole.ACTIVE, SrtpProfile.AEAD_AES_128_GCM);
        link.describe(false);
        connect(link);
        link.pass(SECONDS.toNanos(1));
        link.cut = true;
        assertThat(sendRtp(link.client)).isTrue();
        byte[] sealed = link.client.sent.getLast();
        for (int i = 2; i < sealed.length; i++) {
            byte[] damaged = Arrays.copyOf(sealed, sealed.length + 64);
            damaged[i] ^= 1;
            link.server.inlet.receive(link.client.address(), damaged, 0, sealed.length, link.now);
        }
        assertThat(link.server.listener.rtp).isEmpty();

        for (int i = 0; i < 3; i++) {
            byte[] whole = Arrays.copyOf(sealed, sealed.length + 64);
            link.server.inlet.receive(link.client.address(), whole, 0, sealed.length, link.now);
        }
        assertThat(link.server.listener.rtp).hasSize(1);
        assertThat(link.server.demux.drops().undecryptable()).isEqualTo(sealed.length - 2 + 2);
    }

    @Test
    void aClosedTransportIsGone() {
        MemoryLink link = new MemoryLink(IceMode.LITE, false, DtlsRole.ACTIVE, SrtpProfile.AEAD_AES_128_GCM);
        link.describe(false);
        connect(link);
        link.server.transport.close();
        link.server.transport.close();
        int sent = link.server.sent.size();
        link.pass(SECONDS.toNanos(5));
        assertThat(link.server.sent).hasSize(sent);
        assertThat(link.server.transport.deadline()).isEqualTo(Long.MAX_VALUE);
        assertThat(link.server.inlet.bound()).isZero();
        assertThat(link.client.transport.sendData(new byte[] {1}, 0, 1))
                .as("it was told")
                .isFalse();
        assertThat(link.server.listener.events).containsExactly("connected");
    }

    private static void connect(MemoryLink link) {
        link.until(
                "both connected",
                () -> link.server.transport.state() == PeerState.CONNECTED
                        && link.client.transport.state() == PeerState.CONNECTED);
    }

    /** One packet of each kind in each direction. */
    private void exchange(MemoryLink link) {
        deliver(link, link.server, link.client);
        deliver(link, link.client, link.server);
    }

    private void deliver(MemoryLink link, Side from, Side to) {
        byte[] rtp = rtp(sequence++);
        byte[] rtcp = rtcp();
        byte[] data = "data ".concat(Integer.toString(sequence)).getBytes(StandardCharsets.US_ASCII);
        to.listener.rtp.clear();
        to.listener.rtcp.clear();
        to.listener.data.clear();
        assertThat(from.transport.writable()).isTrue();
        assertThat(from.transport.sendRtp(Arrays.copyOf(rtp, rtp.length + 64), 0, rtp.length))
                .isTrue();
        assertThat(from.transport.sendRtcp(Arrays.copyOf(rtcp, rtcp.length + 64), 0, rtcp.length))
                .isTrue();
        assertThat(from.transport.sendData(data, 0, data.length)).isTrue();
        link.until("delivery", () -> !to.listener.data.isEmpty());
        assertThat(to.listener.rtp).containsExactly(rtp);
        assertThat(to.listener.rtcp).containsExactly(rtcp);
        assertThat(to.listener.data).containsExactly(data);
    }

    private boolean sendRtp(Side from) {
        byte[] rtp = rtp(sequence++);
        return from.transport.sendRtp(Arrays.copyOf(rtp, rtp.length + 64), 0, rtp.length);
    }

    private static byte[] rtp(int sequence) {
        byte[] packet = new byte[100];
        packet[0] = (byte) 0x80;
        packet[1] = 111;
        packet[2] = (byte) (sequence >>> 8);
        packet[3] = (byte) sequence;
        packet[11] = 5;
        Arrays.fill(packet, 12, 100, (byte) sequence);
        return packet;
    }

    /** A receiver report without blocks. */
    private static byte[] rtcp() {
        return new byte[] {(byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, 5};
    }
}
