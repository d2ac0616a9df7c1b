package io.sluice.testkit.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.ext.HeaderExtension;
import io.sluice.rtp.packet.RtpHeaderWriter;
import io.sluice.rtp.packet.RtpPacket;
import io.sluice.rtp.seq.SequenceUnwrapper;
import io.sluice.rtp.seq.TimestampUnwrapper;
import io.sluice.sfu.negotiate.CodecParameters;
import io.sluice.sfu.negotiate.ExtensionParameters;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.subscribe.Demand;
import io.sluice.sfu.subscribe.DownTrack;
import io.sluice.sfu.subscribe.Downlink;
import io.sluice.sfu.track.MediaSettings;
import io.sluice.sfu.track.PublishedTrack;
import io.sluice.sfu.track.Uplink;
import io.sluice.sfu.track.UplinkSection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sound that is muted, disabled, resumed and ended: what the server sends of its own fits into the stream. */
class InterludePropertyTest implements SilentPeer {
    private static final long MILLIS = 1_000_000L;
    private static final CodecParameters OPUS = new CodecParameters(111, "opus", 48_000, 2, "", List.of("nack"));
    private static final byte[] TRAILER = "of the room".getBytes(StandardCharsets.US_ASCII);
    private static final int MID_ID = 4;
    private static final int SILENCE_BYTES = 80;
    /** Shorter than silence, so that the two cannot be mistaken. */
    private static final int SOUND_BYTES = 30;

    private final TreeMap<Long, byte[]> payloads = new TreeMap<>();
    private final TreeMap<Long, Long> timestamps = new TreeMap<>();
    private final RtpPacket received = new RtpPacket();
    private final SequenceUnwrapper sequences = new SequenceUnwrapper();
    private final TimestampUnwrapper clock = new TimestampUnwrapper();
    private final PublishedTrack track =
            new PublishedTrack("TR_1", MediaKind.AUDIO, List.of(), (_, _) -> {}, MediaSettings.DEFAULT);
    private final Uplink uplink = new Uplink(this, 1, this);
    private final Downlink downlink = new Downlink(this, new Random(1));
    private final DownTrack downTrack;
    private long now = 1_000_000_000_000L;
    private int sequence = 65_400;
    private int timestamp = -2_000;
    private int number;

    InterludePropertyTest() {
        uplink.setSections(
                List.of(new UplinkSection("0", track, List.of(OPUS), List.of(), List.of(), List.of())),
                List.of(new ExtensionParameters(MID_ID, HeaderExtension.MID.uri())));
        uplink.tick(now);
        downTrack = downlink.add(track, "publisher", now);
    }

    private void bind() {
        assertThat(downTrack.bind(List.of(OPUS), List.of(), now)).isTrue();
    }

    /** The publisher's next frame: its number, over and over. */
    private void speak() {
        byte[] packet = new byte[100];
        RtpHeaderWriter header = new RtpHeaderWriter();
        header.begin(packet, 0, packet.length, true, false, 111, sequence++ & 0xffff, timestamp, 77);
        header.extension(MID_ID, new byte[] {'0'}, 0, 1);
        int at = header.finish();
        Arrays.fill(packet, at, at + SOUND_BYTES, (byte) ++number);
        uplink.rtp(packet, 0, at + SOUND_BYTES, now);
    }

    /** Time passes as on a loop that is sometimes late. */
    private void pass(long millis, Random random) {
        long end = now + millis * MILLIS;
        while (now < end) {
            now = Math.min(end, now + (1 + random.nextInt(random.nextInt(20) == 0 ? 90 : 6)) * MILLIS);
            if (now >= downlink.deadline()) {
                downlink.tick(now);
            }
        }
    }

    private static boolean silence(byte[] payload) {
        return payload.length >= SILENCE_BYTES;
    }

    private List<byte[]> silences() {
        return payloads.values().stream().filter(InterludePropertyTest::silence).toList();
    }

