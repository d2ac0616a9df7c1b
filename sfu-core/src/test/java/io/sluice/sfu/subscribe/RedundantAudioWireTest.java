package io.sluice.sfu.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RedundantAudioWireTest {
    /** Blocks of 3 bytes 1920 ticks before, of 2 bytes 960 ticks before, and the newest of one byte; all of type 111. */
    private static final byte[] THREE =
            HexFormat.of().parseHex("ef1e0003" + "ef0f0002" + "6f" + "aaaaaa" + "bbbb" + "cc");

    private static long older(byte[] bytes, int length, int distance) {
        return RedundantAudio.older(bytes, 0, length, distance);
    }

    @Test
    void theNewestFrameIsLast() {
        assertThat(RedundantAudio.primary(THREE, 0, THREE.length)).isEqualTo(14);
    }

    @Test
    void olderFramesAreFoundByTheirDistance() {
        long one = older(THREE, THREE.length, 1);
        assertThat(RedundantAudio.at(one)).isEqualTo(12);
        assertThat(RedundantAudio.length(one)).isEqualTo(2);
        assertThat(RedundantAudio.age(one)).isEqualTo(960);
        long two = older(THREE, THREE.length, 2);
        assertThat(RedundantAudio.at(two)).isEqualTo(9);
        assertThat(RedundantAudio.length(two)).isEqualTo(3);
        assertThat(RedundantAudio.age(two)).isEqualTo(1920);
        assertThat(older(THREE, THREE.length, 3)).isEqualTo(-1);
    }

    @Test
    void whatIsCutShortHasNone() {
        for (int length = 0; length < THREE.length; length++) {
            assertThat(older(THREE, length, 1)).isEqualTo(-1);
        }
    }

    @Test
    void anEmptyBlockIsNoFrame() {
        byte[] empty = HexFormat.of().parseHex("ef0f0000" + "6f" + "cc");
        assertThat(older(empty, empty.length, 1)).isEqualTo(-1);
        byte[] alone = HexFormat.of().parseHex("6f" + "cc");
        assertThat(older(alone, alone.length, 1)).isEqualTo(-1);
    }
}
