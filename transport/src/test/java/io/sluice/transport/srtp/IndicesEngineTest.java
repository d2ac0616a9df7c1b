package io.sluice.transport.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IndicesEngineTest {
    @Test
    void aSenderCountsWrapsAndStillKnowsWhatCameBeforeThem() {
        SendIndices sent = new SendIndices();
        assertThat(sent.indexOf(1, 65_534)).isEqualTo(65_534);
        assertThat(sent.indexOf(1, 2)).isEqualTo(65_538);
        assertThat(sent.indexOf(1, 65_535)).isEqualTo(65_535);
        assertThat(sent.indexOf(1, 3)).isEqualTo(65_539);
        assertThat(sent.indexOf(2, 3)).isEqualTo(3);
    }

    @Test
    void aSenderRefusesWhatWouldLieBeforeTheBeginning() {
        SendIndices sent = new SendIndices();
        assertThat(sent.indexOf(1, 3)).isEqualTo(3);
        assertThat(sent.indexOf(1, 65_530)).isNegative();
        assertThat(sent.indexOf(1, 4)).isEqualTo(4);
    }

    @Test
    void aReceiverKnowsNothingOfAnSsrcBeforeItsFirstAuthenticPacket() {
        ReceiveIndices received = new ReceiveIndices();
        assertThat(received.guess(9, 65_535)).isEqualTo(65_535);
        assertThat(received.guess(9, 1)).isEqualTo(1);
        assertThat(received.accept(9, 65_535)).isTrue();
        assertThat(received.guess(9, 1)).isEqualTo(65_537);
    }

    @Test
    void theWindowForgetsWhatIsOlderThanItself() {
        ReceiveIndices received = new ReceiveIndices();
        received.accept(9, 5_000);
        assertThat(received.stale(9, 5_000)).isTrue();
        assertThat(received.stale(9, 5_000 - ReceiveIndices.WINDOW + 1)).isFalse();
        assertThat(received.stale(9, 5_000 - ReceiveIndices.WINDOW)).isTrue();
    }

    @Test
    void theWindowAgreesWithASetOfAllThatWasSeen() {
        Random random = new Random(11);
        ReceiveIndices received = new ReceiveIndices();
        Set<Long> seen = new HashSet<>();
        long newest = -1;
        long position = 0;
        for (int i = 0; i < 50_000; i++) {
            position += random.nextInt(200) == 0 ? random.nextInt(3_000) : random.nextInt(3);
            long index = Math.max(0, position - random.nextInt(1_200));
            boolean stale = seen.contains(index) || newest - index >= ReceiveIndices.WINDOW;
            assertThat(received.stale(3, index)).isEqualTo(stale);
            if (!stale) {
                assertThat(received.accept(3, index)).isTrue();
                seen.add(index);
                newest = Math.max(newest, index);
            }
        }
    }

    @Test
    void theTableAgreesWithAMapAndStopsAtItsLimit() {
        Random random = new Random(12);
        SsrcTable table = new SsrcTable(1_000);
        Map<Integer, Integer> expected = new HashMap<>();
        while (expected.size() < 1_000) {
            int ssrc = random.nextInt(4) == 0 ? random.nextInt(2_000) << 20 : random.nextInt();
            if (!expected.containsKey(ssrc)) {
                assertThat(table.find(ssrc)).isEqualTo(-1);
                int number = table.add(ssrc);
                assertThat(number).isEqualTo(expected.size());
                expected.put(ssrc, number);
            }
        }
        assertThat(table.add(random.nextInt())).isEqualTo(-1);
        expected.forEach((ssrc, number) -> assertThat(table.find(ssrc)).isEqualTo(number));
    }

    @Test
    void aReceiverTakesNoMoreThanItsLimitOfSsrcs() {
        ReceiveIndices received = new ReceiveIndices();
        for (int ssrc = 0; ssrc < ReceiveIndices.MAX_SSRCS; ssrc++) {
            assertThat(received.accept(ssrc, ssrc)).isTrue();
        }
        assertThat(received.accept(-1, 0)).isFalse();
        assertThat(received.stale(4_000, 4_000)).isTrue();
    }
}
