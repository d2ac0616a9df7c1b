package io.sluice.transport.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a path does, each reliable message arrives once and in its order, and nobody holds more than was agreed on. */
class DeliveryPropertyTest {
    private static final int SEEDS = 1_000;

    /** Small, so that its bounds are met. */
    private static final SctpConfig NARROW =
            new SctpConfig(5000, 20_000, 20_000, 32 << 10, 64 << 10, 48 << 10, 16, true);

    @Test
    void everyReliableMessageArrivesOnceAndInOrder() {
        for (int seed = 0; seed < SEEDS; seed++) {
            try {
                play(seed);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static void play(long seed) {
        Random random = new Random(seed);
        SctpConfig plain = new SctpConfig(5000, 20_000, 20_000, 32 << 10, 64 << 10, 48 << 10, 16, random.nextBoolean());
        Pair pair = new Pair(seed, random.nextBoolean() ? NARROW : plain, NARROW);
        pair.loss = random.nextInt(4) == 0 ? 0 : 0.3 * random.nextDouble();
        pair.duplication = 0.1 * random.nextDouble();
        pair.delay = random.nextLong(1, 60) * Times.MILLI;
        pair.jitter = random.nextInt(3) == 0 ? pair.delay * random.nextInt(1, 4) : 0;
        Traffic up = new Traffic(pair, pair.client, random);
        Traffic down = new Traffic(pair, pair.server, random);
        pair.client.endpoint.connect(pair.now);
        if (random.nextBoolean()) {
            pair.server.endpoint.connect(pair.now);
        }
        pair.until("all messages", () -> up.go() & down.go());
        up.check();
        down.check();
    }

    /** What one end sends to the other on channels of all kinds. */
    private static final class Traffic {
        private final Pair pair;
        private final Pair.End from;
        private final Pair.End to;
        private final Random random;
        private final List<DataChannel> channels = new ArrayList<>();
        private final List<List<Integer>> sent = new ArrayList<>();
        private int left;
        private int reliableLeft;

        Traffic(Pair pair, Pair.End from, Random random) {
            this.pair = pair;
            this.from = from;
            to = from.other();
            this.random = random;
            int count = random.nextInt(1, 4);
            for (int i = 0; i < count; i++) {
                Reliability how = switch (random.nextInt(5)) {
                    case 0 -> Reliability.UNORDERED;
                    case 1 -> Reliability.LOSSY;
                    case 2 -> new Reliability(random.nextBoolean(), Reliability.UNLIMITED, random.nextInt(300));
                    default -> Reliability.RELIABLE;
                };
                channels.add(from.open(from.config.maxChannels() + "." + i, how));
                sent.add(new ArrayList<>());
            }
            left = random.nextInt(5, 40);
        }

        /** Sends what fits; whether all reliable messages are there. */
        boolean go() {
            while (left > 0) {
                int at = random.nextInt(channels.size());
                int size = random.nextInt(8) == 0 ? random.nextInt(8, 20_000) : random.nextInt(8, 400);
                byte[] message = new byte[size];
                int number = sent.get(at).size();
                message[0] = (byte) (from == pair.client ? 1 : 2);
                message[1] = (byte) at;
                message[2] = (byte) number;
                Arrays.fill(message, 3, size, (byte) (31 * at + number));
                SendResult result = from.send(channels.get(at), message);
                if (result == SendResult.FULL) {
                    break;
                }
                assertThat(result).isEqualTo(SendResult.SENT);
                sent.get(at).add(size);
                left--;
                reliableLeft += channels.get(at).reliability().reliable() ? 1 : 0;
            }
            return left == 0 && reliable() == reliableLeft;
        }

        private int reliable() {
            int count = 0;
            for (byte[] each : to.messages) {
                count += channels.get(each[1]).reliability().reliable() ? 1 : 0;
            }
            return count;
        }

        void check() {
            for (int at = 0; at < channels.size(); at++) {
                int wanted = at;
                Reliability how = channels.get(at).reliability();
                List<Integer> numbers = new ArrayList<>();
                for (byte[] each : to.messages) {
                    if (each[1] == wanted) {
                        assertThat(each).hasSize(sent.get(at).get(each[2]));
                        for (int i = 3; i < each.length; i++) {
                            if (each[i] != (byte) (31 * at + each[2])) {
                                throw new AssertionError("wrong byte");
                            }
                        }
                        numbers.add((int) each[2]);
                    }
                }
                if (how.ordered()) {
                    assertThat(numbers).isSorted();
                }
                assertThat(numbers).doesNotHaveDuplicates();
                if (how.reliable()) {
                    assertThat(numbers).hasSameSizeAs(sent.get(at));
                }
            }
        }
    }
}
