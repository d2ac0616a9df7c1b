package io.sluice.sfu.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What one puts the other one takes: the same packets, in order, and never more than there is place for. */
class PacketRingPropertyTest {
    private static final int PLACES = 16;
    private static final int PACKETS = 200_000;

    private static boolean put(PacketRing ring, int number, int length) {
        int place = ring.place();
        if (place < 0) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            ring.bytes()[place + i] = (byte) (number + i);
        }
        ring.put(length);
        return true;
    }

    private static void check(PacketRing ring, int place, int number) {
        int length = ring.length();
        assertThat(length).isEqualTo(length(number));
        assertThat(ring.bytes()[place]).isEqualTo((byte) number);
        assertThat(ring.bytes()[place + length - 1]).isEqualTo((byte) (number + length - 1));
    }

    private static int length(int number) {
        return 1 + number * 31 % PacketRing.LONGEST;
    }

    @Test
    void behavesAsAQueueOfBoundedLength() {
        Random random = new Random(7);
        PacketRing ring = new PacketRing(PLACES);
        Deque<Integer> model = new ArrayDeque<>();
        for (int number = 0; number < 20_000; number++) {
            if (random.nextBoolean()) {
                assertThat(put(ring, number, length(number))).isEqualTo(model.size() < PLACES);
                if (model.size() < PLACES) {
                    model.add(number);
                }
            } else if (model.isEmpty()) {
                assertThat(ring.first()).isNegative();
            } else {
                check(ring, ring.first(), model.remove());
                ring.take();
            }
        }
    }

    @Test
    void twoThreadsSeeWholePacketsInOrder() {
        PacketRing ring = new PacketRing(PLACES);
        CompletableFuture<Void> putter = CompletableFuture.runAsync(() -> {
            for (int number = 0; number < PACKETS; number++) {
                while (!put(ring, number, length(number))) {
                    Thread.onSpinWait();
                }
            }
        });
        for (int number = 0; number < PACKETS; number++) {
            int place;
            while ((place = ring.first()) < 0) {
                assertThat(putter).isNotCompletedExceptionally();
                Thread.onSpinWait();
            }
            check(ring, place, number);
            ring.take();
        }
        putter.join();
        assertThat(ring.first()).isNegative();
    }
}
