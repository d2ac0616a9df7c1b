package io.sluice.sfu.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sfu.measure.DataStreamCounters;
import io.sluice.sfu.measure.MediaCounters;
import io.sluice.sfu.measure.StreamContent;
import io.sluice.sfu.measure.StreamForm;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who gets what, and what becomes of it where somebody does not read. */
class DataRouterEngineTest {
    private static final long MILLIS = 1_000_000L;
    private static final long SECOND = 1_000 * MILLIS;
    private static final int KILO = 1_000;

    private final MediaCounters loop = new MediaCounters();
    private final DataRouter router = new DataRouter("room", DataSettings.DEFAULT, loop);
    private final TestHost ann = new TestHost("ann");
    private final TestHost bob = new TestHost("bob");
    private final TestHost cem = new TestHost("cem");
    private final DataMember annsData = router.join(ann);
    private final DataMember bobsData = router.join(bob);
    private final DataMember cemsData = router.join(cem);
    private long now = 5 * SECOND;

    private void send(DataMember from, DataKind kind, byte[] packet) {
        router.received(from, kind, packet, 0, packet.length, now);
    }

    private static byte[] user(String payload, long sequence, String... identities) {
        return user(payload.getBytes(StandardCharsets.UTF_8), sequence, identities);
    }

    private static byte[] user(byte[] payload, long sequence, String... identities) {
        WireWriter out = new WireWriter();
        if (sequence > 0) {
            out.number(DataPacket.SEQUENCE, sequence);
        }
        for (String each : identities) {
            byte[] text = each.getBytes(StandardCharsets.UTF_8);
            out.bytes(DataPacket.DESTINATION_IDENTITIES, text, 0, text.length);
        }
        int mark = out.size();
        out.bytes(2, payload, 0, payload.length);
        out.wrap(DataPacket.USER, mark);
        return out.toBytes();
    }

