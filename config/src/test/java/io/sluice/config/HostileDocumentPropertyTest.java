package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HostileDocumentPropertyTest {
    private static final String ALPHABET = "abportc_: \n\t-[]{}\"'#&*!|>%@0179.,~\u0000é";

    @Test
    void aMangledDocumentIsLoadedOrRefusedAndNothingElse() {
        String intact = "port: 7880\nrtc:\n  udp_port: 1-2\n  ips: {includes: [10.0.0.0/8]}\n"
                + "  turn_servers:\n    - host: t\n      port: 1\n      secret: s\n"
                + "room:\n  room_configurations: {a: {b: 1.5}}\n" + Loading.KEYS;
        long seed = 0x51C0FFEEL;
        Random random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < 3_000; round++) {
            StringBuilder text = new StringBuilder(intact);
            for (int edits = random.nextInt(4); edits >= 0; edits--) {
                int at = random.nextInt(text.length());
                char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, c);
                    case 1 -> text.insert(at, c);
                    default -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(20)));
                }
            }
            try {
                Loading.load(text.toString(), Map.of(), Flags.none());
            } catch (ConfigException e) {
                refused++;
                assertThat(e.problems()).isNotEmpty();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + round + ":\n" + text, e);
            }
        }
        assertThat(refused).as("seed %d", seed).isBetween(100, 2_999);
    }
}
