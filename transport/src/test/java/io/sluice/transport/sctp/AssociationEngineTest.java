package io.sluice.transport.sctp;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.packet.BigEndian;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two endpoints on a path that is scripted. */
class AssociationEngineTest {
    static byte[] bytes(int length, long seed) {
        byte[] made = new byte[length];
        new Random(seed).nextBytes(made);
        return made;
    }

    @Test
    void bothMayBeginAtOnce() {
        Pair pair = new Pair(1).connected();
        assertThat(pair.client.events).containsExactly("connected");
        assertThat(pair.server.events).containsExactly("connected");
    }

    @Test
    void messagesOfAllSizesArriveInOrder() {
        Pair pair = new Pair(2);
        DataChannel channel = pair.client.open("all", Reliability.RELIABLE);
        int[] sizes = {0, 1, 3, 1131, 1132, 1133, 2264, 15_000, 65_535};
        for (int size : sizes) {
            assertThat(pair.client.send(channel, bytes(size, size))).isEqualTo(SendResult.SENT);
        }
        pair.connected();
        pair.until("all messages", () -> pair.server.messages.size() == sizes.length);
        for (int i = 0; i < sizes.length; i++) {
            assertThat(pair.server.messages.get(i)).isEqualTo(bytes(sizes[i], sizes[i]));
        }
        assertThat(pair.client.events).contains("opened all");
        assertThat(pair.server.events).contains("opened all");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.02, 0.1, 0.3})
    void aMegabyteArrivesOverAnyPath(double loss) {
        Pair pair = new Pair(3).connected();
        pair.loss = loss;
        pair.jitter = MILLISECONDS.toNanos(5);
        pair.duplication = loss / 4;
        DataChannel channel = pair.client.open("bulk", Reliability.RELIABLE);
        int count = 70;
        for (int i = 0; i < count; i++) {
            assertThat(pair.client.send(channel, bytes(15_000, i))).isEqualTo(SendResult.SENT);
        }
        pair.until("all messages", () -> pair.server.messages.size() == count);
        for (int i = 0; i < count; i++) {
            assertThat(Arrays.equals(pair.server.messages.get(i), bytes(15_000, i)))
                    .isTrue();
        }
        pair.pass(SECONDS.toNanos(5));
        assertThat(pair.client.endpoint.buffered(channel)).isZero();
    }

    @Test
    void numbersStartAgainAtNought() {
        Pair pair = new Pair(4).connected();
        pair.loss = 0.01;
        DataChannel channel = pair.client.open("many", Reliability.RELIABLE);
        int count = 70_000;
        int[] sent = {0};
        int[] wrong = {0};
        int[] seen = {0};
        pair.server.onMessage = () -> {
            byte[] message = pair.server.messages.removeLast();
            wrong[0] += BigEndian.i32(message, 0) == seen[0]++ ? 0 : 1;
        };
        pair.until("all messages", () -> {
            byte[] message = new byte[4];
            BigEndian.put32(message, 0, sent[0]);
            while (sent[0] < count && pair.client.send(channel, message) == SendResult.SENT) {
                BigEndian.put32(message, 0, ++sent[0]);
            }
            return seen[0] == count;
        });
        assertThat(wrong[0]).isZero();
    }

    @Test
    void chunkNumbersStartAgainAtNought() {
        // The tag, and the number of the first chunk: all ones but a few.
        Random nearTheEnd = new Random(5) {
            private static final long serialVersionUID = 1;

            @Override
            public int nextInt() {
                return -20;
            }
        };
        Pair pair = new Pair(5, nearTheEnd).connected();
        pair.loss = 0.1;
        DataChannel up = pair.client.open("up", Reliability.RELIABLE);
        DataChannel down = pair.server.open("down", Reliability.LOSSY);
        for (int i = 0; i < 20; i++) {
            pair.client.send(up, bytes(5_000, i));
            pair.server.send(down, bytes(5_000, i));
        }
        pair.until("all messages", () -> pair.server.messages.size() == 20);
        for (int i = 0; i < 20; i++) {
            assertThat(Arrays.equals(pair.server.messages.get(i), bytes(5_000, i)))
                    .isTrue();
        }
        pair.pass(20 * Times.SECOND);
        assertThat(pair.server.endpoint.charged()).isZero();
        assertThat(pair.client.endpoint.held()).isZero();
    }
}
