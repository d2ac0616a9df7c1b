package io.sluice.transport.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.packet.BigEndian;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What happens when certain packets are lost, late or twice. */
class ReliabilityEngineTest {
    /** Loses chosen DATA packets, counted from 0 as they leave. */
    static Predicate<byte[]> losing(Integer... which) {
        Set<Integer> lost = Set.of(which);
        int[] count = {0};
        return packet -> !hasData(packet) || !lost.contains(count[0]++);
    }

    static boolean hasData(byte[] packet) {
        PacketReader reader = new PacketReader(5000, true);
        assertThat(reader.load(packet, 0, packet.length)).isTrue();
        while (reader.next()) {
            if (reader.type == Wire.DATA) {
                return true;
            }
        }
        return false;
    }

    private static Pair warm(long seed, Reliability how) {
        Pair pair = new Pair(seed);
        pair.client.open("c", how);
        pair.connected();
        pair.until("open", () -> pair.client.events.contains("opened c"));
        // The round trip is known, and nothing is on its way.
        pair.client.send(pair.client.channels.getFirst(), new byte[10]);
        pair.until("warm", () -> pair.server.messages.size() == 1);
        pair.pass(Times.SECOND);
        pair.server.messages.clear();
        return pair;
    }

    private static DataChannel channel(Pair pair) {
        return pair.client.channels.getFirst();
    }

    @Test
    void aLossIsMendedWithoutTheTimer() {
        Pair pair = warm(1, Reliability.RELIABLE);
        pair.client.gate = losing(1);
        pair.client.send(channel(pair), new byte[12_000]);
        long start = pair.now;
        pair.until("the message", () -> !pair.server.messages.isEmpty());
        // Slow start takes two round trips, the loss one more; the timer would take 400 ms.
        assertThat(pair.now - start).isLessThan(10 * pair.delay);
    }

    @Test
    void aRepetitionThatIsLostTooIsMendedWithoutTheTimer() {
        Pair pair = warm(2, Reliability.RELIABLE);
        int[] seen = {0};
        int[] tsn = {0};
        pair.client.gate = packet -> {
            if (!hasData(packet)) {
                return true;
            }
            int number = BigEndian.i32(packet, firstData(packet));
            if (seen[0] == 0) {
                tsn[0] = number;
            }
            // The first chunk, three times.
            return number != tsn[0] || ++seen[0] > 3;
        };
        pair.client.send(channel(pair), new byte[60_000]);
        long start = pair.now;
        pair.until("the message", () -> !pair.server.messages.isEmpty());
        assertThat(seen[0]).isEqualTo(4);
        assertThat(pair.now - start).isLessThan(400 * Times.MILLI);
    }

    static int firstData(byte[] packet) {
        PacketReader reader = new PacketReader(5000, true);
        assertThat(reader.load(packet, 0, packet.length)).isTrue();
        while (reader.next()) {
            if (reader.type == Wire.DATA) {
                return reader.value;
            }
        }
        throw new AssertionError("no data");
    }

    @Test
    void aLastPacketThatIsLostIsAskedForSoon() {
        Pair pair = warm(3, Reliability.RELIABLE);
        pair.client.gate = losing(2, 3);
        pair.client.send(channel(pair), new byte[4 * 1_132]);
        long start = pair.now;
        pair.until("the message", () -> !pair.server.messages.isEmpty());
        assertThat(pair.now - start).isLessThan(400 * Times.MILLI);
    }

    @Test
    void theTimerMendsWhatNothingElseDoes() {
        Pair pair = warm(4, Reliability.RELIABLE);
        pair.client.gate = packet -> false;
        pair.client.send(channel(pair), new byte[3_000]);
        pair.pass(60 * Times.SECOND);
        pair.client.gate = packet -> true;
        long start = pair.now;
        pair.until("the message", () -> !pair.server.messages.isEmpty());
        // It backs off, but not without end.
        assertThat(pair.now - start).isLessThan(4 * Times.SECOND);
    }

    @Test
    void lostAcknowledgementsDoNoHarm() {
        Pair pair = warm(5, Reliability.RELIABLE);
        int[] count = {0};
        pair.server.gate = packet -> count[0]++ % 3 == 0;
        for (int i = 0; i < 20; i++) {
            pair.client.send(channel(pair), new byte[5_000]);
        }
        pair.until("all", () -> pair.server.messages.size() == 20);
    }

