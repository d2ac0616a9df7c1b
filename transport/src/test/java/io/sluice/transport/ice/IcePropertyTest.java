package io.sluice.transport.ice;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.transport.ice.SimulatedNetwork.Side;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Two agents across a bad network, in every combination of modes and roles that can work at all. */
class IcePropertyTest {
    private static final int RUNS = 150;

    private record Setting(IceMode mode, boolean controlling, IceMode peerMode, boolean peerControlling) {}

    private static final InetSocketAddress SERVER = new InetSocketAddress("198.51.100.1", 7882);
    private static final InetSocketAddress CLIENT = new InetSocketAddress("203.0.113.5", 40000);
    private static final InetSocketAddress CLIENT_BEHIND_NAT = new InetSocketAddress("192.168.1.5", 40000);

    @Test
    void agentsAgreeOnAPathWhateverTheirRolesOnALossyNetwork() {
        for (Setting setting : settings()) {
            for (long seed = 0; seed < RUNS; seed++) {
                connects(setting, seed);
            }
        }
    }

    @Test
    void aRestartNeverLeavesThemWithoutAPath() {
        for (Setting setting : settings()) {
            for (long seed = 0; seed < RUNS; seed++) {
                survivesRestart(setting, seed);
            }
        }
    }

    @Test
    void theyFindBackWhenTheNetworkWasGoneForTwentySeconds() {
        Setting setting = new Setting(IceMode.FULL, false, IceMode.FULL, true);
        for (long seed = 0; seed < RUNS; seed++) {
            Pair pair = new Pair(setting, seed);
            pair.describe();
            pair.network.run(SECONDS.toNanos(5));
            pair.network.loss = 1;
            pair.network.run(SECONDS.toNanos(20));
            pair.assertStates(IceState.FAILED);
            pair.network.loss = 0;
            pair.assertConnectedWithin(SECONDS.toNanos(10));
        }
    }

    private static void connects(Setting setting, long seed) {
        Pair pair = new Pair(setting, seed);
        pair.describe();
        pair.assertConnectedWithin(SECONDS.toNanos(12));
        assertThat(pair.server.events).as(pair.name).noneMatch(e -> e instanceof IceEvent.Failed);
    }

    private static void survivesRestart(Setting setting, long seed) {
        Pair pair = new Pair(setting, seed);
        pair.describe();
        pair.assertConnectedWithin(SECONDS.toNanos(12));
        IceParameters before = pair.server.agent.local();

        Side first = pair.random.nextBoolean() ? pair.server : pair.client;
        first.agent.restart(pair.network.now);
        for (int i = 0; i < 10; i++) {
            pair.network.run(MILLISECONDS.toNanos(40));
            pair.assertPaths();
        }
        Side second = first == pair.server ? pair.client : pair.server;
        second.agent.setRemote(first.agent.local(), pair.network.now);
        for (int i = 0; i < 10; i++) {
            pair.network.run(MILLISECONDS.toNanos(40));
            pair.assertPaths();
        }
        first.agent.setRemote(second.agent.local(), pair.network.now);
        pair.tellCandidates();
        for (int i = 0; i < 120; i++) {
            pair.network.run(MILLISECONDS.toNanos(100));
            pair.assertPaths();
        }
        pair.assertConnectedWithin(SECONDS.toNanos(5));
        assertThat(pair.server.agent.local()).isNotEqualTo(before);
        assertThat(pair.server.events)
                .as(pair.name)
                .contains(new IceEvent.Retired(before.ufrag()))
                .noneMatch(e -> e instanceof IceEvent.Interrupted);
    }

    /** All that can work: two lite agents never check, and a lite one only ever waits to be found. */
    private static List<Setting> settings() {
        List<Setting> all = new ArrayList<>();
        for (boolean peerControlling : List.of(true, false)) {
            all.add(new Setting(IceMode.LITE, false, IceMode.FULL, peerControlling));
            for (boolean controlling : List.of(true, false)) {
                all.add(new Setting(IceMode.FULL, controlling, IceMode.FULL, peerControlling));
            }
        }
        return all;
    }

    /** A server with a public address and a client, perhaps behind a NAT, on a network as bad as the seed wants. */
    private static final class Pair {
        final String name;
        final RandomGenerator random;
        final SimulatedNetwork network;
        final Side server;
        final Side client;
        private final List<IceCandidate> serverCandidates;
        private final List<IceCandidate> clientCandidates;

        Pair(Setting setting, long seed) {
            name = setting + " seed " + seed;
            random = new Random(seed);
            network = new SimulatedNetwork(new Random(seed + 1));
            network.loss = random.nextInt(4) * 0.1;
            network.duplication = random.nextInt(2) * 0.1;
            network.minDelay = MILLISECONDS.toNanos(1 + random.nextInt(150));
            network.maxDelay = network.minDelay + MILLISECONDS.toNanos(random.nextInt(60));
            boolean nat = random.nextBoolean();
            serverCandidates = HostCandidates.of(List.of(SERVER), List.of());
            clientCandidates = HostCandidates.of(List.of(nat ? CLIENT_BEHIND_NAT : CLIENT), List.of());
            server = network.side(
                    new IceAgent(setting.mode, setting.controlling, serverCandidates, new Random(seed + 2)));
            client = network.side(
                    new IceAgent(setting.peerMode, setting.peerControlling, clientCandidates, new Random(seed + 3)));
            server.socket(SERVER);
            client.socket(CLIENT);
        }

        /** The one gets the other's description, some time later the other. */
        void describe() {
            server.agent.setRemote(client.agent.local(), network.now);
            clientCandidates.forEach(server::learn);
            network.run(MILLISECONDS.toNanos(random.nextInt(400)));
            client.agent.setRemote(server.agent.local(), network.now);
            serverCandidates.forEach(client::learn);
        }

        void tellCandidates() {
            clientCandidates.forEach(server::learn);
            serverCandidates.forEach(client::learn);
        }

        void assertPaths() {
            assertThat(server.agent.active()).as(name).isNotNull();
            assertThat(client.agent.active()).as(name).isNotNull();
        }

        void assertStates(IceState state) {
            assertThat(server.agent.state()).as(name).isEqualTo(state);
            assertThat(client.agent.state()).as(name).isEqualTo(state);
        }

        /** Both have the same path in the end; a nomination may be doubted at times when several keep-alives in a row get lost. */
        void assertConnectedWithin(long nanos) {
            long until = network.now + nanos;
            while (network.now < until && !(server.agent.nominated() && client.agent.nominated())) {
                network.run(MILLISECONDS.toNanos(100));
            }
            assertStates(IceState.CONNECTED);
            assertThat(server.agent.nominated() && client.agent.nominated())
                    .as(name)
                    .isTrue();
            assertThat(SimulatedNetwork.remoteOf(server.agent.active()))
                    .as(name)
                    .isEqualTo(CLIENT);
            assertThat(SimulatedNetwork.remoteOf(client.agent.active()))
                    .as(name)
                    .isEqualTo(SERVER);
            assertThat(server.agent.controlling()).as(name).isNotEqualTo(client.agent.controlling());
        }
    }
}
