package io.sluice.testkit.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedNetworkEngineTest {
    private static final long MILLIS = 1_000_000L;

    private final SimulatedNetwork network = new SimulatedNetwork(7, 1_000);
    private final List<String> arrivals = new ArrayList<>();

    private void note(byte[] buffer, int offset, int length, long now) {
        arrivals.add(buffer[offset] + "@" + (now - 1_000) / MILLIS);
    }

    @Test
    void packetsArriveAfterTheDelayInOrder() {
        SimulatedNetwork.Link link = network.link(LinkConditions.delay(20), this::note);
        link.send(new byte[] {1}, 0, 1);
        link.send(new byte[] {2}, 0, 1);
        network.run(19 * MILLIS);
        assertThat(arrivals).isEmpty();
        network.run(1 * MILLIS);
        assertThat(arrivals).containsExactly("1@20", "2@20");
        assertThat(network.now()).isEqualTo(1_000 + 20 * MILLIS);
    }

    @Test
    void timersRunAtTheirTimes() {
        Timed timer = new Timed() {
            private long next = 1_000 + 5 * MILLIS;

            @Override
            public long deadline() {
                return next;
            }

            @Override
            public void tick(long now) {
                arrivals.add("tick@" + (now - 1_000) / MILLIS);
                next += 10 * MILLIS;
            }
        };
        network.drive(timer);
        network.run(30 * MILLIS);
        assertThat(arrivals).containsExactly("tick@5", "tick@15", "tick@25");
    }

    @Test
    void whatIsPutOffHappensInOrderAndWhatOtherThreadsHandInBeforeTheNextEvent() {
        network.later(10 * MILLIS, () -> {
            arrivals.add("first");
            network.executor().execute(() -> arrivals.add("task@" + (network.now() - 1_000) / MILLIS));
        });
        network.later(20 * MILLIS, () -> arrivals.add("third"));
        network.later(10 * MILLIS, () -> arrivals.add("second"));
        network.run(30 * MILLIS);
        assertThat(arrivals).containsExactly("first", "task@10", "second", "third");
    }

    @Test
    void waitingForAnotherThreadLetsVirtualTimePass() {
        boolean[] done = new boolean[1];
        network.later(
                5 * MILLIS,
                () -> Thread.ofVirtual().start(() -> network.executor().execute(() -> done[0] = true)));
        network.await("the other thread", () -> done[0]);
        assertThat(network.now()).isGreaterThanOrEqualTo(1_000 + 5 * MILLIS);
    }

    @Test
    void releasedTimersRunNoMore() {
        Timed timer = new Timed() {
            private long next = 1_000 + 5 * MILLIS;

            @Override
            public long deadline() {
                return next;
            }

            @Override
            public void tick(long now) {
                arrivals.add("tick");
                next += 5 * MILLIS;
            }
        };
        network.drive(timer);
        network.run(12 * MILLIS);
        network.release(timer);
        network.run(20 * MILLIS);
        assertThat(arrivals).hasSize(2);
    }

    @Test
    void timerThatStaysDueIsAnError() {
        network.drive(new Timed() {
            @Override
            public long deadline() {
                return 0;
            }

            @Override
            public void tick(long now) {}
        });
        assertThatThrownBy(() -> network.run(MILLIS)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void lossAndJitterFollowTheirShares() {
        SimulatedNetwork.Link link =
                network.link(LinkConditions.delay(20).withLoss(0.1).withJitter(40), this::note);
        for (int i = 0; i < 1000; i++) {
            link.send(new byte[] {(byte) (i % 100)}, 0, 1);
            network.run(MILLIS);
        }
        network.run(100 * MILLIS);
        assertThat(link.lost()).isBetween(60L, 140L);
        assertThat(arrivals).hasSize((int) (link.sent() - link.lost()));
        int overtaken = 0;
        for (int i = 1; i < arrivals.size(); i++) {
            int before = Integer.parseInt(arrivals.get(i - 1).replaceAll("@.*", ""));
            int after = Integer.parseInt(arrivals.get(i).replaceAll("@.*", ""));
            overtaken += (after - before + 100) % 100 > 50 ? 1 : 0;
        }
        assertThat(overtaken).isGreaterThan(100);
    }

    @Test
    void sameSeedGivesTheSameHistory() {
        List<String> first = history();
        List<String> second = history();
        assertThat(first).isEqualTo(second).isNotEmpty();
    }

    private static List<String> history() {
        SimulatedNetwork network = new SimulatedNetwork(42, 0);
        List<String> seen = new ArrayList<>();
        SimulatedNetwork.Link link = network.link(
                LinkConditions.delay(5).withLoss(0.3).withJitter(9).withDuplication(0.2),
                (buffer, offset, length, now) -> seen.add(buffer[offset] + "@" + now));
        for (int i = 0; i < 100; i++) {
            link.send(new byte[] {(byte) i}, 0, 1);
            network.run(MILLIS);
        }
        return seen;
    }
}
