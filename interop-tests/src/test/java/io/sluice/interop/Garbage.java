package io.sluice.interop;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Packets that look like something until one reads on. Always the same ones. */
final class Garbage {
    private static final int STUN_COOKIE = 0x2112A442;

    private final Random random = new Random(4711);

    List<byte[]> packets() {
        List<byte[]> packets = new ArrayList<>();
        packets.add(new byte[0]);
        packets.add(new byte[1]);
        for (int length : new int[] {1, 2, 3, 7, 12, 19, 20, 21, 100, 1200, 1500, 9000}) {
            packets.add(noise(length));
        }
        for (byte[] whole : List.of(stun(), clientHello(), rtp(), receiverReport())) {
            for (int length = 1; length <= whole.length; length++) {
                packets.add(Arrays.copyOf(whole, length));
            }
            for (int bit = 0; bit < whole.length * 8; bit += 7) {
                byte[] flipped = whole.clone();
                flipped[bit / 8] ^= (byte) (1 << (bit % 8));
                packets.add(flipped);
            }
        }
        return packets;
    }

    byte[] noise(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A binding request for a user nobody has, with an attribute that claims more than there is. */
    private byte[] stun() {
        byte[] user = "nobody:nowhere".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer packet = ByteBuffer.allocate(20 + 4 + 16 + 4 + 20);
        packet.putShort((short) 0x0001)
                .putShort((short) (packet.capacity() - 20))
                .putInt(STUN_COOKIE)
                .put(noise(12));
        packet.putShort((short) 0x0006).putShort((short) user.length).put(user).putShort((short) 0);
        packet.putShort((short) 0x0008).putShort((short) 0xffff).put(noise(20));
        return packet.array();
    }

    /** A handshake record whose ClientHello promises 16 MB in fragments that overlap. */
    private byte[] clientHello() {
        ByteBuffer packet = ByteBuffer.allocate(13 + 12 + 60);
        packet.put((byte) 22)
                .putShort((short) 0xfefd)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt(1);
        packet.putShort((short) 72);
        packet.put((byte) 1)
                .putInt(0xffffff00)
                .putShort((short) 0)
                .put((byte) 0xff)
                .putShort((short) 0xffff);
        packet.put(noise(60));
        return packet.array();
    }

    /** An RTP packet with fifteen sources, an extension as long as 16 bits can say, and padding longer than itself. */
    private byte[] rtp() {
        ByteBuffer packet = ByteBuffer.allocate(12 + 60 + 4 + 40);
        packet.put((byte) 0xbf).put((byte) 0xef).put(noise(70));
        packet.putShort((short) 0xbede).putShort((short) 0xffff).put(noise(39)).put((byte) 0xff);
        return packet.array();
    }

    /** A receiver report that claims 31 blocks. */
    private byte[] receiverReport() {
        ByteBuffer packet = ByteBuffer.allocate(32);
        packet.put((byte) 0x9f).put((byte) 201).putShort((short) 0xffff).put(noise(28));
        return packet.array();
    }
}
