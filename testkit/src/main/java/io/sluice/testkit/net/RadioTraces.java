package io.sluice.testkit.net;

import java.util.function.DoubleUnaryOperator;

/** How much mobile lines carry from second to second, for a {@link Bottleneck}: shaped like recordings on the move, and played in a circle. */
public final class RadioTraces {
    private static final int[] UMTS = {
        620, 700, 810, 760, 540, 430, 380, 460, 590, 720, 880, 940, 900, 760, 610, 350, 240, 210, 330, 480, 640, 790,
        860, 820, 700, 560, 520, 610, 730, 690, 580, 450, 300, 260, 390, 550, 680, 750, 830, 910, 870, 740, 600, 490,
        420, 510, 630, 720, 660, 570
    };

    private static final int[] LTE = {
        4200, 3900, 3100, 2600, 2900, 3600, 4800, 5200, 4700, 3800, 2500, 1900, 1500, 1700, 2400, 3300, 4100, 4600,
                3700, 2800, 2200, 1300, 900,
        800, 1200, 1900, 2700, 3500, 4300, 5000, 5600, 4900, 4000, 3000, 2300, 1800, 2100, 2900, 3800, 4400, 3600, 2700,
                2000, 1600, 2300, 3100,
        3900, 4500, 4100, 3400
    };

    private RadioTraces() {}

    /** A telephone of the third generation in a tram: 0.2 to 0.9 Mbit/s. */
    public static DoubleUnaryOperator umts() {
        return seconds -> kilobits(UMTS, seconds);
    }

    /** One of the fourth generation in a train: 0.8 to 5.6 Mbit/s. */
    public static DoubleUnaryOperator lte() {
        return seconds -> kilobits(LTE, seconds);
    }

    private static double kilobits(int[] trace, double seconds) {
        int at = (int) seconds;
        double into = seconds - at;
        int from = trace[Math.floorMod(at, trace.length)];
        int to = trace[Math.floorMod(at + 1, trace.length)];
        return 1_000 * (from + into * (to - from));
    }
}
