package io.sluice.transport.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.transport.ice.IceMode;
import io.sluice.transport.srtp.SrtpProfile;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A transport on which packets flow, and all that others may throw at it: nothing of that is delivered, and packets go on flowing. */
class GarbagePropertyTest {
    private static final InetSocketAddress STRANGER = new InetSocketAddress("192.0.2.66", 6666);
    private static final int[] FIRST_BYTES = {0, 1, 2, 3, 4, 16, 20, 21, 22, 23, 25, 63, 64, 79, 80, 127, 128, 191, 192
    };

    private final Random random = new Random(1);

    @ParameterizedTest
    @EnumSource
    void randomBytesOfEveryKindChangeNothing(DtlsRole role) {
        MemoryLink link = connected(role);
        for (int i = 0; i < 20_000; i++) {
            byte[] garbage = new byte[random.nextInt(1, 300)];
            random.nextBytes(garbage);
            garbage[0] = (byte) (FIRST_BYTES[random.nextInt(FIRST_BYTES.length)]);
            if (random.nextInt(10) == 0) {
                dressUp(garbage);
            }
            link.server.receive(random.nextBoolean() ? STRANGER : link.client.address, garbage);
        }
        assertUnharmed(link);
    }

    /** Among them those that are too short to have been encrypted. */
    @ParameterizedTest
    @EnumSource
    void forgedRecordsOfEveryKindAndLengthChangeNothing(DtlsRole role) {
        MemoryLink link = connected(role);
        for (int type = 19; type <= 26; type++) {
            for (int epoch = 0; epoch <= 2; epoch++) {
                for (int length = 0; length < 60; length++) {
                    link.server.receive(link.client.address, record(type, epoch, length));
                }
            }
        }
        assertUnharmed(link);
    }

    /** Of versions that exist and others, with a genuine record's number that was not there yet. */
    @ParameterizedTest
    @EnumSource
    void forgedRecordsOfEveryVersionChangeNothing(DtlsRole role) {
        MemoryLink link = connected(role);
        for (int version = 0; version <= 0xFFFF; version++) {
            byte[] record = record(23, 1, 30);
            record[1] = (byte) (version >>> 8);
            record[2] = (byte) version;
            link.server.receive(link.client.address, record);
        }
        assertUnharmed(link);
    }

    /** Everything that was ever said, cut off at every length. */
    @ParameterizedTest
    @EnumSource
    void truncatedDatagramsChangeNothing(DtlsRole role) {
        MemoryLink link = connected(role);
        for (byte[] each : said(link)) {
            for (int length = 1; length < each.length; length += each.length > 200 ? 7 : 1) {
                link.server.receive(link.client.address, Arrays.copyOf(each, length));
            }
        }
        assertUnharmed(link);
    }

    @ParameterizedTest
    @EnumSource
    void damagedDatagramsChangeNothing(DtlsRole role) {
        MemoryLink link = connected(role);
        for (byte[] each : said(link)) {
            for (int i = 0; i < 300; i++) {
                byte[] damaged = each.clone();
                damaged[random.nextInt(damaged.length)] ^= (byte) random.nextInt(1, 256);
                link.server.receive(random.nextInt(4) == 0 ? STRANGER : link.client.address, damaged);
            }
        }
        assertUnharmed(link);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasSaidBeforeChangesNothingWhenItIsSaidAgain(DtlsRole role) {
        MemoryLink link = connected(role);
        for (byte[] each : said(link)) {
            link.server.receive(link.client.address, each);
            link.server.receive(STRANGER, each);
            byte[] longer = Arrays.copyOf(each, each.length + 1);
            link.server.receive(link.client.address, longer);
        }
        assertUnharmed(link);
    }

    /** While hands are shaken, what is no record does not disturb, and what comes from elsewhere is not looked at. */
    @ParameterizedTest
    @EnumSource
    void aHandshakeIsNotDisturbed(DtlsRole role) {
        MemoryLink link = new MemoryLink(IceMode.LITE, false, role, SrtpProfile.AEAD_AES_128_GCM);
        link.describe(false);
        for (int i = 0; i < 200 && link.server.transport.state() != PeerState.CONNECTED; i++) {
            byte[] garbage = new byte[random.nextInt(1, 300)];
            random.nextBytes(garbage);
            garbage[0] = (byte) random.nextInt(20, 64);
            link.server.receive(link.client.address, garbage);
            for (byte[] each : link.client.sent) {
                byte[] damaged = each.clone();
                damaged[random.nextInt(damaged.length)] ^= (byte) random.nextInt(1, 256);
                link.server.receive(STRANGER, damaged);
            }
            Runnable next = link.queue.poll();
            if (next != null) {
                next.run();
            }
        }
        link.connect();
        assertUnharmed(link);
    }

    private static MemoryLink connected(DtlsRole role) {
        MemoryLink link = new MemoryLink(IceMode.FULL, false, role, SrtpProfile.AEAD_AES_128_GCM);
        link.describe(false);
        link.connect();
        new Exchange(link).bothWays();
        link.server.listener.rtp.clear();
        link.server.listener.rtcp.clear();
        link.server.listener.data.clear();
        return link;
    }

    /** What the client sent, and what the server itself did: an attacker may return that. */
    private static List<byte[]> said(MemoryLink link) {
        List<byte[]> said = new ArrayList<>(link.client.sent);
        said.addAll(link.server.sent);
        return said;
    }

    private void assertUnharmed(MemoryLink link) {
        assertThat(link.server.listener.rtp).isEmpty();
        assertThat(link.server.listener.rtcp).isEmpty();
        assertThat(link.server.listener.data).isEmpty();
        assertThat(link.server.inlet.bound()).isEqualTo(1);
        Exchange exchange = new Exchange(link, 1000);
        exchange.bothWays();
        assertThat(link.server.listener.events).containsExactly("connected");
        assertThat(link.client.listener.events).containsExactly("connected");
    }

    /** Makes it look like STUN, or like a DTLS record, as far as a header goes. */
    private void dressUp(byte[] garbage) {
        if (garbage.length >= 20 && garbage[0] <= 3 && garbage[0] >= 0) {
            int length = garbage.length - 20 & ~3;
            byte[] header = {0, 1, (byte) (length >>> 8), (byte) length, 0x21, 0x12, (byte) 0xA4, 0x42};
            System.arraycopy(header, 0, garbage, 0, header.length);
        } else if (garbage.length >= 13) {
            byte[] header = header(random.nextInt(20, 24), random.nextInt(3), garbage.length - 13);
            System.arraycopy(header, 0, garbage, 0, header.length);
        }
    }

    private byte[] record(int type, int epoch, int length) {
        byte[] record = new byte[13 + length];
        random.nextBytes(record);
        System.arraycopy(header(type, epoch, length), 0, record, 0, 13);
        return record;
    }

    /** Of DTLS 1.2, with a sequence number that was not there yet. */
    private static byte[] header(int type, int epoch, int length) {
        byte low = (byte) length;
        byte high = (byte) (length >>> 8);
        return new byte[] {(byte) type, (byte) 0xFE, (byte) 0xFD, 0, (byte) epoch, 0, 0, 0, 9, 9, 9, high, low};
    }
}
