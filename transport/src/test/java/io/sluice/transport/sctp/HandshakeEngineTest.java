package io.sluice.transport.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.packet.BigEndian;
import java.util.Arrays;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Set-up in every order, with losses, old cookies and peers that start over. */
class HandshakeEngineTest {
    /** Lets everything through but the first so many packets that begin with a chunk of a type. */
    static Predicate<byte[]> without(int type, int first) {
        int[] left = {first};
        return packet -> (packet[Wire.PACKET_HEADER] & 0xff) != type || left[0]-- <= 0;
    }

    private static void exchange(Pair pair) {
        DataChannel channel = pair.client.open("probe", Reliability.RELIABLE);
        int before = pair.server.messages.size();
        pair.client.send(channel, new byte[] {1, 2, 3});
        pair.until("a message", () -> pair.server.messages.size() > before);
    }

    @Test
    void oneSideIsEnough() {
        Pair pair = new Pair(1);
        pair.client.endpoint.connect(pair.now);
        long start = pair.now;
        pair.until("both", () -> pair.client.events.contains("connected") && pair.server.events.contains("connected"));
        assertThat(pair.now - start).isEqualTo(4 * pair.delay);
        exchange(pair);
    }

    @Test
    void theFirstMessageRidesOnTheCookie() {
        Pair pair = new Pair(2);
        DataChannel channel = pair.client.open("early", Reliability.RELIABLE);
        pair.client.send(channel, new byte[] {1});
        pair.client.endpoint.connect(pair.now);
        long start = pair.now;
        pair.until("the message", () -> !pair.server.messages.isEmpty());
        assertThat(pair.now - start).isEqualTo(3 * pair.delay);
    }

    @ParameterizedTest
    @ValueSource(ints = {Wire.INIT, Wire.INIT_ACK, Wire.COOKIE_ECHO, Wire.COOKIE_ACK})
    void anyPacketOfItMayBeLost(int type) {
        for (boolean both : new boolean[] {false, true}) {
            Pair pair = new Pair(3);
            pair.client.gate = without(type, 2);
            pair.server.gate = without(type, 2);
            pair.client.endpoint.connect(pair.now);
            if (both) {
                pair.server.endpoint.connect(pair.now);
            }
            pair.until(
                    "both", () -> pair.client.events.contains("connected") && pair.server.events.contains("connected"));
            exchange(pair);
            assertThat(pair.client.events).containsOnlyOnce("connected");
            assertThat(pair.server.events).containsOnlyOnce("connected");
        }
    }

    @Test
    void isTriedAsLongAsItTakes() {
        Pair pair = new Pair(4);
        pair.client.gate = packet -> false;
        pair.client.endpoint.connect(pair.now);
        pair.pass(120 * Times.SECOND);
        pair.client.gate = packet -> true;
        long start = pair.now;
        pair.until("both", () -> pair.client.events.contains("connected"));
        assertThat(pair.now - start).isLessThan(4 * Times.SECOND);
    }

    @Test
    void aCookieThatIsTooOldIsReplaced() {
        Pair pair = new Pair(5);
        pair.client.gate = without(Wire.COOKIE_ECHO, 30);
        pair.client.endpoint.connect(pair.now);
        pair.until("both", () -> pair.client.events.contains("connected") && pair.server.events.contains("connected"));
        exchange(pair);
    }

    @Test
    void aPeerMayStartOver() {
        Pair pair = new Pair(6);
        DataChannel before = pair.server.open("before", Reliability.RELIABLE);
        pair.connected();
        pair.until("a channel", () -> pair.server.events.contains("opened before"));
        Pair other = new Pair(7);
        // Another client with the same path to the server: it knows nothing of the first.
        SctpEndpoint[] again = new SctpEndpoint[1];
        again[0] = new SctpEndpoint(
                SctpConfig.DEFAULT,
                other.random,
                true,
                (buffer, offset, length) -> pair.server.endpoint.handle(buffer, offset, length, pair.now),
                other.client);
        pair.server.keepPackets = true;
        again[0].connect(pair.now);
        for (int i = 0; i < 50 && !other.client.events.contains("connected"); i++) {
            for (byte[] each : pair.server.sent.toArray(new byte[0][])) {
                pair.server.sent.removeFirst();
                again[0].handle(each, 0, each.length, pair.now);
            }
        }
        assertThat(other.client.events).contains("connected");
        assertThat(pair.server.events).containsExactly("connected", "opened before", "closed before", "connected");
        assertThat(before.state()).isEqualTo(ChannelState.CLOSED);
        assertThat(pair.server.send(before, new byte[1])).isEqualTo(SendResult.CLOSED);
    }

