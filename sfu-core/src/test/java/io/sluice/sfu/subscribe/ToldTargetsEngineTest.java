package io.sluice.sfu.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ToldTargetsEngineTest {
    private static final int ALL = 0b111;

    private final ToldTargets told = new ToldTargets();

    @Test
    void aStructureSaysThatAllAreActive() {
        assertThat(told.tell(ALL, true, ALL, 1)).isEqualTo(-1);
        assertThat(told.tell(ALL, false, 0, 2)).isEqualTo(-1);
    }

    @Test
    void aChangeIsRepeatedUntilAReportWithoutLossCoversIt() {
        told.tell(ALL, true, ALL, 65_534);
        assertThat(told.tell(0b001, false, 0, 65_535)).isEqualTo(0b001);
        assertThat(told.tell(0b001, false, 0, 0)).isEqualTo(0b001);
        told.reported(65_534, false);
        assertThat(told.tell(0b001, false, 0, 1)).as("reported before").isEqualTo(0b001);
        told.reported(1, true);
        assertThat(told.tell(0b001, false, 0, 2)).as("may be lost").isEqualTo(0b001);
        told.reported(2, false);
        assertThat(told.tell(0b001, false, 0, 3)).isEqualTo(-1);
        assertThat(told.tell(ALL, false, 0, 4)).as("and back").isEqualTo(ALL);
    }

    @Test
    void theNextStructureMakesTheReceiverForget() {
        told.tell(0b001, true, ALL, 1);
        told.reported(1, false);
        assertThat(told.tell(0b001, false, 0, 2)).isEqualTo(-1);
        assertThat(told.tell(0b001, true, ALL, 3)).isEqualTo(0b001);
    }

    @Test
    void nothingIsToldWhereNothingHasToBe() {
        assertThat(told.tell(-1, false, 0, 1)).isEqualTo(-1);
        told.reported(9, false);
    }
}
