package io.sluice.transport.srtp;

import java.util.Random;

/** Prints what a packet costs on each engine. Run by hand: it proves nothing, it informs. */
final class SrtpTiming {
    private static final int ROUNDS = 8;
    private static final int PACKETS = 50_000;

    private SrtpTiming() {}

    /** No arguments. */
    public static void main(String[] args) {
        for (int round = 0; round < 2; round++) {
            for (SrtpProfile profile : SrtpProfile.values()) {
                for (SrtpEngine engine : SrtpEngine.values()) {
                    for (int payload : new int[] {80, 1150}) {
                        measure(profile, engine, payload, round == 1);
                    }
                }
            }
        }
    }

    private static void measure(SrtpProfile profile, SrtpEngine engine, int payload, boolean print) {
        Packets.Ends ends = Packets.ends(profile, engine, new Random(1));
        byte[] plain = new byte[12 + payload];
        plain[0] = (byte) 0x80;
        byte[] buffer = new byte[plain.length + SrtpSession.MAX_OVERHEAD];
        long seal = Long.MAX_VALUE;
        long open = Long.MAX_VALUE;
        int sequence = 0;
        byte[][] sealed = new byte[PACKETS][];
        for (int round = 0; round < ROUNDS; round++) {
            long before = System.nanoTime();
            int length = 0;
            for (int i = 0; i < PACKETS; i++) {
                System.arraycopy(plain, 0, buffer, 0, plain.length);
                sequence++;
                buffer[2] = (byte) (sequence >> 8);
                buffer[3] = (byte) sequence;
                length = ends.client().sealRtp(buffer, 0, plain.length);
                if (length < 0) {
                    throw new IllegalStateException();
                }
                sealed[i] = buffer.clone();
            }
            seal = Math.min(seal, (System.nanoTime() - before) / PACKETS);
            before = System.nanoTime();
            for (byte[] each : sealed) {
                if (ends.server().openRtp(each, 0, length) < 0) {
                    throw new IllegalStateException();
                }
            }
            open = Math.min(open, (System.nanoTime() - before) / PACKETS);
        }
        if (print) {
            System.out.printf("%-24s %-6s %4d B  seal %5d ns  open %5d ns%n", profile, engine, payload, seal, open);
        }
    }
}
