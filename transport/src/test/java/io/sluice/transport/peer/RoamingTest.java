package io.sluice.transport.peer;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.transport.ice.IceMode;
import io.sluice.transport.ice.Path;
import io.sluice.transport.srtp.SrtpProfile;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client whose address changes under way, because its network does or its NAT forgot it. */
class RoamingTest {
    private static final InetSocketAddress HOME = new InetSocketAddress("203.0.113.5", 40000);
    private static final InetSocketAddress AWAY = new InetSocketAddress("192.0.2.77", 1024);

    @ParameterizedTest
    @EnumSource
    void mediaFollowsAPeerThatChecksFromElsewhere(IceMode mode) {
        MemoryLink link = new MemoryLink(mode, false, DtlsRole.ACTIVE, SrtpProfile.AEAD_AES_128_GCM);
        link.describe(false);
        link.connect();
        Exchange exchange = new Exchange(link);
        exchange.bothWays();
        assertThat(remote(link.server.transport)).isEqualTo(HOME);

        link.client.address = AWAY;
        link.pass(SECONDS.toNanos(3));
        assertThat(remote(link.server.transport)).isEqualTo(AWAY);
        exchange.bothWays();
        link.client.address = HOME;
        link.pass(SECONDS.toNanos(3));
        assertThat(remote(link.server.transport)).isEqualTo(HOME);
        exchange.bothWays();

        assertThat(link.server.listener.events).containsExactly("connected");
        assertThat(link.client.listener.events).containsExactly("connected");
    }

    @Test
    void mediaFromElsewhereIsNotBelievedBeforeACheckIs() {
        MemoryLink link = new MemoryLink(IceMode.LITE, false, DtlsRole.ACTIVE, SrtpProfile.AEAD_AES_128_GCM);
        link.describe(false);
        link.connect();
        link.cut = true;
        assertThat(link.client.sendRtp(Samples.rtp(1))).isTrue();
        byte[] sealed = link.client.sent.getLast();

        link.server.receive(AWAY, sealed);
        assertThat(link.server.listener.rtp).isEmpty();
        assertThat(link.server.demux.drops().unknownSource()).isEqualTo(1);
        assertThat(remote(link.server.transport)).isEqualTo(HOME);

        link.server.receive(HOME, sealed);
        assertThat(link.server.listener.rtp).hasSize(1);
    }

    /** A check that is recorded and sent from elsewhere would draw the media of others there. */
    @Test
    void aCheckThatIsPlayedBackFromElsewhereMovesNothing() {
        MemoryLink link = new MemoryLink(IceMode.LITE, false, DtlsRole.ACTIVE, SrtpProfile.AEAD_AES_128_GCM);
        link.describe(false);
        link.connect();
        for (byte[] each : link.client.sent) {
            if (each[0] == 0) {
                link.server.receive(AWAY, each);
            }
        }
        assertThat(remote(link.server.transport)).isEqualTo(HOME);
        assertThat(link.server.inlet.bound()).isEqualTo(1);
        new Exchange(link).bothWays();
    }

    @Test
    void aNextClientMayTakeTheAddressOnceItIsQuiet() {
        MemoryLink link = new MemoryLink(IceMode.LITE, false, DtlsRole.ACTIVE, SrtpProfile.AEAD_AES_128_GCM);
        link.describe(false);
        link.connect();
        RecordingListener listener = new RecordingListener();
        PeerTransport next = link.server.join(listener);

        link.server.receive(HOME, StunChecks.check(next.localIce(), 1));
        assertThat(next.selectedPath()).isNull();
        assertThat(remote(link.server.transport)).isEqualTo(HOME);

        link.cut = true;
        link.pass(SECONDS.toNanos(4));
        link.server.receive(HOME, StunChecks.check(next.localIce(), 2));
        assertThat(remote(next)).isEqualTo(HOME);
        assertThat(link.server.transport.selectedPath()).isNull();
        assertThat(link.server.sendRtp(Samples.rtp(1))).isFalse();

        assertThat(link.client.sendRtp(Samples.rtp(2))).isTrue();
        link.server.receive(HOME, link.client.sent.getLast());
        assertThat(link.server.listener.rtp).isEmpty();
        assertThat(listener.rtp).isEmpty();
    }

    private static InetSocketAddress remote(PeerTransport transport) {
        Path path = transport.selectedPath();
        return Objects.requireNonNull(path).remote();
    }
}