    private void assertContinuous() {
        assertThat(payloads.lastKey() - payloads.firstKey() + 1).isEqualTo(payloads.size());
        long before = Long.MIN_VALUE;
        for (long each : timestamps.values()) {
            assertThat(each).isGreaterThan(before);
            before = each;
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void numbersAndTimeGoOnWhateverIsMuted(long seed) {
        Random random = new Random(seed);
        boolean enabled = true;
        if (random.nextBoolean()) {
            track.setMuted(true, now);
        }
        bind();
        List<Integer> spoken = new ArrayList<>();
        for (int step = 0; step < 400; step++) {
            if (random.nextInt(8) == 0) {
                track.setMuted(!track.muted(), now);
            } else if (random.nextInt(12) == 0) {
                enabled = !enabled;
                downTrack.setDemand(enabled ? Demand.EVERYTHING : Demand.NOTHING, now);
            }
            // Some clients stop the clock of what is muted.
            boolean speaks = !track.muted() || random.nextBoolean();
            if (speaks) {
                speak();
                if (!track.muted() && enabled) {
                    spoken.add(number);
                }
            }
            long millis = random.nextInt(30) == 0 ? random.nextInt(3_000) : 20;
            timestamp += (int) (speaks ? 48 * millis : 0);
            pass(millis, random);
        }
        downlink.end(downTrack, now);
        pass(1_000, random);
        assertContinuous();
        assertThat(silences()).isNotEmpty();
        List<Byte> heard = payloads.values().stream()
                .filter(payload -> !silence(payload))
                .map(payload -> payload[0])
                .toList();
        assertThat(heard).isEqualTo(spoken.stream().map(Integer::byteValue).toList());
    }

    @Test
    void aSecondOfSilenceFollowsTheMute() {
        bind();
        speak();
        now += 20 * MILLIS;
        track.setMuted(true, now);
        pass(5_000, new Random(3));
        assertThat(silences().size()).isBetween(45, 50);
        assertThat(silences()).allSatisfy(frame -> assertThat(frame).hasSize(SILENCE_BYTES));
    }

    @Test
    void inAnEncryptedTrackItEndsWithTheTrailer() {
        track.encrypted(TRAILER);
        bind();
        speak();
        track.setMuted(true, now);
        pass(100, new Random(3));
        assertThat(silences()).isNotEmpty().allSatisfy(frame -> {
            assertThat(frame).hasSize(SILENCE_BYTES + TRAILER.length).endsWith(TRAILER);
        });
    }

    @Test
    void aTrackThatIsSubscribedToWhileMutedIsKnownByItsSilenceForAWhile() {
        track.setMuted(true, now);
        bind();
        pass(60_000, new Random(3));
        assertThat(silences().size()).isBetween(40, 50);
        assertContinuous();
    }

    @Test
    void whatNeverFlowedEndsAtOnce() {
        bind();
        assertThat(downlink.end(downTrack, now)).isFalse();
        pass(1_000, new Random(3));
        assertThat(payloads).isEmpty();
    }

    @Test
    void anEndIsSilentForAFifthOfASecond() {
        bind();
        speak();
        assertThat(downlink.end(downTrack, now)).isTrue();
        speak();
        assertThat(silences()).hasSize(1);
        while (!downTrack.over()) {
            now = downlink.deadline();
            downlink.tick(now);
        }
        assertThat(silences()).hasSize(10);
        assertThat(payloads).hasSize(11);
        assertThat(downlink.deadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Override
    public boolean sendRtp(byte[] buffer, int offset, int length) {
        assertThat(received.wrap(buffer, offset, length)).isTrue();
        assertThat(received.payloadType()).isEqualTo(111);
        long number64 = sequences.unwrap(received.sequence());
        byte[] payload = Arrays.copyOfRange(
                received.buffer(), received.payloadOffset(), received.payloadOffset() + received.payloadLength());
        assertThat(payloads.put(number64, payload)).isNull();
        timestamps.put(number64, clock.unwrap(received.timestamp()));
        return true;
    }
}
