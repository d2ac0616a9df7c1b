package io.sluice.transport.ice;

import io.sluice.transport.stun.StunReader;
import io.sluice.transport.stun.StunType;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Agents with sockets, and between them a network that loses, delays, reorders, duplicates, translates and blocks. */
final class SimulatedNetwork {
    double loss;
    double duplication;
    long minDelay = 1_000_000;
    long maxDelay = 1_000_000;
    long now = 1_000_000_000_000L;

    private record Delivery(long at, long order, Socket to, InetSocketAddress from, byte[] bytes) {}

    private record Direction(InetSocketAddress from, InetSocketAddress to) {}

    private final RandomGenerator random;
    private final List<Side> sides = new ArrayList<>();
    private final Map<InetSocketAddress, Socket> visible = new HashMap<>();
    private final Set<Direction> blocked = new HashSet<>();
    private final PriorityQueue<Delivery> flying =
            new PriorityQueue<>(Comparator.comparingLong(Delivery::at).thenComparingLong(Delivery::order));
    private long order;

    SimulatedNetwork(RandomGenerator random) {
        this.random = random;
    }

    Side side(IceAgent agent) {
        Side side = new Side(agent);
        sides.add(side);
        return side;
    }

    /** Nothing gets through from one visible address to another any more. */
    void block(InetSocketAddress from, InetSocketAddress to) {
        blocked.add(new Direction(from, to));
    }

    void unblockAll() {
        blocked.clear();
    }

    /** Runs everything that happens until then. */
    void run(long nanos) {
        long until = now + nanos;
        while (true) {
            Delivery next = flying.peek();
            long at = next == null ? Long.MAX_VALUE : next.at;
            Side due = null;
            for (Side each : sides) {
                if (each.agent.deadline() < at) {
                    at = each.agent.deadline();
                    due = each;
                }
            }
            if (at > until) {
                now = until;
                return;
            }
            now = Math.max(now, at);
            if (due != null) {
                due.agent.tick(now);
                due.drain();
            } else {
                flying.remove();
                next.to.receive(next.from, next.bytes);
            }
        }
    }

    private void send(Socket from, InetSocketAddress remote, byte[] bytes) {
        Socket to = visible.get(remote);
        if (to == null || blocked.contains(new Direction(from.seenAs, remote))) {
            return;
        }
        for (int copies = random.nextDouble() < duplication ? 2 : 1; copies > 0; copies--) {
            if (random.nextDouble() >= loss) {
                long delay = minDelay + random.nextLong(maxDelay - minDelay + 1);
                flying.add(new Delivery(now + delay, order++, to, from.seenAs, bytes));
            }
        }
    }

    /** One agent and what it owns. */
    final class Side {
        final IceAgent agent;
        final List<IceEvent> events = new ArrayList<>();
        private final List<Socket> sockets = new ArrayList<>();

        private Side(IceAgent agent) {
            this.agent = agent;
        }

        /** A socket that others see under another address if it is behind a NAT. */
        Socket socket(InetSocketAddress seenAs) {
            Socket socket = new Socket(this, seenAs);
            sockets.add(socket);
            visible.put(seenAs, socket);
            return socket;
        }

        /** As the real owner does it: a path through the first socket, unless there is one. */
        void learn(IceCandidate candidate) {
            if (agent.wants(candidate)) {
                IcePath known = agent.pathTo(candidate);
                agent.addRemoteCandidate(
                        candidate, known != null ? known : sockets.getFirst().path(candidate.address()), now);
                drain();
            }
        }

        void drain() {
            for (IceEvent event = agent.poll(); event != null; event = agent.poll()) {
                events.add(event);
                if (event instanceof IceEvent.PathRemoved removed) {
                    sockets.forEach(s -> s.paths.values().remove(removed.path()));
                }
            }
        }
    }

    /** One local socket. */
    final class Socket {
        final InetSocketAddress seenAs;
        private final Side owner;
        private final Map<InetSocketAddress, IcePath> paths = new HashMap<>();
        private final StunReader reader = new StunReader();

        private Socket(Side owner, InetSocketAddress seenAs) {
            this.owner = owner;
            this.seenAs = seenAs;
        }

        IcePath path(InetSocketAddress remote) {
            return paths.computeIfAbsent(remote, unused -> new IcePath(new SimulatedPath(this, remote)));
        }

        private void receive(InetSocketAddress from, byte[] bytes) {
            if (!reader.parse(bytes, 0, bytes.length)) {
                throw new AssertionError("an agent sent something malformed");
            }
            IcePath known = paths.get(from);
            if (reader.type() == StunType.BINDING_REQUEST) {
                int generation = owner.agent.verify(reader, known);
                if (generation != 0) {
                    owner.agent.request(path(from), reader, generation, now);
                }
            } else if (known != null) {
                owner.agent.response(known, reader, now);
            }
            owner.drain();
        }
    }

    private final class SimulatedPath implements Path {
        private final Socket socket;
        private final InetSocketAddress remote;

        SimulatedPath(Socket socket, InetSocketAddress remote) {
            this.socket = socket;
            this.remote = remote;
        }

        @Override
        public InetSocketAddress remote() {
            return remote;
        }

        @Override
        public boolean stream() {
            return false;
        }

        @Override
        public boolean send(byte[] buffer, int offset, int length) {
            SimulatedNetwork.this.send(socket, remote, Arrays.copyOfRange(buffer, offset, offset + length));
            return true;
        }
    }

    /** Where the other end of a path is, or null without a path. */
    static @Nullable InetSocketAddress remoteOf(@Nullable IcePath path) {
        return path == null ? null : path.path().remote();
    }
}
