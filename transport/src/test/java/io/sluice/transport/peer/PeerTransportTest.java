package io.sluice.transport.peer;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.transport.dtls.Fingerprint;
import io.sluice.transport.dtls.Setup;
import io.sluice.transport.ice.IceMode;
import io.sluice.transport.ice.IceParameters;
import io.sluice.transport.srtp.SrtpProfile;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Transport against transport, with real handshakes and real keys. */
class PeerTransportTest {
    private static final String WRONG = "AB" + ":AB".repeat(31);

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
        Exchange exchange = new Exchange(link);
        assertThat(link.server.transport.state()).isEqualTo(PeerState.NEW);
        assertThat(link.server.transport.localSetup()).isEqualTo(Setup.ACTPASS);
        assertThat(link.server.sendRtp(Samples.rtp(1))).isFalse();

        link.describe(serverOffers);
        link.connect();

        assertThat(link.server.listener.events).containsExactly("connected");
        assertThat(link.client.listener.events).containsExactly("connected");
        assertThat(link.server.transport.localSetup()).isNotEqualTo(link.client.transport.localSetup());
        assertThat(link.server.transport.srtpProfile()).isEqualTo(SrtpProfile.AEAD_AES_128_GCM);
        exchange.bothWays();
    }

    @Test
    void ourHelloFollowsOurFirstAnswerBeforeAnyNomination() {
        MemoryLink link = new MemoryLink(IceMode.LITE, false, DtlsRole.ACTIVE, SrtpProfile.AEAD_AES_128_GCM);
        link.describe(false);
        link.until("two datagrams", () -> link.server.sent.size() >= 2);
        assertThat(link.server.sent.get(0)[0]).as("a STUN answer").isEqualTo((byte) 1);
        link.connect();
        assertThat(link.server.sent).anyMatch(d -> d[0] == 22);
        assertThat(link.server.transport.localSetup()).isEqualTo(Setup.ACTIVE);
    }

    @Test
    void aHandshakeThatIsQuickerThanTheDescriptionWaitsForIt() {
        MemoryLink link = new MemoryLink(IceMode.FULL, true, DtlsRole.PASSIVE, SrtpProfile.AEAD_AES_128_GCM);
        Exchange exchange = new Exchange(link);
        link.client.hears(link.server, true);
        link.until("a hello", () -> link.client.sent.stream().anyMatch(d -> d[0] == 22));
        link.pass(SECONDS.toNanos(1));
        assertThat(link.server.transport.state()).isEqualTo(PeerState.NEW);
        assertThat(link.server.listener.events).isEmpty();

        link.server.hears(link.client, false);
        link.connect();
        exchange.bothWays();
    }

    @Test
    void mediaGoesOnThroughIceRestartsWithoutAnotherHandshake() {
        MemoryLink link = new MemoryLink(IceMode.FULL, true, DtlsRole.PASSIVE, SrtpProfile.AEAD_AES_128_GCM);
        Exchange exchange = new Exchange(link);
        link.describe(true);
        link.connect();
        for (int i = 0; i < 3; i++) {
            IceParameters before = link.server.transport.localIce();
            link.server.transport.restartIce(link.now);
            assertThat(link.server.transport.localIce()).isNotEqualTo(before);
            exchange.bothWays();
            link.client.hears(link.server, true);
            exchange.bothWays();
            link.server.hears(link.client, false);
            exchange.bothWays();
            link.pass(SECONDS.toNanos(5));
            exchange.bothWays();
        }
        link.client.transport.restartIce(link.now);
        link.describe(false);
        link.pass(SECONDS.toNanos(5));
        exchange.bothWays();
        assertThat(link.server.listener.events).containsExactly("connected");
        assertThat(link.client.listener.events).containsExactly("connected");
        assertThat(link.server.demux.fragments()).isEqualTo(1);
    }

    @Test
    void theSameDescriptionAgainChangesNothing() {
        MemoryLink link = new MemoryLink(IceMode.LITE, false, DtlsRole.ACTIVE, SrtpProfile.AEAD_AES_128_GCM);
        Exchange exchange = new Exchange(link);
        link.describe(false);
        link.connect();
        IceParameters before = link.server.transport.localIce();
        link.describe(false);
        assertThat(link.server.transport.localIce()).isEqualTo(before);
        assertThat(link.server.transport.localSetup()).isEqualTo(Setup.ACTIVE);
        exchange.bothWays();
    }

    @ParameterizedTest
    @EnumSource
    void anotherCertificateThanAnnouncedIsAFailure(DtlsRole role) {
        MemoryLink link = new MemoryLink(IceMode.LITE, false, role, SrtpProfile.AEAD_AES_128_GCM);
        link.server.transport.setRemote(
                link.client.transport.localIce(), new Fingerprint("sha-256", WRONG), Setup.ACTPASS, link.now);
        link.client.hears(link.server, false);
        link.until("the failure", () -> link.server.transport.state() == PeerState.FAILED);
        assertThat(link.server.listener.events)
                .containsExactly("failed dtls_failed: the peer's certificate is not the one in its description");
        assertThat(link.server.transport.writable()).isFalse();
        assertThat(link.server.transport.srtpProfile()).isNull();
        assertThat(link.server.sendRtp(Samples.rtp(1))).isFalse();
        link.until("the alert", () -> link.client.transport.state() == PeerState.FAILED);
        assertThat(link.client.listener.events).doesNotContain("connected");
    }

    @Test
    void aFingerprintThatChangesIsAFailure() {
        MemoryLink link = new MemoryLink(IceMode.LITE, false, DtlsRole.ACTIVE, SrtpProfile.AEAD_AES_128_GCM);
        link.describe(false);
        link.connect();
        link.server.transport.setRemote(
                link.client.transport.localIce(), new Fingerprint("sha-256", WRONG), Setup.ACTPASS, link.now);
        assertThat(link.server.listener.events).containsExactly("connected", "failed dtls_fingerprint_changed");
        assertThat(link.server.transport.state()).isEqualTo(PeerState.FAILED);
        assertThat(link.server.sendRtp(Samples.rtp(1))).isFalse();
    }

    @Test
    void silenceIsReportedAndItsEndToo() {
        MemoryLink link = new MemoryLink(IceMode.LITE, false, DtlsRole.ACTIVE, SrtpProfile.AEAD_AES_128_GCM);
        Exchange exchange = new Exchange(link);
        link.describe(false);
        link.connect();
        link.cut = true;
        link.pass(SECONDS.toNanos(12));
        assertThat(link.server.transport.state()).isEqualTo(PeerState.INTERRUPTED);
        link.pass(SECONDS.toNanos(8));
        assertThat(link.server.transport.state()).isEqualTo(PeerState.FAILED);
        assertThat(link.server.sendRtp(Samples.rtp(1))).isFalse();
        link.cut = false;
        link.pass(SECONDS.toNanos(5));
        assertThat(link.server.listener.events)
                .containsExactly("connected", "interrupted", "failed ice_silent", "restored");
        exchange.bothWays();
    }

    @Test
    void whatIsDamagedOrRepeatedIsNotDelivered() {
        MemoryLink link = new MemoryLink(IceMode.LITE, false, DtlsRole.ACTIVE, SrtpProfile.AEAD_AES_128_GCM);
        link.describe(false);
        link.connect();
        link.pass(SECONDS.toNanos(1));
        link.cut = true;
        assertThat(link.client.sendRtp(Samples.rtp(1))).isTrue();
        byte[] sealed = link.client.sent.getLast();
        for (int i = 2; i < sealed.length; i++) {
            byte[] damaged = Arrays.copyOf(sealed, sealed.length + 64);
            damaged[i] ^= 1;
            link.server.inlet.receive(link.client.address, damaged, 0, sealed.length, link.now);
        }
        assertThat(link.server.listener.rtp).isEmpty();

        for (int i = 0; i < 3; i++) {
            byte[] whole = Arrays.copyOf(sealed, sealed.length + 64);
            link.server.inlet.receive(link.client.address, whole, 0, sealed.length, link.now);
        }
        assertThat(link.server.listener.rtp).hasSize(1);
        assertThat(link.server.demux.drops().undecryptable()).isEqualTo(sealed.length - 2 + 2);
    }
}
