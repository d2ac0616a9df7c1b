package io.sluice.transport.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.packet.BigEndian;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Bytes against known bytes. */
class SctpWireTest {
    private static final HexFormat HEX = HexFormat.of();

    private static byte[] hex(String text) {
        return HEX.parseHex(text.replace(" ", ""));
    }

    /** Bit by bit, as the polynomial says (RFC 9260 appendix A). */
    private static int slowCrc(byte[] bytes) {
        int crc = -1;
        for (byte each : bytes) {
            crc ^= each & 0xff;
            for (int i = 0; i < 8; i++) {
                crc = (crc & 1) != 0 ? crc >>> 1 ^ 0x82F63B78 : crc >>> 1;
            }
        }
        return ~crc;
    }

    @Test
    void theChecksumIsCrc32cLowestByteFirst() {
        assertThat(slowCrc("123456789".getBytes(StandardCharsets.US_ASCII))).isEqualTo(0xE3069283);
        Random random = new Random(1);
        for (int length = 12; length < 200; length++) {
            byte[] packet = new byte[length];
            random.nextBytes(packet);
            byte[] zeroed = packet.clone();
            Arrays.fill(zeroed, 8, 12, (byte) 0);
            int expected = Integer.reverseBytes(slowCrc(zeroed));
            Checksum checksum = new Checksum();
            assertThat(checksum.of(packet, 0, length)).isEqualTo(expected);
            BigEndian.put32(packet, 8, expected);
            assertThat(checksum.matches(packet, 0, length)).isTrue();
            packet[random.nextInt(length)] ^= 0x10;
            assertThat(checksum.matches(packet, 0, length)).isFalse();
        }
    }

    @Test
    void theInitOfABrowserIsUnderstood() {
        byte[] value = hex("a1b2c3d4 00500000 ffff ffff 01020304 c0000004 80080006 82c0");
        InitChunk init = Objects.requireNonNull(InitChunk.read(value, 0, value.length));
        assertThat(init.tag).isEqualTo(0xa1b2c3d4);
        assertThat(init.window).isEqualTo(5 << 20);
        assertThat(init.tsn).isEqualTo(0x01020304);
        assertThat(init.forwardTsn).isTrue();
        assertThat(init.reset).isTrue();
        assertThat(init.zeroChecksum).isFalse();
        for (int length = 0; length < value.length; length++) {
            boolean frame = length == 16 || length == 17 || length == 18 || length == 19;
            boolean whole = length >= 20 && length < 24;
            assertThat(InitChunk.read(value, 0, length) != null)
                    .as("%d bytes", length)
                    .isEqualTo(frame || whole);
        }
    }

    @Test
    void ourInitIsTheseBytes() {
        byte[] none = {};
        byte[] written = new byte[InitChunk.length(true, none, none)];
        InitChunk.write(written, 0, 0x11223344, 1 << 20, 0x55667788, true, none, none);
        assertThat(written)
                .isEqualTo(hex("11223344 00100000 ffff ffff 55667788 c0000004 80010008 00000001 80080006 82c0"));
        InitChunk read = Objects.requireNonNull(InitChunk.read(written, 0, written.length));
        assertThat(read.with(1, 2))
                .isEqualTo(new Agreement(1, 0x11223344, 2, 0x55667788, 1 << 20, 65_535, true, true, true));
    }

    @Test
    void unknownParametersAreTreatedAsTheirNumbersSay() {
        String fixed = "00000001 00010000 ffff ffff 00000001";
        // Skip; skip and report; stop; stop and report.
        for (String[] each : new String[][] {
            {"9000", "", "true"},
            {"d000", "d0000006aabb0000", "true"},
            {"3000", "", "false"},
            {"5000", "50000006aabb0000", "false"}
        }) {
            byte[] value = hex(fixed + each[0] + "0006aabb0000" + "c0000004");
            InitChunk init = Objects.requireNonNull(InitChunk.read(value, 0, value.length));
            assertThat(init.unrecognized).isEqualTo(hex(each[1]));
            assertThat(init.forwardTsn).isEqualTo(Boolean.parseBoolean(each[2]));
            byte[] cookie = {1, 2, 3, 4};
            byte[] answer = new byte[InitChunk.length(false, cookie, init.unrecognized)];
            InitChunk.write(answer, 0, 1, 1, 1, false, cookie, init.unrecognized);
            InitChunk back = Objects.requireNonNull(InitChunk.read(answer, 0, answer.length));
            assertThat(back.cookie).isEqualTo(cookie);
            assertThat(back.reset).isTrue();
            assertThat(HEX.formatHex(answer).contains("0008000ad0000006aabb")).isEqualTo(each[0].equals("d000"));
        }
    }