    @Test
    void everythingTwiceIsDeliveredOnce() {
        Pair pair = warm(6, Reliability.RELIABLE);
        pair.duplication = 1;
        for (int i = 0; i < 20; i++) {
            pair.client.send(channel(pair), new byte[3_000]);
        }
        pair.pass(5 * Times.SECOND);
        assertThat(pair.server.messages).hasSize(20);
    }

    @Test
    void aLossyMessageIsSentOnceAndSkipped() {
        Pair pair = warm(7, Reliability.LOSSY);
        pair.client.gate = losing(1);
        for (int i = 0; i < 3; i++) {
            pair.client.send(channel(pair), new byte[] {(byte) i});
            pair.pass(Times.MILLI);
        }
        pair.until("the others", () -> pair.server.messages.size() == 2);
        assertThat(pair.server.messages.get(0)[0]).isZero();
        assertThat(pair.server.messages.get(1)[0]).isEqualTo((byte) 2);
        pair.pass(2 * Times.SECOND);
        assertThat(pair.server.messages).hasSize(2);
        assertThat(pair.client.endpoint.charged()).isZero();
    }

    @Test
    void aLossyMessageOfManyPacketsGoesAsAWhole() {
        Pair pair = warm(8, new Reliability(false, 0, Reliability.UNLIMITED));
        pair.client.gate = losing(3);
        pair.client.send(channel(pair), new byte[9_000]);
        pair.client.send(channel(pair), new byte[100]);
        pair.until("the other", () -> !pair.server.messages.isEmpty());
        pair.pass(5 * Times.SECOND);
        assertThat(pair.server.messages)
                .singleElement()
                .satisfies(each -> assertThat(each).hasSize(100));
        assertThat(pair.server.endpoint.held()).isZero();
        assertThat(pair.client.endpoint.charged()).isZero();
    }

    @Test
    void retransmissionsAreCounted() {
        for (int losses = 1; losses <= 3; losses++) {
            Pair pair = warm(9, new Reliability(true, 2, Reliability.UNLIMITED));
            int[] left = {losses};
            pair.client.gate = packet -> !hasData(packet) || left[0]-- <= 0;
            pair.client.send(channel(pair), new byte[10]);
            pair.pass(20 * Times.SECOND);
            assertThat(pair.server.messages).hasSize(losses <= 2 ? 1 : 0);
        }
    }

    @Test
    void aMessageThatIsTooOldIsNotSent() {
        Pair pair = warm(10, new Reliability(true, Reliability.UNLIMITED, 100));
        pair.client.gate = packet -> false;
        pair.client.send(channel(pair), new byte[] {1});
        pair.pass(Times.SECOND);
        pair.client.gate = packet -> true;
        pair.client.send(channel(pair), new byte[] {2});
        pair.pass(5 * Times.SECOND);
        assertThat(pair.server.messages).singleElement().isEqualTo(new byte[] {2});
        assertThat(pair.client.endpoint.charged()).isZero();
    }

    @Test
    void anIdleAssociationShowsThatItLives() {
        Pair pair = warm(11, Reliability.RELIABLE);
        pair.client.keepPackets = true;
        pair.server.keepPackets = true;
        pair.pass(100 * Times.SECOND);
        assertThat(pair.client.sent.stream().filter(each -> each[Wire.PACKET_HEADER] == Wire.HEARTBEAT))
                .hasSizeBetween(2, 4);
        assertThat(pair.server.sent.stream().filter(each -> each[Wire.PACKET_HEADER] == Wire.HEARTBEAT_ACK))
                .hasSizeBetween(2, 4);
    }

    @Test
    void channelsTakeTurns() {
        Pair pair = warm(12, Reliability.RELIABLE);
        DataChannel bulk = channel(pair);
        DataChannel small = pair.client.open("small", Reliability.RELIABLE);
        for (int i = 0; i < 30; i++) {
            pair.client.send(bulk, new byte[15_000]);
        }
        pair.client.send(small, new byte[1]);
        pair.until("the small one", () -> pair.server.messages.stream().anyMatch(each -> each.length == 1));
        assertThat(pair.server.messages.size()).isLessThan(5);
    }
}
