package io.sluice.rtp.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetransmitHistoryPropertyTest {
    private static final long MILLI = 1_000_000;

    /** The packet a sequence number stands for: its bytes follow from it. */
    private static byte[] packet(long sequence, int maxLength) {
        Random random = new Random(sequence);
        byte[] bytes = new byte[1 + random.nextInt(maxLength)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static boolean store(RetransmitHistory history, long sequence, long nowNanos, int maxLength) {
        byte[] bytes = packet(sequence, maxLength);
        return history.store(sequence, nowNanos, (int) sequence * 31, bytes, 0, bytes.length);
    }

    private static void assertFound(RetransmitHistory history, long sequence, int maxLength, String why) {
        assertThat(history.find(sequence)).as(why).isTrue();
        byte[] found = Arrays.copyOfRange(history.buffer(), history.offset(), history.offset() + history.length());
        assertThat(found).as(why).isEqualTo(packet(sequence, maxLength));
        assertThat(history.tag()).as(why).isEqualTo((int) sequence * 31);
    }

    @Test
    void whateverIsFoundIsWhatWasStored() {
        for (long seed = 1; seed <= 30; seed++) {
            Random random = new Random(seed);
            int maxLength = 1 + random.nextInt(200);
            RetransmitHistory history = new RetransmitHistory(
                    1 << random.nextInt(1, 5), 1 << random.nextInt(5, 9), 8, random.nextInt(1, 20), 200 * MILLI);
            long head = 65_536 + random.nextInt(65_536);
            long now = 0;
            int found = 0;
            for (int round = 0; round < 4_000; round++) {
                now += random.nextLong(4 * MILLI);
                head += random.nextInt(30) == 0 ? random.nextInt(100) : 1;
                long sequence = random.nextInt(10) == 0 ? head - random.nextInt(50) : head;
                boolean there = history.find(sequence);
                boolean stored = store(history, sequence, now, maxLength);
                String why = "seed " + seed + " round " + round;
                if (there) {
                    assertThat(stored).as(why).isFalse();
                }
                if (stored) {
                    assertFound(history, sequence, maxLength, why);
                    assertThat(history.storedAt()).isEqualTo(now);
                }
                long asked = head - random.nextInt(600);
                if (history.find(asked)) {
                    found++;
                    assertFound(history, asked, maxLength, why);
                }
                assertThat(history.allocatedBytes()).as(why).isLessThanOrEqualTo(20 << 8);
                assertThat(history.newest()).isGreaterThanOrEqualTo(sequence == head ? head : 0);
            }
            assertThat(found).as("seed %d", seed).isPositive();
        }
    }

    @Test
    void aRetentionTimeOfPacketsIsKeptWhereTheLimitsAllow() {
        RetransmitHistory history = new RetransmitHistory(4, 1024, 12, 64, 1_000 * MILLI);
        for (int i = 0; i < 5_000; i++) {
            assertThat(store(history, 100_000 + i, i * 5 * MILLI, 600)).isTrue();
            for (int back = 0; back < Math.min(i, 199); back += 13) {
                assertFound(history, 100_000 + i - back, 600, "packet " + i + " back " + back);
            }
        }
        assertThat(history.capacity())
                .as("grown to a second of packets and no further")
                .isEqualTo(256);
    }

    @Test
    void memoryFollowsTheBitrateDownAgain() {
        RetransmitHistory history = new RetransmitHistory(64, 1024, 12, 64, 500 * MILLI);
        long sequence = 100_000;
        long now = 0;
        for (int i = 0; i < 2_000; i++) {
            now += MILLI;
            store(history, sequence++, now, 1_200);
        }
        long high = history.allocatedBytes();
        for (int i = 0; i < 3_000; i++) {
            now += 20 * MILLI;
            store(history, sequence++, now, 1_200);
        }
        assertThat(history.allocatedBytes()).isLessThan(high / 4);
    }

    @Test
    void beyondTheLimitsTheOldestGoFirst() {
        RetransmitHistory history = new RetransmitHistory(4, 8, 12, 4, 1_000_000 * MILLI);
        for (int i = 0; i < 20; i++) {
            assertThat(store(history, i, i, 10)).isTrue();
        }
        for (int i = 0; i < 20; i++) {
            assertThat(history.find(i)).as("packet %d", i).isEqualTo(i >= 12);
        }
        assertThat(store(history, 11, 20, 10)).as("older than what is kept").isFalse();
        assertThat(store(history, 15, 20, 10)).as("there already").isFalse();
    }

    @Test
    void whatIsNoPacketOrTooLongForAChunkIsRefused() {
        RetransmitHistory history = new RetransmitHistory(4, 8, 4, 4, MILLI);
        assertThat(history.store(1, 0, 0, new byte[17], 0, 17)).isFalse();
        assertThat(history.store(1, 0, 0, new byte[17], 0, 0)).isFalse();
        assertThat(history.store(-1, 0, 0, new byte[17], 0, 1)).isFalse();
        assertThat(history.store(1, 0, 0, new byte[17], 1, 16)).isTrue();
        assertThat(history.find(1)).isTrue();
        assertThat(history.find(-1)).isFalse();
        assertThatThrownBy(() -> new RetransmitHistory(3, 8, 4, 4, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aHistoryKeepsAsManyPacketsAsAreAskedForRoundedUp() {
        RetransmitHistory history = RetransmitHistory.video(500);
        for (int sequence = 0; sequence < 2_000; sequence++) {
            assertThat(store(history, sequence, sequence, 1_200)).isTrue();
        }
        assertThat(history.capacity()).isEqualTo(512);
        assertFound(history, 2_000 - 512, 1_200, "the oldest that is kept");
        assertThat(history.find(2_000 - 513)).isFalse();
        assertThat(history.allocatedBytes()).isLessThanOrEqualTo(512 * 1_280);

        RetransmitHistory small = RetransmitHistory.audio(1);
        store(small, 1, 0, 100);
        assertThat(small.capacity()).isEqualTo(32);
        assertThatThrownBy(() -> RetransmitHistory.video(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RetransmitHistory.audio(RetransmitHistory.MOST_PACKETS + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPausedStreamGivesItsMemoryBackAndMayStartAgain() {
        RetransmitHistory history = RetransmitHistory.video(RetransmitHistory.VIDEO_PACKETS);
        assertThat(history.find(1)).isFalse();
        store(history, 1, 0, 100);
        assertThat(history.newest()).isEqualTo(1);
        assertThat(history.allocatedBytes()).isPositive();

        history.release();

        assertThat(history.find(1)).isFalse();
        assertThat(history.allocatedBytes()).isZero();
        assertThat(history.newest()).isEqualTo(-1);
        assertThat(store(history, 1, 0, 100)).isTrue();
        assertFound(history, 1, 100, "again");
    }
}
