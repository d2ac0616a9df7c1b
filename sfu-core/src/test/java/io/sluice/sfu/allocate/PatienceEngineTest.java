package io.sluice.sfu.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When a track may be given more again. */
class PatienceEngineTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long COST = 500_000;
    private static final long BUDGET = 600_000;

    private final Patience patience = new Patience();

    private boolean may(double seconds) {
        return patience.mayRaise(true, COST, BUDGET, (long) (seconds * SECOND));
    }

    private void fail(double raisedAt, double loweredAt) {
        patience.raised(true, BUDGET, (long) (raisedAt * SECOND));
        patience.lowered(true, COST, (long) (loweredAt * SECOND));
    }

    @Test
    void layersAreRaisedOneAfterAnother() {
        assertThat(may(0)).isTrue();
        patience.raised(true, BUDGET, 0);

        assertThat(may(1.9)).isFalse();
        assertThat(patience.mayRaise(false, COST, BUDGET, SECOND)).isTrue();
        assertThat(may(2)).isTrue();
    }

    @Test
    void whatFailedIsTriedLaterAndLater() {
        fail(0, 1);
        assertThat(may(10.9)).isFalse();
        assertThat(may(11)).isTrue();

        fail(11, 12);
        assertThat(may(26.9)).isFalse();
        assertThat(may(27)).isTrue();
    }

    @Test
    void whatWentWellForAWhileHasNotFailed() {
        fail(0, 5);
        assertThat(may(5.1)).isTrue();
    }

    @Test
    void oneFailureCountsOnce() {
        fail(0, 1);
        patience.lowered(true, COST / 2, 3 * SECOND / 2);

        assertThat(may(11)).isTrue();
    }

    @Test
    void aBetterLineIsAnotherOne() {
        fail(0, 1);

        assertThat(patience.mayRaise(true, COST, BUDGET * 5 / 4, 3 * SECOND)).isFalse();
        assertThat(patience.mayRaise(true, COST, BUDGET * 7 / 5, 3 * SECOND)).isTrue();
    }

    @Test
    void whatIsMuchCheaperHasNotFailed() {
        fail(0, 1);

        assertThat(patience.mayRaise(true, COST / 2, BUDGET, 3 * SECOND)).isTrue();
    }
}
