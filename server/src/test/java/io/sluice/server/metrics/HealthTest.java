package io.sluice.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sfu.measure.MediaCounters;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthTest {
    private static final long SECOND = 1_000_000_000L;

    private final MediaCounters one = new MediaCounters();
    private final MediaCounters other = new MediaCounters();
    private boolean ending;

    private int status(long atSecond) {
        return new Health(List.of(one, other), () -> ending, () -> atSecond * SECOND)
                .get()
                .status();
    }

    @Test
    void aServerThatIsAboutToEndIsNotReady() {
        one.ticked(100 * SECOND);
        other.ticked(100 * SECOND);
        ending = true;
        assertThat(status(100)).isEqualTo(406);
    }

    @Test
    void aLoopWhoseTimeStandsStillMakesTheNodeNotReady() {
        one.ticked(100 * SECOND);
        other.ticked(104 * SECOND);

        assertThat(status(104)).isEqualTo(200);
        assertThat(status(105)).isEqualTo(406);
        one.ticked(105 * SECOND);
        assertThat(status(105)).isEqualTo(200);
    }

    @Test
    void aLoopThatHasNotBegunIsWaitedFor() {
        assertThat(status(1_000)).isEqualTo(200);
    }
}
