package io.sluice.rtp.bwe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is remembered of sent packets. */
class SentLogEngineTest {
    private final SentLog log = new SentLog();

    private void send(int count) {
        for (int i = 0; i < count; i++) {
            log.add((int) log.end() % 1_000, 0, log.end());
        }
    }

    @Test
    void whatIsUnderWayIsFoundByItsNumber() {
        send(1_000);

        for (int sequence = 0; sequence < 1_000; sequence++) {
            assertThat(log.find(sequence)).isEqualTo(sequence);
            assertThat(log.size(sequence)).isEqualTo(sequence);
            assertThat(log.sentAt(sequence)).isEqualTo(sequence);
        }
        assertThat(log.find(1_000)).isEqualTo(-1);
        assertThat(log.find(65_535)).isEqualTo(-1);
    }

    @Test
    void numbersTurnOver() {
        send(65_530);
        log.forgetThrough(65_519);
        send(100);

        assertThat(log.nextSequence()).isEqualTo(65_630 & 0xffff);
        assertThat(log.find(65_535)).isEqualTo(65_535);
        assertThat(log.find(0)).isEqualTo(65_536);
        assertThat(log.find(93)).isEqualTo(65_629);
        assertThat(log.find(94)).isEqualTo(-1);
        assertThat(log.find(65_519)).isEqualTo(-1);
    }

    @Test
    void withoutReportsTheOldestAreForgotten() {
        send(200_000);

        assertThat(log.end() - log.oldest()).isEqualTo(1 << 10);
        assertThat(log.find((int) log.oldest() & 0xffff)).isEqualTo(log.oldest());
    }

    @Test
    void ofWhatIsReportedLateHalfTheNumbersAreRemembered() {
        send(100);
        log.forgetThrough(50);
        send(200_000);

        assertThat(log.end() - log.oldest()).isEqualTo(1 << 15);
    }
}
