package io.sluice.sfu.room;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KnownLinesEngineTest {
    private static final long SECOND = 1_000_000_000L;

    private final KnownLines lines = new KnownLines();

    @Test
    void aNarrowLineIsKnownOnceForTwoMinutes() {
        lines.left("anna", 300_000, SECOND);
        assertThat(lines.comes("ben", SECOND)).isZero();
        assertThat(lines.comes("anna", 100 * SECOND)).isEqualTo(300_000);
        assertThat(lines.comes("anna", 100 * SECOND)).isZero();
        lines.left("anna", 300_000, SECOND);
        assertThat(lines.comes("anna", 122 * SECOND)).isZero();
    }

    @Test
    void whoseLineWasWideAtLastIsNotKnown() {
        lines.left("anna", 300_000, SECOND);
        lines.left("anna", 0, SECOND);
        assertThat(lines.comes("anna", SECOND)).isZero();
    }

    @Test
    void ofManyTheOldestAreForgotten() {
        for (int i = 0; i < 2_000; i++) {
            lines.left("guest " + i, 300_000, SECOND);
        }
        assertThat(lines.comes("guest 0", SECOND)).isZero();
        assertThat(lines.comes("guest 1999", SECOND)).isEqualTo(300_000);
    }
}
