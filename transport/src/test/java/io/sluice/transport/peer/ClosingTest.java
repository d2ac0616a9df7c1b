package io.sluice.transport.peer;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.transport.dtls.Fingerprint;
import io.sluice.transport.dtls.Setup;
import io.sluice.transport.ice.IceMode;
import io.sluice.transport.srtp.SrtpProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A transport may be closed at any time, most of all by those that it calls. */
class ClosingTest {
    @ParameterizedTest
    @ValueSource(strings = {"connected", "rtp", "rtcp", "data", "interrupted", "failed"})
    void itsListenerMayCloseItInTheMiddleOfACallback(String callback) {
        MemoryLink link = new MemoryLink(IceMode.FULL, false, DtlsRole.ACTIVE, SrtpProfile.AEAD_AES_128_GCM);
        link.server.listener.then = called -> {
            if (called.equals(callback)) {
                link.server.transport.close();
            }
        };
        link.describe(false);
        link.until(
                "a connection",
                () -> link.client.transport.state() == PeerState.CONNECTED
                        && link.server.listener.events.contains("connected"));
        // Two of each, so that one comes after the end.
        for (int i = 0; i < 2; i++) {
            link.client.sendRtp(Samples.rtp(i));
            link.client.sendRtcp(Samples.rtcp(i));
            link.client.sendData(Samples.data(i));
        }
        link.pass(SECONDS.toNanos(1));
        link.cut = true;
        link.pass(SECONDS.toNanos(20));

        assertThat(link.server.transport.state()).isEqualTo(PeerState.CLOSED);
        assertGone(link);
        RecordingListener heard = link.server.listener;
        assertThat(heard.rtp)
                .hasSize(
                        switch (callback) {
                            case "connected" -> 0;
                            case "rtp", "rtcp", "data" -> 1;
                            default -> 2;
                        });
        assertThat(heard.events).startsWith("connected");
        assertThat(heard.events)
                .hasSize(
                        switch (callback) {
                            case "interrupted" -> 2;
                            case "failed" -> 3;
                            default -> 1;
                        });
    }

    @Test
    void aHandshakeThatIsUnderWayEndsSilently() {
        MemoryLink link = new MemoryLink(IceMode.LITE, false, DtlsRole.ACTIVE, SrtpProfile.AEAD_AES_128_GCM);
        link.describe(false);
        link.until("a hello", () -> link.server.sent.stream().anyMatch(d -> d[0] == 22));
        link.server.transport.close();
        int sent = link.server.sent.size();
        link.pass(SECONDS.toNanos(3));
        assertThat(link.server.sent).hasSize(sent);
        assertThat(link.server.listener.events).isEmpty();
        assertGone(link);
    }

    @ParameterizedTest
    @EnumSource
    void aClosedTransportHearsNothingAndSaysNothing(DtlsRole role) {
        MemoryLink link = new MemoryLink(IceMode.FULL, true, role, SrtpProfile.AEAD_AES_128_GCM);
        link.describe(true);
        link.connect();
        PeerTransport transport = link.server.transport;
        transport.close();
        transport.close();
        int sent = link.server.sent.size();

        transport.restartIce(link.now);
        transport.setRemote(
                link.client.transport.localIce(),
                new Fingerprint("sha-256", "AB" + ":AB".repeat(31)),
                Setup.ACTPASS,
                link.now);
        transport.localCandidates().forEach(c -> transport.addRemoteCandidate(c, link.now));
        transport.tick(link.now + SECONDS.toNanos(100));
        assertThat(link.server.sendRtp(Samples.rtp(1))).isFalse();
        assertThat(link.server.sendRtcp(Samples.rtcp(1))).isFalse();
        assertThat(link.server.sendData(Samples.data(1))).isFalse();
        link.pass(SECONDS.toNanos(5));

        assertThat(link.server.sent).hasSize(sent);
        assertThat(link.server.listener.events).containsExactly("connected");
        assertGone(link);
    }

    @Test
    void thePeerIsToldThatTheAssociationIsOver() {
        MemoryLink link = new MemoryLink(IceMode.LITE, false, DtlsRole.ACTIVE, SrtpProfile.AEAD_AES_128_GCM);
        link.describe(false);
        link.connect();
        link.server.transport.close();
        link.pass(SECONDS.toNanos(1));
        assertThat(link.client.sendData(Samples.data(1))).isFalse();
        assertThat(link.client.listener.events)
                .as("whether the path is gone is ICE's to say")
                .containsExactly("connected");
    }

    private static void assertGone(MemoryLink link) {
        assertThat(link.server.transport.deadline()).isEqualTo(Long.MAX_VALUE);
        assertThat(link.server.transport.writable()).isFalse();
        assertThat(link.server.transport.selectedPath()).isNull();
        assertThat(link.server.inlet.bound()).isZero();
        assertThat(link.server.demux.fragments()).isZero();
    }
}
