package io.sluice.rtp;

import java.util.Random;

/**
 * Shows a parser everything that may become of a good input: every truncation, every flipped bit, and random mixtures. The input lies at the
 * end of its array, so that reading behind it is an exception, and an exception of the parser is a failure with the input in its message.
 */
public final class Hostile {
    private static final int PREFIX = 3;
    private static final int MIXTURES = 3_000;

    private Hostile() {}

    /** What is under test. It must return, whatever it is given. */
    @FunctionalInterface
    public interface Door {
        void enter(byte[] buffer, int offset, int length);
    }

    /** All kinds of damage to one good input. */
    public static void sweep(byte[] good, Door door) {
        for (int length = 0; length <= good.length; length++) {
            enter(door, good, length);
        }
        for (int bit = 0; bit < 8 * good.length; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            enter(door, bad, bad.length);
        }
        Random random = new Random(good.length * 7919L + 17);
        for (int round = 0; round < MIXTURES && good.length > 0; round++) {
            byte[] bad = good.clone();
            for (int edits = 1 + random.nextInt(6); edits > 0; edits--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            enter(door, bad, bad.length - random.nextInt(Math.min(8, bad.length)));
        }
    }

    private static void enter(Door door, byte[] bytes, int length) {
        byte[] buffer = new byte[PREFIX + length];
        System.arraycopy(bytes, 0, buffer, PREFIX, length);
        byte[] before = buffer.clone();
        try {
            door.enter(buffer, PREFIX, length);
        } catch (RuntimeException e) {
            throw new AssertionError("input " + Bytes.hex(before, PREFIX, length), e);
        }
    }
}
