package io.sluice.transport.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sluice.rtp.packet.BigEndian;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.provider.MethodSource;

/** Anything at the door of an endpoint: nothing throws, nothing spins, and no more is held than was agreed on. */
class SctpFuzzTest {
    private static final SctpConfig NARROW = new SctpConfig(5000, 5_000, 5_000, 16 << 10, 32 << 10, 16 << 10, 4, true);
    private static final Checksum CHECKSUM = new Checksum();
    private static final int INIT_TSN = Wire.PACKET_HEADER + Wire.CHUNK_HEADER + 12;

    static List<byte[]> packets() {
        Pair pair = new Pair(1);
        pair.client.keepPackets = true;
        pair.server.keepPackets = true;
        DataChannel channel = pair.client.open("x", Reliability.RELIABLE);
        pair.connected();
        pair.client.send(channel, new byte[3_000]);
        pair.client.endpoint.close(channel, pair.now);
        pair.until("closed", () -> pair.client.events.contains("closed x"));
        pair.client.endpoint.shutdown(pair.now);
        pair.until("the end", () -> pair.client.events.contains("ended LOCAL"));
        pair.client.sent.addAll(pair.server.sent);
        return pair.client.sent;
    }

    @MethodSource("packets")
    @FuzzTest
    void anyPacketBeforeAnAssociation(byte[] data) {
        Pair pair = new Pair(2, NARROW, NARROW);
        pair.client.endpoint.handle(data, 0, data.length, pair.now);
        pair.server.endpoint.connect(pair.now);
        byte[] fixed = data.clone();
        if (fixed.length >= Wire.PACKET_HEADER) {
            seal(fixed, fixed[fixed.length - 1] == 0 ? 0 : BigEndian.i32(fixed, 4));
            pair.server.endpoint.handle(fixed, 0, fixed.length, pair.now);
        }
        pair.pass(5 * Times.SECOND);
        assertThat(pair.server.messages).isEmpty();
    }

    /** One line for each kind of chunk, as {@link #anythingInAnAssociation} reads them. */
    static List<byte[]> scripts() {
        HexFormat hex = HexFormat.of();
        return List.of(
                // A whole message and the same again; a beginning, an end, a middle; the time.
                hex.parseHex("14" + "00030014" + "00000000" + "00000000" + "00000033" + "61626364"
                        + "14" + "00030014" + "00000000" + "00000000" + "00000033" + "61626364"
                        + "14" + "00020014" + "00000001" + "00000001" + "00000033" + "61626364"
                        + "14" + "00010014" + "00000003" + "00000001" + "00000033" + "61626364"
                        + "14" + "00000014" + "00000002" + "00000001" + "00000033" + "61626364" + "f040"),
                // A DCEP OPEN on stream 2, a message on it, its reset, the answer to ours.
                hex.parseHex("20" + "0003001d" + "00000000" + "00020000" + "00000032"
                        + "03000000" + "00000000" + "00010000" + "78" + "000000"
                        + "14" + "00030014" + "00000001" + "00020001" + "00000033" + "61626364"
                        + "18" + "82000016" + "000d0012" + "00000000" + "00000000" + "00000001" + "0002" + "0000"
                        + "10" + "82000010" + "0010000c" + "00000000" + "00000001"),
                // SACKs with blocks and duplicates, then one that acknowledges more.
                hex.parseHex("1c" + "0300001c" + "00000000" + "00010000" + "0002" + "0001" + "00020002" + "00040006"
                        + "00000001" + "f103" + "10" + "03000010" + "00000002" + "00010000" + "00000000" + "f203"),
                // Skipping, with an ordered stream; a heartbeat, an error, what nobody knows, the end.
                hex.parseHex("0c" + "c000000c" + "00000003" + "00000001" + "0c" + "0400000c" + "00010008" + "01020304"
                        + "08" + "09000008" + "00030004" + "08" + "ff000008" + "01020304" + "08" + "07000008"
                        + "00000000"
                        + "04" + "08000004" + "04" + "0e000004" + "f305f401f502f601"),
                hex.parseHex("04" + "06000004"),
                hex.parseHex("14" + "01000014" + "00000009" + "00010000" + "ffffffff" + "00000005"));
    }

