package io.sluice.transport.sctp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Channels: opened, used, stopped, closed, used again. */
class ChannelsEngineTest {
    private static SctpConfig narrow() {
        return new SctpConfig(5000, 10_000, 10_000, 64 << 10, 128 << 10, 64 << 10, 4, true);
    }

    private static void settle(Pair pair) {
        pair.pass(2 * Times.SECOND);
    }

    @Test
    void numbersDependOnTheRole() {
        Pair pair = new Pair(1).connected();
        assertThat(pair.client.open("a", Reliability.RELIABLE).id()).isZero();
        assertThat(pair.client.open("b", Reliability.RELIABLE).id()).isEqualTo(2);
        assertThat(pair.server.open("c", Reliability.RELIABLE).id()).isEqualTo(1);
        settle(pair);
        assertThat(pair.server.events).contains("opened a", "opened b", "opened c");
        assertThat(pair.client.open("d", Reliability.RELIABLE).id()).isEqualTo(4);
    }

    @Test
    void thePeerLearnsAllAboutAChannel() {
        Pair pair = new Pair(2).connected();
        List<Reliability> all = List.of(
                Reliability.RELIABLE,
                Reliability.UNORDERED,
                Reliability.LOSSY,
                new Reliability(false, 3, Reliability.UNLIMITED),
                new Reliability(true, Reliability.UNLIMITED, 500));
        for (Reliability each : all) {
            Objects.requireNonNull(pair.client.endpoint.open("Grüße", "proto", each, pair.now));
        }
        settle(pair);
        assertThat(pair.server.channels).extracting(DataChannel::reliability).containsExactlyElementsOf(all);
        assertThat(pair.server.channels)
                .allMatch(
                        each -> each.label().equals("Grüße") && each.protocol().equals("proto"));
    }

    @Test
    void textsAndEmptyMessagesStayWhatTheyAre() {
        Pair pair = new Pair(3).connected();
        List<String> kinds = new ArrayList<>();
        SctpListener listener = new Recorder(kinds);
        SctpEndpoint[] ends = new SctpEndpoint[2];
        ends[0] = new SctpEndpoint(
                SctpConfig.DEFAULT, pair.random, true, (b, o, l) -> ends[1].handle(b.clone(), o, l, 1), pair.client);
        ends[1] = new SctpEndpoint(
                SctpConfig.DEFAULT, pair.random, false, (b, o, l) -> ends[0].handle(b.clone(), o, l, 1), listener);
        DataChannel channel = Objects.requireNonNull(ends[0].open("x", "", Reliability.RELIABLE, 1));
        ends[0].connect(1);
        ends[0].send(channel, true, new byte[3], 0, 3, 1);
        ends[0].send(channel, false, new byte[3], 1, 2, 1);
        ends[0].send(channel, true, new byte[3], 0, 0, 1);
        ends[0].send(channel, false, new byte[3], 0, 0, 1);
        assertThat(kinds).containsExactly("binary 3", "text 2", "binary 0", "text 0");
    }

    private record Recorder(List<String> kinds) implements SctpListener {
        @Override
        public void connected() {
            // Not asked for.
        }

        @Override
        public void opened(DataChannel channel) {
            // Not asked for.
        }

        @Override
        public void message(DataChannel channel, boolean binary, byte[] buffer, int offset, int length) {
            kinds.add((binary ? "binary " : "text ") + length);
        }

        @Override
        public void closed(DataChannel channel) {
            // Not asked for.
        }

        @Override
        public void drained(DataChannel channel) {
            // Not asked for.
        }

        @Override
        public void ended(SctpEnd reason) {
            // Not asked for.
        }
    }

    @Test
    void answersMayBeSentFromWithinAMessage() {
        Pair pair = new Pair(4).connected();
        DataChannel channel = pair.client.open("echo", Reliability.RELIABLE);
        pair.server.onMessage = () -> pair.server.send(pair.server.of(channel), pair.server.messages.getLast());
        for (int i = 0; i < 100; i++) {
            pair.client.send(channel, new byte[i]);
        }
        pair.until("all echoes", () -> pair.client.messages.size() == 100);
    }

