package io.sluice.transport.sctp;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Two endpoints on a simulated path that may lose, repeat and delay packets. Its clock jumps to whatever happens next. */
final class Pair {
    final End client;
    final End server;
    final Random random;
    long now = SECONDS.toNanos(1_000);

    /** Shares of packets, and times in nanoseconds. */
    double loss;

    double duplication;
    long delay = MILLISECONDS.toNanos(10);
    long jitter;

    private final PriorityQueue<Flight> flights =
            new PriorityQueue<>(Comparator.comparingLong(Flight::at).thenComparingLong(Flight::order));
    private long order;

    private record Flight(long at, long order, End to, byte[] packet) {}

    Pair(long seed) {
        this(seed, SctpConfig.DEFAULT, SctpConfig.DEFAULT);
    }

    Pair(long seed, SctpConfig clientConfig, SctpConfig serverConfig) {
        random = new Random(seed);
        client = new End(clientConfig, true, new Random(random.nextLong()));
        server = new End(serverConfig, false, new Random(random.nextLong()));
    }

    /** With numbers that both ends take from a given source. */
    Pair(long seed, Random numbers) {
        random = new Random(seed);
        client = new End(SctpConfig.DEFAULT, true, numbers);
        server = new End(SctpConfig.DEFAULT, false, numbers);
    }

    /** Both begin at once, as browsers do, and are through. */
    Pair connected() {
        client.endpoint.connect(now);
        server.endpoint.connect(now);
        until("connected", () -> client.events.contains("connected") && server.events.contains("connected"));
        return this;
    }

    /** Lets things happen until the condition holds. */
    void until(String what, BooleanSupplier done) {
        long limit = now + SECONDS.toNanos(600);
        while (!done.getAsBoolean()) {
            if (now > limit || !step()) {
                throw new AssertionError(
                        "never came: " + what + "; client " + client.events + ", server " + server.events);
            }
        }
    }

    /** Lets time pass. */
    void pass(long nanos) {
        long end = now + nanos;
        while (next() <= end && step()) {
            // Goes on.
        }
        now = end;
    }

    private long next() {
        long timers = Math.min(client.endpoint.deadline(), server.endpoint.deadline());
        return flights.isEmpty() ? timers : Math.min(timers, flights.element().at);
    }

    private boolean step() {
        long next = next();
        if (next == Long.MAX_VALUE) {
            return false;
        }
        now = Math.max(now, next);
        if (!flights.isEmpty() && flights.element().at <= now) {
            Flight flight = flights.remove();
            flight.to.arrived++;
            // Not at the front of the buffer, and with something behind it.
            byte[] buffer = new byte[flight.packet.length + 20];
            System.arraycopy(flight.packet, 0, buffer, 7, flight.packet.length);
            flight.to.endpoint.handle(buffer, 7, flight.packet.length, now);
        } else {
            client.tick();
            server.tick();
        }
        client.staysInBounds();
        server.staysInBounds();
        return true;
    }

    /** One endpoint, and what it says. */
    final class End implements SctpListener {
        final SctpConfig config;
        final SctpEndpoint endpoint;
        final List<String> events = new ArrayList<>();
        final List<byte[]> messages = new ArrayList<>();
        final List<DataChannel> channels = new ArrayList<>();
        final List<byte[]> sent = new ArrayList<>();
        long arrived;
        boolean keepPackets;

        /** Whether a packet shall be let through. */
        Predicate<byte[]> gate = packet -> true;

        Runnable onMessage = () -> {};
        Runnable onDrained = () -> {};

        private End(SctpConfig config, boolean dtlsClient, Random numbers) {
            this.config = config;
            endpoint = new SctpEndpoint(config, numbers, dtlsClient, this::transmit, this);
        }

        End other() {
            return this == client ? server : client;
        }

        private void transmit(byte[] buffer, int offset, int length) {
            byte[] packet = Arrays.copyOfRange(buffer, offset, offset + length);
            if (keepPackets) {
                sent.add(packet);
            }
            if (!gate.test(packet)) {
                return;
            }
            for (int copies = random.nextDouble() < duplication ? 2 : 1; copies > 0; copies--) {
                if (random.nextDouble() >= loss) {
                    long at = now + delay + (long) (random.nextDouble() * jitter);
                    flights.add(new Flight(at, order++, other(), packet));
                }
            }
        }

        private void staysInBounds() {
            if (endpoint.held() < 0 || endpoint.held() > config.receiveWindow() * 3 / 2) {
                throw new AssertionError("holds " + endpoint.held());
            }
            if (endpoint.charged() < 0 || endpoint.charged() > config.sendBuffer() + 16 * 1024) {
                throw new AssertionError("keeps " + endpoint.charged());
            }
        }

        private void tick() {
            if (endpoint.deadline() <= now) {
                endpoint.tick(now);
                if (endpoint.deadline() <= now) {
                    throw new AssertionError("a tick changes nothing");
                }
            }
        }

        DataChannel open(String label, Reliability reliability) {
            DataChannel channel = endpoint.open(label, "", reliability, now);
            if (channel == null) {
                throw new AssertionError("no channel");
            }
            channels.add(channel);
            return channel;
        }

        /** The peer's end of a channel. */
        DataChannel of(DataChannel channel) {
            return channels.stream()
                    .filter(each -> each.id() == channel.id() && each.state() != ChannelState.CLOSED)
                    .findFirst()
                    .orElseThrow();
        }

        SendResult send(DataChannel channel, byte[] message) {
            return endpoint.send(channel, true, message, 0, message.length, now);
        }

        @Override
        public void connected() {
            events.add("connected");
        }

        @Override
        public void opened(DataChannel channel) {
            if (!channels.contains(channel)) {
                channels.add(channel);
            }
            events.add("opened " + channel.label());
        }

        @Override
        public void message(DataChannel channel, boolean binary, byte[] buffer, int offset, int length) {
            messages.add(Arrays.copyOfRange(buffer, offset, offset + length));
            onMessage.run();
        }

        @Override
        public void closed(DataChannel channel) {
            events.add("closed " + channel.label());
        }

        @Override
        public void drained(DataChannel channel) {
            events.add("drained " + channel.label());
            onDrained.run();
        }

        @Override
        public void ended(SctpEnd reason) {
            events.add("ended " + reason);
        }
    }
}