    @Test
    void openingMessagesAreTheseBytes() {
        Dcep.Open lossy = new Dcep.Open("_lossy", "p", new Reliability(true, 0, Reliability.UNLIMITED));
        byte[] written = Dcep.open(lossy);
        assertThat(written).isEqualTo(hex("03 01 0000 00000000 0006 0001 5f6c6f737379 70"));
        assertThat(Dcep.read(written, 0, written.length)).isEqualTo(lossy);
        byte[] timed = hex("03 82 0100 000001f4 0001 0000 78");
        assertThat(Dcep.read(timed, 0, timed.length))
                .isEqualTo(new Dcep.Open("x", "", new Reliability(false, Reliability.UNLIMITED, 500)));
        for (int length = 0; length < timed.length; length++) {
            assertThat(Dcep.read(timed, 0, length)).isNull();
        }
        byte[] other = hex("03 03 0100 000001f4 0001 0000 78");
        assertThat(Dcep.read(other, 0, other.length)).isNull();
        assertThat(Dcep.ack()).isEqualTo(hex("02"));
    }

    @Test
    void gapBlocksSayWhatHasArrived() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int first = random.nextInt(4) == 0 ? -10 : random.nextInt();
            ReceivedTsns tsns = new ReceivedTsns(first);
            TreeSet<Integer> arrived = new TreeSet<>();
            for (int i = 0; i < 300; i++) {
                int offset = random.nextInt(Math.max(1, arrived.size() * 2 + 10));
                int tsn = first + offset;
                assertThat(tsns.known(tsn)).isEqualTo(arrived.contains(offset));
                if (random.nextInt(40) == 0) {
                    int point = (arrived.isEmpty() ? 0 : arrived.first()) + random.nextInt(20);
                    if (Serial.less(tsns.cumulative(), first + point)) {
                        tsns.skipTo(first + point);
                        for (int o = 0; o <= point; o++) {
                            arrived.add(o);
                        }
                    }
                } else if (arrived.add(offset)) {
                    tsns.add(tsn);
                }
                check(tsns, arrived, first);
            }
        }
    }

    private static void check(ReceivedTsns tsns, TreeSet<Integer> arrived, int first) {
        int cumulative = -1;
        while (arrived.contains(cumulative + 1)) {
            cumulative++;
        }
        assertThat(tsns.cumulative() - first).isEqualTo(cumulative);
        List<Integer> said = new ArrayList<>();
        byte[] blocks = new byte[4 * 1_000];
        int count = tsns.writeGaps(blocks, 0, 1_000);
        for (int i = 0; i < count; i++) {
            for (int o = BigEndian.u16(blocks, 4 * i); o <= BigEndian.u16(blocks, 4 * i + 2); o++) {
                said.add(cumulative + o);
            }
        }
        assertThat(said).containsExactlyElementsOf(arrived.tailSet(cumulative + 1));
        assertThat(tsns.gaps()).isEqualTo(!said.isEmpty());
    }

    /** The bytes of a chunk behind the header of a packet. */
    private static Pair.End played(Pair pair, String chunks) {
        pair.client.keepPackets = true;
        pair.server.keepPackets = true;
        pair.connected();
        pair.pass(Times.SECOND);
        byte[] chunk = hex(chunks);
        byte[] packet = Arrays.copyOf(pair.client.sent.getLast(), Wire.PACKET_HEADER + chunk.length);
        System.arraycopy(chunk, 0, packet, Wire.PACKET_HEADER, chunk.length);
        BigEndian.put32(packet, Checksum.AT, new Checksum().of(packet, 0, packet.length));
        pair.server.sent.clear();
        pair.server.endpoint.handle(packet, 0, packet.length, pair.now);
        return pair.server;
    }

    @Test
    void unknownChunksAreTreatedAsTheirNumbersSay() {
        String heartbeat = "04000008 00010004";
        // Skip; skip and report; stop; stop and report.
        assertThat(played(new Pair(1), "bf000004" + heartbeat).sent)
                .singleElement()
                .satisfies(each -> assertThat(each[Wire.PACKET_HEADER]).isEqualTo((byte) Wire.HEARTBEAT_ACK));
        assertThat(played(new Pair(1), "ff000006aabb0000" + heartbeat).sent)
                .singleElement()
                .satisfies(each -> assertThat(HEX.formatHex(each, Wire.PACKET_HEADER, each.length))
                        .isEqualTo("0900000e" + "0006000a" + "ff000006aabb" + "0000" + "05000008" + "00010004"));
        assertThat(played(new Pair(1), "3f000004" + heartbeat).sent).isEmpty();
        assertThat(played(new Pair(1), "7f000004" + heartbeat).sent)
                .singleElement()
                .satisfies(each -> assertThat(each[Wire.PACKET_HEADER]).isEqualTo((byte) Wire.ERROR));
    }

    @Test
    void aChunkLongerThanItsPacketIsNotTaken() {
        assertThat(played(new Pair(1), "04000009 00010004").sent).isEmpty();
        assertThat(played(new Pair(1), "04000003 00010004").sent).isEmpty();
    }

    @Test
    void dataWithoutDataEndsTheAssociation() {
        Pair.End server = played(new Pair(1), "00030010 00000001 00000000 00000033");
        assertThat(server.events).endsWith("ended PROTOCOL_VIOLATION");
        assertThat(server.sent.getLast()[Wire.PACKET_HEADER]).isEqualTo((byte) Wire.ABORT);
    }
}
