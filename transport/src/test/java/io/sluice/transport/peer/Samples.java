package io.sluice.transport.peer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Packets for a link, and how they get there. */
final class Samples {
    private Samples() {}

    /** An audio packet of 100 bytes. */
    static byte[] rtp(int sequence) {
        byte[] packet = new byte[100];
        packet[0] = (byte) 0x80;
        packet[1] = 111;
        packet[2] = (byte) (sequence >>> 8);
        packet[3] = (byte) sequence;
        packet[11] = 5;
        Arrays.fill(packet, 12, 100, (byte) sequence);
        return packet;
    }

    /** An APP packet (RFC 3550 §6.7) that holds a number. */
    static byte[] rtcp(int number) {
        byte[] packet = {(byte) 0x80, (byte) 204, 0, 3, 0, 0, 0, 5, 's', 'l', 'c', 'e', 0, 0, 0, 0};
        packet[14] = (byte) (number >>> 8);
        packet[15] = (byte) number;
        return packet;
    }

    static byte[] data(int number) {
        return "data ".concat(Integer.toString(number)).getBytes(StandardCharsets.US_ASCII);
    }

    static boolean isMedia(byte[] datagram) {
        return (datagram[0] & 0xC0) == 0x80;
    }
}
