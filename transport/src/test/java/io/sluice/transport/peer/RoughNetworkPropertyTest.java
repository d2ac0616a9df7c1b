package io.sluice.transport.peer;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.transport.ice.IceMode;
import io.sluice.transport.peer.MemoryLink.Side;
import io.sluice.transport.srtp.SrtpProfile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the network loses, repeats and reorders: each packet that gets through is delivered once, unchanged, and nothing else is. */
class RoughNetworkPropertyTest {
    private static final int PACKETS = 400;

    @ParameterizedTest
    @EnumSource
    void eachPacketThatArrivesIsDeliveredOnce(SrtpProfile profile) {
        for (DtlsRole role : DtlsRole.values()) {
            long seed = 10 * profile.ordinal() + role.ordinal();
            MemoryLink link = new MemoryLink(IceMode.FULL, role == DtlsRole.PASSIVE, role, profile);
            link.weather = new MemoryLink.Weather(new Random(seed), 0.1, 0.1, MILLISECONDS.toNanos(40));
            link.describe(role == DtlsRole.PASSIVE);
            link.connect();
            for (int i = 0; i < PACKETS; i++) {
                link.server.sendRtp(Samples.rtp(i));
                link.client.sendRtp(Samples.rtp(i));
                link.server.sendRtcp(Samples.rtcp(i));
                link.client.sendRtcp(Samples.rtcp(i));
                link.pass(MILLISECONDS.toNanos(10));
            }
            link.pass(SECONDS.toNanos(1));
            assertDelivered(seed, link.server);
            assertDelivered(seed, link.client);
        }
    }

    private static void assertDelivered(long seed, Side to) {
        List<ByteBuffer> media = new ArrayList<>();
        for (byte[] each : to.arrived) {
            if (Samples.isMedia(each)) {
                media.add(ByteBuffer.wrap(each));
            }
        }
        Set<ByteBuffer> distinct = new HashSet<>(media);
        List<byte[]> delivered = new ArrayList<>(to.listener.rtp);
        delivered.addAll(to.listener.rtcp);
        assertThat(delivered).as("seed %d", seed).hasSize(distinct.size()).hasSizeGreaterThan(PACKETS);
        assertThat(to.demux.drops().undecryptable()).as("seed %d", seed).isEqualTo(media.size() - distinct.size());
        assertThat(media.size() - distinct.size()).as("seed %d", seed).isPositive();

        Set<ByteBuffer> genuine = new HashSet<>();
        for (int i = 0; i < PACKETS; i++) {
            genuine.add(ByteBuffer.wrap(Samples.rtp(i)));
            genuine.add(ByteBuffer.wrap(Samples.rtcp(i)));
        }
        Set<ByteBuffer> seen = new HashSet<>();
        for (byte[] each : delivered) {
            assertThat(genuine).as("seed %d", seed).contains(ByteBuffer.wrap(each));
            assertThat(seen.add(ByteBuffer.wrap(each))).as("seed %d", seed).isTrue();
        }
    }
}