    @Test
    void aClosedChannelEndsAtBothEndsAfterItsLastMessage() {
        for (boolean rough : new boolean[] {false, true}) {
            Pair pair = new Pair(5).connected();
            pair.loss = rough ? 0.2 : 0;
            DataChannel channel = pair.client.open("x", Reliability.RELIABLE);
            for (int i = 0; i < 30; i++) {
                pair.client.send(channel, new byte[10_000]);
            }
            pair.client.endpoint.close(channel, pair.now);
            assertThat(pair.client.send(channel, new byte[1])).isEqualTo(SendResult.CLOSED);
            pair.until(
                    "both closed",
                    () -> pair.client.events.contains("closed x") && pair.server.events.contains("closed x"));
            assertThat(pair.server.messages).hasSize(30);
            assertThat(pair.server.endpoint.held()).isZero();
        }
    }

    @Test
    void bothMayCloseAtOnce() {
        Pair pair = new Pair(6).connected();
        DataChannel channel = pair.client.open("x", Reliability.RELIABLE);
        pair.until("open", () -> pair.client.events.contains("opened x"));
        pair.client.endpoint.close(channel, pair.now);
        pair.server.endpoint.close(pair.server.of(channel), pair.now);
        pair.until(
                "both closed",
                () -> pair.client.events.contains("closed x") && pair.server.events.contains("closed x"));
        settle(pair);
        assertThat(pair.client.events).containsOnlyOnce("closed x");
        assertThat(pair.server.events).containsOnlyOnce("closed x");
    }

    @Test
    void numbersAreUsedAgain() {
        Pair pair = new Pair(7).connected();
        for (int i = 0; i < 300; i++) {
            DataChannel channel = pair.client.open("n" + i, Reliability.RELIABLE);
            assertThat(channel.id()).isZero();
            pair.client.send(channel, new byte[] {1});
            pair.client.send(channel, new byte[] {2});
            pair.client.endpoint.close(channel, pair.now);
            String closed = "closed n" + i;
            pair.until("closed", () -> pair.client.events.contains(closed) && pair.server.events.contains(closed));
        }
        assertThat(pair.server.messages).hasSize(600);
    }

    @Test
    void aChannelThatNobodyHeardOfIsSimplyGone() {
        Pair pair = new Pair(8);
        DataChannel channel = pair.client.open("x", Reliability.RELIABLE);
        pair.client.endpoint.close(channel, pair.now);
        assertThat(pair.client.events).containsExactly("closed x");
        pair.connected();
        settle(pair);
        assertThat(pair.server.channels).isEmpty();
    }