    /** What no fuzzer finds by itself: packets with the right tag, checksum and numbers. */
    @MethodSource("scripts")
    @FuzzTest
    void anythingInAnAssociation(byte[] data) {
        Pair pair = new Pair(3, NARROW, NARROW);
        Pair.End us = pair.server;
        us.keepPackets = true;
        pair.client.keepPackets = true;
        DataChannel channel = us.open("ours", Reliability.RELIABLE);
        DataChannel lossy = us.open("lossy", new Reliability(false, 1, Reliability.UNLIMITED));
        pair.connected();
        pair.pass(Times.SECOND);
        int tag = BigEndian.i32(pair.client.sent.getLast(), 4);
        int peerTsn = BigEndian.i32(pair.client.sent.getFirst(), INIT_TSN);
        int ownTsn = BigEndian.i32(us.sent.getFirst(), INIT_TSN);
        us.keepPackets = false;
        // From here on the peer is played by the input.
        us.gate = packet -> false;
        pair.client.gate = packet -> false;
        us.send(channel, new byte[4_000]);
        us.send(lossy, new byte[2_000]);
        Random random = new Random(4);
        int at = 0;
        while (at < data.length) {
            int size = data[at++] & 0xff;
            if (size >= 0xf0) {
                act(pair, us, channel, size, at < data.length ? data[at++] & 0xff : 0);
                continue;
            }
            int length = Math.min(size, data.length - at);
            byte[] packet = new byte[Wire.PACKET_HEADER + length];
            System.arraycopy(data, at, packet, Wire.PACKET_HEADER, length);
            at += length;
            shift(packet, peerTsn, ownTsn);
            seal(packet, length > 0 && packet[Wire.PACKET_HEADER] == Wire.INIT ? 0 : tag);
            us.endpoint.handle(packet, 0, packet.length, pair.now);
            pair.now += random.nextLong(Times.MILLI);
        }
        pair.pass(2 * Times.SECOND);
        assertThat(us.messages).allMatch(each -> each.length <= NARROW.maxMessageSize());
    }

    private static void act(Pair pair, Pair.End us, DataChannel channel, int what, int how) {
        switch (what) {
            case 0xf0 -> pair.pass(how * 20 * Times.MILLI);
            case 0xf1 -> us.channels.forEach(us.endpoint::pause);
            case 0xf2 -> List.copyOf(us.channels).forEach(each -> us.endpoint.resume(each, pair.now));
            case 0xf3 -> us.send(channel, new byte[how]);
            case 0xf4 -> us.endpoint.close(us.channels.get(how % us.channels.size()), pair.now);
            case 0xf5 -> us.endpoint.open("more", "", Reliability.LOSSY, pair.now);
            case 0xf6 -> us.endpoint.shutdown(pair.now);
            default -> us.send(us.channels.get(how % us.channels.size()), new byte[3 * how]);
        }
    }

    /** Makes numbers that count from nought count from where the association began. */
    private static void shift(byte[] packet, int peerTsn, int ownTsn) {
        int at = Wire.PACKET_HEADER;
        while (packet.length - at >= 8) {
            int type = packet[at] & 0xff;
            if (type == Wire.DATA || type == Wire.FORWARD_TSN) {
                add(packet, at + 4, peerTsn);
            } else if (type == Wire.SACK || type == Wire.SHUTDOWN) {
                // What both channels began with.
                add(packet, at + 4, ownTsn + 1);
            } else if (type == Wire.RE_CONFIG && packet.length - at >= 20) {
                boolean answer = BigEndian.u16(packet, at + 4) == Wire.RESET_RESPONSE;
                add(packet, at + 8, answer ? ownTsn : peerTsn);
                add(packet, at + 16, answer ? 0 : peerTsn);
            }
            at += Math.max(4, Wire.padded(BigEndian.u16(packet, at + 2)));
        }
    }

    private static void add(byte[] packet, int at, int base) {
        BigEndian.put32(packet, at, BigEndian.i32(packet, at) + base);
    }

    private static void seal(byte[] packet, int tag) {
        BigEndian.put16(packet, 0, 5000);
        BigEndian.put16(packet, 2, 5000);
        BigEndian.put32(packet, 4, tag);
        BigEndian.put32(packet, Checksum.AT, CHECKSUM.of(packet, 0, packet.length));
    }

    /** The cookies of strangers, and cookies that were tampered with. */
    @FuzzTest
    void anyCookie(byte[] data) {
        StateCookie cookies = new StateCookie(new Random(5));
        assertThat(cookies.open(data, 0, data.length)).isNull();
        byte[] real =
                cookies.seal(new StateCookie.Content(new Agreement(1, 2, 3, 4, 5, 6, true, true, false), 7, 8, 9));
        for (int i = 0; i < Math.min(data.length, real.length); i++) {
            real[i] ^= data[i];
        }
        boolean same = Arrays.equals(Arrays.copyOf(data, real.length), new byte[real.length]);
        assertThat(cookies.open(real, 0, real.length) != null).isEqualTo(same);
    }
}
