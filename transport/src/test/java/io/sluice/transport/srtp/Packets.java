package io.sluice.transport.srtp;

import java.util.Arrays;
import java.util.Random;

/** Packets and keys for tests. */
final class Packets {
    private Packets() {}

    /** The two ends of one connection: what one seals the other opens. */
    record Ends(SrtpSession client, SrtpSession server) {}

    static byte[] keyingMaterial(SrtpProfile profile, Random random) {
        byte[] exported = new byte[SrtpKeys.exportedLength(profile)];
        random.nextBytes(exported);
        return exported;
    }

    static Ends ends(SrtpProfile profile, byte[] exported, SrtpEngine client, SrtpEngine server) {
        return new Ends(
                SrtpSessions.create(SrtpKeys.ofExported(profile, exported, true), client),
                SrtpSessions.create(SrtpKeys.ofExported(profile, exported, false), server));
    }

    static Ends ends(SrtpProfile profile, SrtpEngine engine, Random random) {
        return ends(profile, keyingMaterial(profile, random), engine, engine);
    }

    /** An RTP packet with up to three CSRCs, an extension in two of three cases, and up to 1200 bytes of payload. */
    static byte[] rtp(int ssrc, int sequence, Random random) {
        int csrcs = random.nextInt(4);
        int extension = random.nextInt(3) == 0 ? -1 : random.nextInt(5);
        int header = 12 + 4 * csrcs + (extension < 0 ? 0 : 4 + 4 * extension);
        byte[] packet = new byte[header + random.nextInt(1200)];
        random.nextBytes(packet);
        packet[0] = (byte) (0x80 | (extension < 0 ? 0 : 0x10) | csrcs);
        packet[2] = (byte) (sequence >> 8);
        packet[3] = (byte) sequence;
        RtpLayout.putInt32(packet, 8, ssrc);
        if (extension >= 0) {
            packet[12 + 4 * csrcs] = (byte) 0xBE;
            packet[12 + 4 * csrcs + 1] = (byte) 0xDE;
            packet[12 + 4 * csrcs + 2] = 0;
            packet[12 + 4 * csrcs + 3] = (byte) extension;
        }
        return packet;
    }

    static byte[] rtcp(int ssrc, Random random) {
        byte[] packet = new byte[8 + 4 * random.nextInt(50)];
        random.nextBytes(packet);
        packet[0] = (byte) 0x81;
        packet[1] = (byte) 200;
        RtpLayout.putInt32(packet, 4, ssrc);
        return packet;
    }

    /** The packet sealed, from a buffer in which it does not lie at the front. */
    static byte[] sealRtp(SrtpSession session, byte[] packet) {
        byte[] buffer = placed(packet);
        int length = session.sealRtp(buffer, FRONT, packet.length);
        return cut(buffer, length);
    }

    static byte[] sealRtcp(SrtpSession session, byte[] packet) {
        byte[] buffer = placed(packet);
        int length = session.sealRtcp(buffer, FRONT, packet.length);
        return cut(buffer, length);
    }

    static byte[] openRtp(SrtpSession session, byte[] packet) {
        byte[] buffer = placed(packet);
        return cut(buffer, session.openRtp(buffer, FRONT, packet.length));
    }

    static byte[] openRtcp(SrtpSession session, byte[] packet) {
        byte[] buffer = placed(packet);
        return cut(buffer, session.openRtcp(buffer, FRONT, packet.length));
    }

    static int resultOfOpenRtp(SrtpSession session, byte[] packet) {
        return session.openRtp(placed(packet), FRONT, packet.length);
    }

    static int resultOfOpenRtcp(SrtpSession session, byte[] packet) {
        return session.openRtcp(placed(packet), FRONT, packet.length);
    }

    private static final int FRONT = 7;

    private static byte[] placed(byte[] packet) {
        byte[] buffer = new byte[FRONT + packet.length + SrtpSession.MAX_OVERHEAD];
        System.arraycopy(packet, 0, buffer, FRONT, packet.length);
        return buffer;
    }

    private static byte[] cut(byte[] buffer, int length) {
        if (length < 0) {
            throw new AssertionError("result " + length);
        }
        return Arrays.copyOfRange(buffer, FRONT, FRONT + length);
    }
}