    @Test
    void descriptionsMayCarryIt() {
        Pair pair = new Pair(8);
        DataChannel channel = pair.client.open("snap", Reliability.RELIABLE);
        pair.client.send(channel, new byte[] {7});
        byte[] ours = pair.client.endpoint.initToken();
        assertThat(ours).isEqualTo(pair.client.endpoint.initToken());
        assertThat(pair.server.endpoint.connect(ours, pair.now)).isTrue();
        long start = pair.now;
        assertThat(pair.client.endpoint.connect(pair.server.endpoint.initToken(), pair.now))
                .isTrue();
        pair.until("the message", () -> !pair.server.messages.isEmpty());
        assertThat(pair.now - start).isEqualTo(pair.delay);
        assertThat(pair.client.events).startsWith("connected");
    }

    @Test
    void aDescriptionThatOnlyOneSideReadIsMended() {
        Pair pair = new Pair(9);
        assertThat(pair.server.endpoint.connect(pair.client.endpoint.initToken(), pair.now))
                .isTrue();
        pair.client.endpoint.connect(pair.now);
        pair.until("the client", () -> pair.client.events.contains("connected"));
        exchange(pair);
    }

    @Test
    void aTokenThatIsNoneIsRefused() {
        Pair pair = new Pair(10);
        byte[] token = pair.client.endpoint.initToken();
        byte[] noTag = token.clone();
        Arrays.fill(noTag, 4, 8, (byte) 0);
        byte[] otherType = token.clone();
        otherType[0] = 2;
        for (byte[] each : new byte[][] {
            {},
            {1, 0, 0, 4},
            noTag,
            otherType,
            Arrays.copyOf(token, token.length - 1),
            Arrays.copyOf(token, token.length + 4)
        }) {
            assertThat(pair.server.endpoint.connect(each, pair.now)).isFalse();
        }
        pair.connected();
    }

    @Test
    void packetsOfStrangersChangeNothing() {
        Pair pair = new Pair(11).connected();
        pair.pass(Times.SECOND);
        pair.client.keepPackets = true;
        DataChannel channel = pair.client.open("x", Reliability.RELIABLE);
        byte[] packet = pair.client.sent.getLast().clone();
        packet[4] ^= 1;
        BigEndian.put32(packet, Checksum.AT, new Checksum().of(packet, 0, packet.length));
        pair.server.endpoint.handle(packet, 0, packet.length, pair.now);
        assertThat(pair.server.channels).isEmpty();
        pair.until("the true one", () -> pair.server.events.contains("opened x"));
        assertThat(channel.state()).isIn(ChannelState.OPENING, ChannelState.OPEN);
    }

    @Test
    void checksumsAreLeftOutOnlyIfBothAgree() {
        for (boolean agreed : new boolean[] {false, true}) {
            SctpConfig with = SctpConfig.DEFAULT;
            SctpConfig without = new SctpConfig(5000, 65_535, 65_535, 1 << 20, 4 << 20, 2 << 20, 256, false);
            Pair pair = new Pair(12, with, agreed ? with : without);
            pair.client.keepPackets = true;
            pair.connected();
            exchange(pair);
            byte[] last = pair.client.sent.getLast();
            assertThat(BigEndian.i32(last, Checksum.AT) == 0).isEqualTo(agreed);
            assertThat(pair.client.sent).allMatch(each -> {
                int first = each[Wire.PACKET_HEADER];
                return first != Wire.INIT && first != Wire.INIT_ACK && first != Wire.COOKIE_ECHO
                        || BigEndian.i32(each, Checksum.AT) != 0;
            });
        }
    }

    @Test
    void damagedPacketsAreNotTaken() {
        SctpConfig config = new SctpConfig(5000, 65_535, 65_535, 1 << 20, 4 << 20, 2 << 20, 256, false);
        Pair pair = new Pair(13, config, config).connected();
        pair.client.keepPackets = true;
        DataChannel channel = pair.client.open("x", Reliability.RELIABLE);
        byte[] packet = pair.client.sent.getLast();
        for (int i = 0; i < packet.length; i++) {
            byte[] damaged = packet.clone();
            damaged[i] ^= 4;
            pair.server.endpoint.handle(damaged, 0, damaged.length, pair.now);
        }
        assertThat(pair.server.channels).isEmpty();
        assertThat(channel.id()).isZero();
    }
}
