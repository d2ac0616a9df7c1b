package io.sluice.sfu.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Packets on a narrow line, in virtual time. */
class PacerEngineTest {
    private static final long MILLI = 1_000_000L;
    private static final int PACKET = 1_000;
    private static final int SLOT = 1_600;

    private final List<Integer> left = new ArrayList<>();
    private final Pacer pacer = new Pacer((_, _, tag, _) -> left.add(tag), SLOT, 0);
    private final byte[] bytes = new byte[SLOT];

    private void send(int count, long nowNanos) {
        for (int i = 0; i < count; i++) {
            if (pacer.pass(PACKET, nowNanos)) {
                left.add(i);
            } else {
                pacer.hold(bytes, PACKET, i);
            }
        }
    }

    private void run(long fromMillis, long toMillis) {
        for (long now = fromMillis; now <= toMillis; now += 5) {
            pacer.tick(now * MILLI);
        }
    }

    @Test
    void aFewPacketsLeaveAtOnce() {
        pacer.rate(1_000_000, 0);
        send(4, 100 * MILLI);

        assertThat(left).hasSize(4);
    }

    @Test
    void aKeyFrameIsSpreadOverTheTimeItTakes() {
        pacer.rate(400_000, 0);
        send(50, 100 * MILLI);
        assertThat(left).hasSizeLessThan(5);
        assertThat(pacer.drainMillis()).isBetween(900L, 1_000L);

        run(105, 600);
        assertThat(left.size()).isBetween(25, 29);
        run(605, 1_200);
        assertThat(left).hasSize(50).isSorted();
    }

    @Test
    void nothingOvertakesWhatWaits() {
        pacer.rate(400_000, 0);
        send(50, 100 * MILLI);
        run(105, 300);

        assertThat(pacer.pass(10, 300 * MILLI)).isFalse();
    }

    @Test
    void whatDoesNotWaitIsCharged() {
        pacer.rate(400_000, 0);
        send(50, 100 * MILLI);
        for (int i = 0; i < 10; i++) {
            pacer.charge(PACKET);
        }
        run(105, 600);

        assertThat(left.size()).isBetween(15, 20);
    }

    @Test
    void repairsTakeNoMoreThanTheirShare() {
        pacer.rate(1_000_000, 0);
        int repaired = 0;
        for (long now = 0; now < 1_000; now++) {
            while (pacer.mayRepair(now * MILLI)) {
                pacer.repaired(PACKET);
                repaired++;
            }
        }

        assertThat(repaired).isBetween(36, 45);
    }

    @Test
    void moreThanThereIsRoomForIsRefused() {
        pacer.rate(8_000, 0);
        send(2 * Pacer.MOST, 100 * MILLI);

        assertThat(pacer.waiting()).isEqualTo(Pacer.MOST);
        assertThat(pacer.refused()).isPositive();
        assertThat(pacer.hold(bytes, SLOT + 1, 0)).isFalse();
    }

    @Test
    void aStreamThatWasCutOffLeavesNoMore() {
        pacer.rate(400_000, 0);
        send(50, 100 * MILLI);
        int before = left.size();
        pacer.discard(0);
        assertThat(pacer.waitingBytes()).isZero();
        pacer.flush(200 * MILLI);

        assertThat(left).hasSize(before);
        assertThat(pacer.waiting()).isZero();
    }

    @Test
    void onAWideLineEverythingLeaves() {
        pacer.rate(400_000, 0);
        send(50, 100 * MILLI);
        pacer.flush(101 * MILLI);

        assertThat(left).hasSize(50);
    }
}