    @Test
    void moreChannelsThanAllowedAreRefused() {
        Pair pair = new Pair(9, SctpConfig.DEFAULT, narrow()).connected();
        List<DataChannel> opened = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            opened.add(pair.client.open("x" + i, Reliability.RELIABLE));
        }
        pair.until(
                "four closed",
                () -> opened.stream()
                                .filter(each -> each.state() == ChannelState.CLOSED)
                                .count()
                        == 4);
        assertThat(pair.server.channels).hasSize(4);
        assertThat(pair.server.endpoint.open("own", "", Reliability.RELIABLE, pair.now))
                .isNull();
        assertThatThrownBy(() -> pair.client.open("l".repeat(1_025), Reliability.RELIABLE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFullBufferIsSaidAndItsEndToo() {
        Pair pair = new Pair(10, narrow(), SctpConfig.DEFAULT).connected();
        DataChannel channel = pair.client.open("x", Reliability.RELIABLE);
        channel.lowWater(20_000);
        assertThat(pair.client.send(channel, new byte[10_001])).isEqualTo(SendResult.TOO_LARGE);
        int sent = 0;
        while (pair.client.send(channel, new byte[10_000]) == SendResult.SENT) {
            sent++;
        }
        assertThat(sent).isEqualTo(6);
        assertThat(pair.client.events).doesNotContain("drained x");
        long[] waiting = {-1};
        pair.client.onDrained = () -> waiting[0] = pair.client.endpoint.buffered(channel);
        pair.until("room", () -> pair.client.events.contains("drained x"));
        assertThat(waiting[0]).isBetween(0L, 20_000L);
        assertThat(pair.client.send(channel, new byte[10_000])).isEqualTo(SendResult.SENT);
    }

    @Test
    void aPausedChannelStopsThePeer() {
        Pair pair = new Pair(11, SctpConfig.DEFAULT, narrow()).connected();
        DataChannel channel = pair.client.open("x", Reliability.RELIABLE);
        pair.until("open", () -> pair.server.events.contains("opened x"));
        DataChannel there = pair.server.of(channel);
        pair.server.endpoint.pause(there);
        int sent = 0;
        while (pair.client.send(channel, new byte[10_000]) == SendResult.SENT) {
            sent++;
        }
        pair.pass(60 * Times.SECOND);
        assertThat(pair.server.messages).isEmpty();
        assertThat(pair.server.endpoint.held()).isBetween(32 << 10, 96 << 10);
        assertThat(pair.client.endpoint.charged()).isGreaterThan(1 << 20);
        long start = pair.now;
        pair.server.endpoint.resume(there, pair.now);
        int all = sent;
        pair.until("all messages", () -> pair.server.messages.size() == all);
        // It was told of the room, and did not have to find out.
        assertThat(pair.now - start).isLessThan(5 * Times.SECOND);
        assertThat(pair.server.endpoint.held()).isZero();
    }

    @Test
    void whatIsHeldBackComesBeforeTheEnd() {
        Pair pair = new Pair(12).connected();
        DataChannel channel = pair.client.open("x", Reliability.RELIABLE);
        pair.until("open", () -> pair.server.events.contains("opened x"));
        pair.server.endpoint.pause(pair.server.of(channel));
        pair.client.send(channel, new byte[100]);
        settle(pair);
        assertThat(pair.server.messages).isEmpty();
        pair.client.endpoint.close(channel, pair.now);
        pair.until("closed", () -> pair.server.events.contains("closed x"));
        assertThat(pair.server.messages).hasSize(1);
        assertThat(pair.server.endpoint.held()).isZero();
    }

    @Test
    void aMessageThatIsTooLongEndsTheAssociation() {
        SctpConfig talkative = new SctpConfig(5000, 65_535, 0, 1 << 20, 4 << 20, 2 << 20, 256, true);
        Pair pair = new Pair(13, talkative, narrow()).connected();
        DataChannel channel = pair.client.open("x", Reliability.RELIABLE);
        pair.client.send(channel, new byte[10_001]);
        pair.until("the end", () -> pair.client.events.contains("ended ABORTED_BY_PEER"));
        assertThat(pair.server.events).contains("ended MESSAGE_TOO_LONG");
        assertThat(pair.server.messages).isEmpty();
    }

    @Test
    void anOrderlyEndLosesNothing() {
        Pair pair = new Pair(14).connected();
        pair.loss = 0.1;
        DataChannel channel = pair.client.open("x", Reliability.RELIABLE);
        for (int i = 0; i < 20; i++) {
            pair.client.send(channel, new byte[5_000]);
        }
        pair.client.endpoint.shutdown(pair.now);
        assertThat(pair.client.send(channel, new byte[1])).isEqualTo(SendResult.CLOSED);
        pair.until(
                "the end",
                () -> pair.client.events.contains("ended LOCAL")
                        && pair.server.events.contains("ended SHUTDOWN_BY_PEER"));
        assertThat(pair.server.messages).hasSize(20);
        assertThat(pair.client.endpoint.deadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void anAbruptEndIsToldAtOnce() {
        Pair pair = new Pair(15).connected();
        DataChannel channel = pair.client.open("x", Reliability.RELIABLE);
        pair.until("open", () -> pair.server.events.contains("opened x"));
        pair.server.endpoint.abort(pair.now);
        assertThat(pair.server.events).endsWith("ended LOCAL");
        pair.until("the end", () -> pair.client.events.contains("ended ABORTED_BY_PEER"));
        assertThat(channel.state()).isEqualTo(ChannelState.CLOSED);
        assertThat(pair.client.endpoint.open("y", "", Reliability.RELIABLE, pair.now))
                .isNull();
        pair.client.endpoint.lost();
        assertThat(pair.client.events).doesNotContain("ended TRANSPORT_LOST");
    }

    @Test
    void theListenerMayEndItInTheMiddleOfAPacket() {
        Pair pair = new Pair(16).connected();
        DataChannel channel = pair.client.open("x", Reliability.RELIABLE);
        pair.server.onMessage = () -> pair.server.endpoint.abort(pair.now);
        for (int i = 0; i < 10; i++) {
            pair.client.send(channel, new byte[10]);
        }
        pair.until("the end", () -> pair.client.events.contains("ended ABORTED_BY_PEER"));
        assertThat(pair.server.messages).hasSize(1);
    }
}
