package io.sluice.benchmarks.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sluice.testkit.media.ScalableSource;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packet path may not make garbage. */
class AllocationTest {
    private static final int SUBSCRIBERS = 20;
    private static final int PACKETS = 4_000;

    @Test
    void theMediaEnginesAllocateNothingForAPacket() {
        check(new MediaEngines(SUBSCRIBERS, new TopLayer()));
    }

    @ParameterizedTest
    @EnumSource
    void norDoTheyForLayersInsideOneStream(ScalableSource.Telling telling) {
        check(new MediaEngines(SUBSCRIBERS, new ScalableReplay(telling)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void norDoTheyForSound(boolean redundant) {
        check(new MediaEngines(SUBSCRIBERS, new Sound(redundant)));
    }

    private static void check(MediaEngines engines) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long made = 0;
        for (int i = 0; i < PACKETS; i++) {
            made = engines.packet();
        }

        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < PACKETS; i++) {
            engines.packet();
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(engines.packet() - made).isEqualTo((PACKETS + 1L) * SUBSCRIBERS);
        // The readings themselves leave something.
        assertThat(allocated).isLessThan(PACKETS);
    }
}
