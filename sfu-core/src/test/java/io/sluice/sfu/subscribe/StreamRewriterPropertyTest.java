package io.sluice.sfu.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.codec.FrameInfo;
import io.sluice.rtp.seq.SequenceUnwrapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random loss, reordering, temporal drops and switches between two sources; the outgoing stream must keep its promises. */
class StreamRewriterPropertyTest {
    private static final long MILLIS = 1_000_000L;
    private static final int[] TEMPORAL = {0, 2, 1, 2};

    static long[] seeds() {
        long[] seeds = new long[60];
        for (int i = 0; i < seeds.length; i++) {
            seeds[i] = 1000 + i;
        }
        return seeds;
    }

    /** One packet of a source, with all that identifies it. */
    private record Packet(
            int source,
            long sequence,
            long timestamp,
            int picture,
            int bits,
            int tl0,
            int key,
            int temporal,
            boolean sync,
            boolean start,
            boolean end,
            boolean keyFrame) {}

    /** One packet as it left. */
    private record Sent(Packet packet, boolean filler, int pictureId, int tl0, int keyIndex, long timestamp) {}

    /** Writes frames of a simulcast layer with three temporal layers. */
    private static final class Source {
        final int index;
        final Random random;
        final int bits;
        long sequence;
        long timestamp;
        int picture;
        int tl0;
        int key;
        int phase;

        Source(int index, Random random) {
            this.index = index;
            this.random = random;
            this.bits = random.nextInt(4) == 0 ? 7 : 15;
            this.sequence = 65536 + random.nextInt(65536);
            this.timestamp = (1L << 32) + random.nextInt(Integer.MAX_VALUE);
            this.picture = random.nextInt(1 << bits);
            this.tl0 = random.nextInt(256);
            this.key = random.nextInt(32);
        }

        List<Packet> frame(boolean keyFrame) {
            phase = keyFrame ? 0 : (phase + 1) % 4;
            int temporal = TEMPORAL[phase];
            tl0 = temporal == 0 ? tl0 + 1 & 0xff : tl0;
            key = keyFrame ? key + 1 & 0x1f : key;
            // The first frames of each pattern refer to the base layer only.
            boolean sync = temporal > 0 && phase < 3;
            int size = keyFrame ? 3 + random.nextInt(8) : 1 + random.nextInt(3);
            List<Packet> packets = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                boolean start = i == 0;
                packets.add(new Packet(
                        index,
                        sequence++,
                        timestamp,
                        picture,
                        bits,
                        tl0,
                        key,
                        temporal,
                        sync,
                        start,
                        i == size - 1,
                        keyFrame && start));
            }
            picture = picture + 1 & (1 << bits) - 1;
            timestamp += 3000;
            return packets;
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void outgoingStreamKeepsItsPromises(long seed) {
        Random random = new Random(seed);
        double loss = random.nextInt(3) * 0.04;
        Source[] sources = {new Source(0, random), new Source(1, random)};
        OutgoingClock clock = new OutgoingClock(90_000);
        StreamRewriter rewriter = new StreamRewriter(clock, random.nextInt(65536));
        LayerSelector selector = new LayerSelector();
        selector.want(1, 0);
        selector.setLive(3, 0);

        FrameInfo frame = new FrameInfo();
        long[] newest = {-1, -1};
        int previous = -1;
        Map<Integer, Sent> sent = new HashMap<>();
        TreeMap<Long, Sent> inOrder = new TreeMap<>();
        Set<Packet> lostForEver = new HashSet<>();
        Set<String> seen = new HashSet<>();
        Set<String> firstOfPiece = new HashSet<>();
        List<Packet> late = new ArrayList<>();
        SequenceUnwrapper unwrapper = new SequenceUnwrapper();
        long now = 0;
        long pieceStart = 0;
        long lastFrameTimestamp = -1;

        for (int step = 0; step < 700; step++) {
            now += 33 * MILLIS;
            if (random.nextInt(40) == 0) {
                selector.want(random.nextInt(2), now);
            }
            if (random.nextInt(25) == 0) {
                selector.wantTemporal(random.nextInt(4));
            }
            List<Packet> arriving = new ArrayList<>();
            boolean keyFrame = step == 0 || random.nextInt(30) == 0;
            for (Source source : sources) {
                for (Packet packet : source.frame(keyFrame)) {
                    double draw = random.nextDouble();
                    if (draw < loss) {
                        (random.nextInt(3) == 0 ? lostForEver : late).add(packet);
                    } else if (draw < loss + 0.03) {
                        late.add(packet);
                    } else {
                        arriving.add(packet);
                    }
                }
            }
            // What was lost or overtaken comes up to some frames later, in any order.
            for (int i = late.size() - 1; i >= 0; i--) {
                if (random.nextInt(4) == 0) {
                    arriving.add(random.nextInt(arriving.size() + 1), late.remove(i));
                }
            }
            for (Packet packet : arriving) {
                fill(frame, packet);
                boolean isNewest = packet.sequence > newest[packet.source];
                newest[packet.source] = Math.max(newest[packet.source], packet.sequence);
                int decision = selector.select(packet.source, packet.keyFrame, isNewest);
                if (!isNewest && (packet.source != selector.current() || packet.sequence < pieceStart)) {
                    // The piece it belongs to is over; its place stays empty.
                    lostForEver.add(packet);
                }
                if (decision == LayerSelector.DROP) {
                    continue;
                }
                if (decision == LayerSelector.SWITCH) {
                    if (!clock.started()) {
                        clock.start(packet.timestamp, now);
                    } else {
                        long distance = sources[previous].timestamp - sources[packet.source].timestamp;
                        assertThat(clock.switchTo(packet.timestamp, distance, now))
                                .isTrue();
                    }
                    rewriter.begin(packet.sequence, frame, true, null, 0);
                    selector.switchTo(packet.source);
                    previous = packet.source;
                    pieceStart = packet.sequence;
                    firstOfPiece.add(id(packet));
                } else if (packet.keyFrame && isNewest) {
                    selector.keyFrame();
                }
                int result = rewriter.rewrite(packet.sequence, packet.timestamp, 0, frame, selector);
                if (result == StreamRewriter.DROP) {
                    continue;
                }
                boolean filler = result == StreamRewriter.FILL;
                Sent out = new Sent(
                        packet,
                        filler,
                        StreamRewriter.pictureId(rewriter.picture),
                        StreamRewriter.tl0(rewriter.picture),
                        StreamRewriter.keyIndex(rewriter.picture),
                        rewriter.timestamp);
                clock.sent(rewriter.timestamp, now);

                Sent before = sent.put(rewriter.sequence, out);
                assertThat(before).as("number %d used twice", rewriter.sequence).isNull();
                seen.add(id(packet));
                boolean furthest = unwrapper.peek(rewriter.sequence) > unwrapper.newest();
                long position = unwrapper.unwrap(rewriter.sequence);
                inOrder.put(position, out);
                if (furthest && !filler && packet.start) {
                    assertThat(rewriter.timestamp).isGreaterThan(lastFrameTimestamp);
                    lastFrameTimestamp = rewriter.timestamp;
                }
            }
        }
        assertThat(inOrder.size()).isGreaterThan(500);
        checkHoles(inOrder, seen, lostForEver, late);
        checkPictures(inOrder, firstOfPiece);
    }