    private static byte[] wire(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static List<String> payloads(Queue<byte[]> packets) {
        List<String> found = new ArrayList<>();
        for (byte[] each : packets) {
            WireCursor outer = new WireCursor().over(each, 0, each.length);
            while (outer.next()) {
                if (outer.field == DataPacket.USER) {
                    WireCursor inner = new WireCursor().over(each, outer.from, outer.to);
                    while (inner.next()) {
                        if (inner.field == 2) {
                            found.add(new String(each, inner.from, inner.length(), StandardCharsets.UTF_8));
                        }
                    }
                }
            }
        }
        return found;
    }

    @Test
    void everybodyElseGetsAPacketOnTheChannelOfItsKind() {
        send(annsData, DataKind.RELIABLE, user("sure", 1));
        send(annsData, DataKind.LOSSY, user("perhaps", 0));
        assertThat(payloads(bob.reliable)).containsExactly("sure");
        assertThat(payloads(cem.lossy)).containsExactly("perhaps");
        assertThat(ann.reliable).isEmpty();
        assertThat(ann.lossy).isEmpty();
    }

    @Test
    void destinationsAreIdentitiesOrSids() {
        send(annsData, DataKind.RELIABLE, user("for bob", 1, "bob", "nobody"));
        assertThat(payloads(bob.reliable)).containsExactly("for bob");
        assertThat(cem.reliable).isEmpty();
        // user { payload "x", destination_sids "PA_cem" }
        send(annsData, DataKind.RELIABLE, wire("120b1201781a0650415f63656d"));
        assertThat(payloads(cem.reliable)).containsExactly("x");
        assertThat(bob.reliable).hasSize(1);
        send(annsData, DataKind.RELIABLE, user("to myself", 2, "ann"));
        assertThat(ann.reliable).isEmpty();
    }

    @Test
    void whoMayNotSendIsNotHeard() {
        ann.mayPublishData = false;
        send(annsData, DataKind.RELIABLE, user("no", 1));
        send(annsData, DataKind.LOSSY, user("no", 0));
        router.receivedRaw(annsData, new byte[1], 0, 1, now);
        assertThat(bob.reliable).isEmpty();
        assertThat(bob.lossy).isEmpty();
        assertThat(router.counters().forbidden).isEqualTo(3);
        assertThat(annsData.lastSequence()).isZero();
    }

    @Test
    void transcriptionsComeFromAgentsAndMetricsGoToThoseWhoMayHaveThem() {
        send(annsData, DataKind.RELIABLE, wire("3a00"));
        assertThat(bob.reliable).isEmpty();
        TestHost scribe = new TestHost("scribe");
        scribe.agent = true;
        DataMember agent = router.join(scribe);
        send(agent, DataKind.RELIABLE, wire("3a00"));
        assertThat(bob.reliable).hasSize(1);
        cem.mayReadMetrics = true;
        send(bobsData, DataKind.RELIABLE, wire("4200"));
        assertThat(cem.reliable).hasSize(2);
        assertThat(ann.reliable).hasSize(1);
    }

    @Test
    void whatIsSentAgainIsNotPassedOnAgain() {
        for (int i = 1; i <= 5; i++) {
            send(annsData, DataKind.RELIABLE, user("m" + i, i));
        }
        assertThat(annsData.lastSequence()).isEqualTo(5);
        for (int i = 3; i <= 7; i++) {
            send(annsData, DataKind.RELIABLE, user("m" + i, i));
        }
        assertThat(payloads(bob.reliable)).containsExactly("m1", "m2", "m3", "m4", "m5", "m6", "m7");
        assertThat(router.counters().repeated).isEqualTo(3);
        send(bobsData, DataKind.RELIABLE, user("own numbers", 1));
        assertThat(payloads(cem.reliable)).contains("own numbers");
    }

    @Test
    void aNonceIsTakenOnce() {
        String nonced = "1216120279795a10000102030405060708090a0b0c0d0e0f";
        send(annsData, DataKind.RELIABLE, wire(nonced));
        send(bobsData, DataKind.LOSSY, wire(nonced));
        assertThat(payloads(cem.reliable)).containsExactly("yy");
        assertThat(cem.lossy).isEmpty();
        for (int i = 0; i < 100; i++) {
            send(annsData, DataKind.RELIABLE, wire(nonced.replace("0c0d0e0f", "%08x".formatted(i))));
        }
        send(annsData, DataKind.RELIABLE, wire(nonced));
        assertThat(cem.reliable).hasSize(102);
    }

    @Test
    void tooMuchAndNonsenseAreCountedAndGoNowhere() {
        send(annsData, DataKind.RELIABLE, user(new byte[65_536], 1));
        send(annsData, DataKind.RELIABLE, wire("12"));
        send(annsData, DataKind.TRACK, new byte[11]);
        send(annsData, DataKind.TRACK, new byte[12]);
        assertThat(router.counters().tooLarge).isEqualTo(1);
        assertThat(router.counters().malformed).isEqualTo(2);
        assertThat(router.counters().unknownTrack).isEqualTo(1);
        assertThat(bob.reliable).isEmpty();
        assertThat(bob.frames).isEmpty();
    }

    @Test
    void theServerSpeaksWithoutAName() {
        ServerMessage message = new ServerMessage(
                DataKind.RELIABLE,
                "from above".getBytes(StandardCharsets.UTF_8),
                Set.of("bob"),
                Set.of("PA_cem"),
                "news",
                new byte[16]);
        assertThat(router.send(message, now)).isTrue();
        assertThat(router.send(message, now)).as("the same nonce").isFalse();
        assertThat(payloads(bob.reliable)).containsExactly("from above");
        assertThat(payloads(cem.reliable)).containsExactly("from above");
        assertThat(ann.reliable).isEmpty();
    }

    @Test
    void aSlowReaderHoldsItsSendersBackUntilItHasRead() {
        bob.room = 0;
        int sent = 0;
        while (!ann.paused()) {
            send(annsData, DataKind.RELIABLE, user(new byte[10 * KILO], ++sent));
        }
        assertThat(sent).isEqualTo(27);
        assertThat(cem.reliable).hasSize(sent);
        send(cemsData, DataKind.RELIABLE, user("me too", 1));
        assertThat(cem.paused()).isTrue();

        bob.room = 10;
        bobsData.drained(DataKind.RELIABLE, now);
        assertThat(ann.paused()).as("more than half still waits").isTrue();
        bob.room = 5;
        bobsData.drained(DataKind.RELIABLE, now);
        assertThat(ann.paused()).isFalse();
        assertThat(cem.paused()).isFalse();
        bob.room = 100;
        bobsData.drained(DataKind.RELIABLE, now);
        assertThat(bob.reliable).hasSize(sent + 1);
        assertThat(payloads(bob.reliable).getLast()).isEqualTo("me too");
    }

    @Test
    void aSenderWaitsForTheSlowestAndForNobodyWhoHasLeft() {
        bob.room = 0;
        cem.room = 0;
        for (int i = 1; !ann.paused(); i++) {
            send(annsData, DataKind.RELIABLE, user(new byte[10 * KILO], i));
        }
        bob.room = 1_000;
        bobsData.drained(DataKind.RELIABLE, now);
        assertThat(ann.paused()).isTrue();
        router.leave(cemsData, now);
        assertThat(ann.paused()).isFalse();
        assertThat(ann.pauses).containsExactly(true, false);
    }

    @Test
    void whoTakesNothingForTenSecondsIsGivenUp() {
        bob.room = 0;
        for (int i = 1; !ann.paused(); i++) {
            send(annsData, DataKind.RELIABLE, user(new byte[10 * KILO], i));
        }
        now += 9 * SECOND;
        router.tick(now);
        assertThat(bob.gone).isFalse();
        bob.room = 5;
        bobsData.drained(DataKind.RELIABLE, now);
        now += 2 * SECOND;
        router.tick(now);
        assertThat(bob.gone).as("it took a little").isFalse();
        now += 11 * SECOND;
        router.tick(now);
        assertThat(bob.gone).isTrue();
        assertThat(cem.gone).isFalse();
    }

    @Test
    void withAThresholdALittleIsNotEnough() {
        DataRouter strict = new DataRouter(
                "strict",
                DataSettings.DEFAULT.tuned(20_000, Duration.ZERO, Duration.ofMillis(100), true, false, 32),
                new MediaCounters());
        DataMember sender = strict.join(ann);
        DataMember slow = strict.join(bob);
        bob.room = 0;
        byte[] packet = user(new byte[10 * KILO], 0);
        for (int i = 0; i < 40; i++) {
            strict.received(sender, DataKind.RELIABLE, packet, 0, packet.length, now);
        }
        bob.room = 10;
        slow.drained(DataKind.RELIABLE, now);
        now += 10 * SECOND;
        strict.tick(now);
        assertThat(bob.gone).as("100 kB in ten seconds").isTrue();
    }

    @Test
    void atTheBoundAReaderIsGivenUpAtOnceAndNothingMoreIsKept() {
        bob.room = 0;
        byte[] payload = new byte[50 * KILO];
        ServerMessage flood = new ServerMessage(DataKind.RELIABLE, payload, Set.of("bob"), Set.of(), "", new byte[0]);
        for (int i = 0; i < 100; i++) {
            router.send(flood, now);
        }
        assertThat(bobsData.waiting()).isBetween(2L * 1024 * 1024, 2L * 1024 * 1024 + 60 * KILO);
        router.tick(now);
        assertThat(bob.gone).isTrue();
    }

    @Test
    void whatComesBeforeTheChannelIsKeptUpToABound() {
        bob.open = false;
        for (int i = 1; i <= 50; i++) {
            send(annsData, DataKind.RELIABLE, user("early " + i, i));
            send(annsData, DataKind.LOSSY, user("lost " + i, 0));
        }
        bob.open = true;
        bobsData.drained(DataKind.RELIABLE, now);
        assertThat(payloads(bob.reliable)).hasSize(50).startsWith("early 1").endsWith("early 50");
        assertThat(bob.lossy).isEmpty();

        cem.open = false;
        for (int i = 51; i <= 70; i++) {
            send(annsData, DataKind.RELIABLE, user(new byte[10 * KILO], i));
        }
        assertThat(cemsData.waiting()).isLessThanOrEqualTo(DataSettings.DEFAULT.maxBacklog());
        assertThat(router.counters().droppedUnopened).isEqualTo(11);
        assertThat(ann.paused()).as("nobody waits for who is not here").isFalse();
        now += 60 * SECOND;
        router.tick(now);
        assertThat(cem.gone).isFalse();
        cem.open = true;
        router.tick(now);
        assertThat(cem.reliable).hasSize(50 + 9);
    }

    @Test
    void lossyPacketsThatDoNotFitAreDroppedOldestFirstAndHoldNobodyBack() {
        bob.room = 0;
        for (int i = 1; i <= 300; i++) {
            send(annsData, DataKind.LOSSY, user("%04d".formatted(i).repeat(250), 0));
        }
        assertThat(bobsData.waiting()).isLessThanOrEqualTo(DataSettings.DEFAULT.maxLossyQueue());
        assertThat(ann.paused()).isFalse();
        bob.room = 1_000;
        bobsData.drained(DataKind.LOSSY, now);
        assertThat(payloads(bob.lossy))
                .hasSizeBetween(240, 262)
                .last()
                .asString()
                .startsWith("0300");
        assertThat(router.counters().droppedLossy + bob.lossy.size()).isEqualTo(300);
        assertThat(cem.lossy).hasSize(300);
    }

    @Test
    void framesReachSubscribersUnderTheirOwnHandlesAndAreDroppedWhenOld() {
        DataTrack track = annsData.publish(7);
        track.add(bobsData, 0x1234);
        track.add(cemsData, 2);
        send(annsData, DataKind.TRACK, wire("18000007000000002a50da1a6e30"));
        assertThat(bob.frames.poll()).isEqualTo(wire("18001234000000002a50da1a6e30"));
        assertThat(cem.frames.poll()).isEqualTo(wire("18000002000000002a50da1a6e30"));

        bob.room = 0;
        byte[] frame = new byte[1_000];
        frame[3] = 7;
        for (int i = 0; i < 100; i++) {
            send(annsData, DataKind.TRACK, frame);
            now += 5 * MILLIS;
            router.tick(now);
        }
        assertThat(cem.frames).hasSize(100);
        assertThat(bobsData.waiting()).as("100 ms, or 8 KiB").isBetween(8_000L, 22_000L);
        bob.room = 100;
        bobsData.drained(DataKind.TRACK, now);
        assertThat(bob.frames).allSatisfy(f -> assertThat(f).startsWith(0, 0, 0x12, 0x34));
        track.remove(bobsData);
        annsData.unpublish(8);
        send(annsData, DataKind.TRACK, frame);
        assertThat(cem.frames).hasSize(101);
        annsData.unpublish(7);
        send(annsData, DataKind.TRACK, frame);
        assertThat(cem.frames).hasSize(101);
    }

    private static byte[] stream(int form, String mimeType, long length, String... identities) {
        WireWriter out = new WireWriter();
        for (String each : identities) {
            byte[] text = each.getBytes(StandardCharsets.UTF_8);
            out.bytes(DataPacket.DESTINATION_IDENTITIES, text, 0, text.length);
        }
        int mark = out.size();
        byte[] type = mimeType.getBytes(StandardCharsets.UTF_8);
        out.bytes(4, type, 0, type.length);
        out.number(5, length);
        out.bytes(form, new byte[0], 0, 0);
        out.wrap(DataPacket.STREAM_HEADER, mark);
        return out.toBytes();
    }

    @Test
    void streamsAreCountedByWhatTheirHeadersSay() {
        send(annsData, DataKind.RELIABLE, stream(9, "text/plain", 100));
        send(annsData, DataKind.RELIABLE, stream(10, "IMAGE/png", Long.MAX_VALUE, "bob", "cem"));
        send(annsData, DataKind.RELIABLE, stream(10, "nonsense", 5, "bob"));

        assertThat(bob.reliable).hasSize(3);
        DataStreamCounters text = loop.seenDataStreams(StreamForm.TEXT, StreamContent.TEXT);
        DataStreamCounters image = loop.seenDataStreams(StreamForm.BYTES, StreamContent.IMAGE);
        DataStreamCounters other = loop.seenDataStreams(StreamForm.BYTES, StreamContent.UNKNOWN);
        assertThat(text).isNotNull();
        assertThat(image).isNotNull();
        assertThat(other).isNotNull();
        assertThat(loop.seenDataStreams(StreamForm.TEXT, StreamContent.IMAGE)).isNull();
        assertThat(Objects.requireNonNull(text).bytes.sum()).isEqualTo(100);
        assertThat(text.destinations.sum()).isZero();
        assertThat(Objects.requireNonNull(image).destinations.sum()).isEqualTo(2);
        assertThat(image.bytes.sum()).isEqualTo(1L << 40);
        assertThat(Objects.requireNonNull(other).bytes.total()).isEqualTo(1);
    }
}