    /** Between two neighbours of one piece every missing number must be a packet that really never came. */
    private static void checkHoles(
            TreeMap<Long, Sent> inOrder, Set<String> seen, Set<Packet> lostForEver, List<Packet> late) {
        Set<String> missing = new HashSet<>();
        lostForEver.forEach(packet -> missing.add(id(packet)));
        late.forEach(packet -> missing.add(id(packet)));
        long previousPosition = -1;
        Sent previous = null;
        for (Map.Entry<Long, Sent> entry : inOrder.entrySet()) {
            Sent current = entry.getValue();
            if (previous != null && previous.packet.source == current.packet.source) {
                long hole = entry.getKey() - previousPosition - 1;
                int reallyLost = 0;
                for (long s = previous.packet.sequence + 1; s < current.packet.sequence; s++) {
                    reallyLost += missing.contains(current.packet.source + ":" + s) ? 1 : 0;
                }
                assertThat(hole).as("hole before %s", current).isBetween(0L, (long) reallyLost);
            } else if (previous != null) {
                assertThat(current.packet.keyFrame).as("first of a piece").isTrue();
            }
            previous = current;
            previousPosition = entry.getKey();
        }
        assertThat(seen).isNotEmpty();
    }

    /** Pictures of a piece: one number each, rising with the frames, without holes but those of frames that were not seen whole. */
    private static void checkPictures(TreeMap<Long, Sent> inOrder, Set<String> firstOfPiece) {
        Sent previous = null;
        for (Sent current : inOrder.values()) {
            if (current.filler) {
                continue;
            }
            if (previous != null) {
                int step = current.pictureId - previous.pictureId & 0x7fff;
                if (firstOfPiece.contains(id(current.packet))) {
                    assertThat(step).as("picture id at a switch").isBetween(1, 64);
                } else if (previous.packet.source == current.packet.source) {
                    boolean same = previous.packet.timestamp == current.packet.timestamp;
                    assertThat(same ? step == 0 : step >= 1 && step <= 64)
                            .as("%s after %s", current, previous)
                            .isTrue();
                    assertThat(previous.tl0 == current.tl0 || current.packet.temporal == 0 || step > 1)
                            .isTrue();
                }
            }
            previous = current;
        }
    }

    private static void fill(FrameInfo frame, Packet packet) {
        frame.clear();
        frame.startOfFrame = packet.start;
        frame.endOfFrame = packet.end;
        frame.endOfPicture = packet.end;
        frame.keyFrame = packet.keyFrame;
        frame.layerSync = packet.sync;
        frame.temporalId = packet.temporal;
        frame.pictureId = packet.picture;
        frame.pictureIdBits = packet.bits;
        frame.tl0 = packet.tl0;
        frame.keyIndex = packet.key;
    }

    private static String id(Packet packet) {
        return packet.source + ":" + packet.sequence;
    }
}
