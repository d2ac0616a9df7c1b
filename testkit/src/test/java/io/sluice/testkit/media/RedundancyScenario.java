package io.sluice.testkit.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.ext.HeaderExtension;
import io.sluice.rtp.packet.BigEndian;
import io.sluice.rtp.packet.RtpHeaderWriter;
import io.sluice.rtp.packet.RtpPacket;
import io.sluice.sfu.negotiate.CodecParameters;
import io.sluice.sfu.negotiate.ExtensionParameters;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.subscribe.DownTrack;
import io.sluice.sfu.subscribe.Downlink;
import io.sluice.sfu.track.MediaSettings;
import io.sluice.sfu.track.PublishedTrack;
import io.sluice.sfu.track.Uplink;
import io.sluice.sfu.track.UplinkSection;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A publisher sends redundant audio (RFC 2198), a subscriber knows only Opus: what is lost on the way up comes out of later packets. */
class RedundancyScenario implements SilentPeer {
    private static final CodecParameters OPUS = new CodecParameters(111, "opus", 48_000, 2, "", List.of("nack"));
    private static final CodecParameters RED = new CodecParameters(63, "red", 48_000, 2, "111/111", List.of());
    private static final int MID_ID = 4;
    private static final int FRAME = 960;
    private static final int FIRST = 500;

    private final TreeMap<Integer, Integer> frames = new TreeMap<>();
    private final TreeMap<Integer, Integer> timestamps = new TreeMap<>();
    private final RtpPacket received = new RtpPacket();
    private final PublishedTrack track =
            new PublishedTrack("TR_1", MediaKind.AUDIO, List.of(), (_, _) -> {}, MediaSettings.DEFAULT);
    private final Uplink uplink = new Uplink(this, 1, this);
    private long now = 1_000_000_000_000L;

    RedundancyScenario() {
        uplink.setSections(
                List.of(new UplinkSection("0", track, List.of(RED, OPUS), List.of(), List.of(), List.of())),
                List.of(new ExtensionParameters(MID_ID, HeaderExtension.MID.uri())));
        Downlink downlink = new Downlink(this, new Random(1));
        DownTrack downTrack = downlink.add(track, "publisher", now);
        assertThat(downTrack.bind(List.of(OPUS), List.of(), now)).isTrue();
    }

    /** Frame {@code number} with the two before it; a frame is three bytes that say its number. */
    private void send(int number) {
        byte[] packet = new byte[100];
        RtpHeaderWriter header = new RtpHeaderWriter();
        header.begin(packet, 0, packet.length, true, false, 63, FIRST + number, number * FRAME, 77);
        header.extension(MID_ID, new byte[] {'0'}, 0, 1);
        int at = header.finish();
        for (int back = 2; back > 0; back--) {
            BigEndian.put8(packet, at, 0x80 | 111);
            BigEndian.put24(packet, at + 1, back * FRAME << 10 | 3);
            at += 4;
        }
        packet[at++] = 111;
        for (int back = 2; back >= 0; back--) {
            BigEndian.put24(packet, at, number - back);
            at += 3;
        }
        now += 20_000_000;
        uplink.rtp(packet, 0, at, now);
    }

    private void assertHeard(int last, Integer... missing) {
        int first = frames.firstKey();
        int base = timestamps.firstEntry().getValue();
        for (int number = 0; number <= last; number++) {
            if (List.of(missing).contains(number)) {
                assertThat(frames).doesNotContainKey(first + number);
            } else {
                assertThat(frames).containsEntry(first + number, number);
                assertThat(timestamps).containsEntry(first + number, base + number * FRAME);
            }
        }
        assertThat(frames).hasSize(last + 1 - missing.length);
    }

    @Test
    void nothingIsSentTwiceWhereNothingIsLost() {
        for (int i = 0; i < 10; i++) {
            send(i);
        }
        assertHeard(9);
    }

    @Test
    void twoLostPacketsInARowComeBack() {
        send(0);
        send(3);
        send(4);
        send(6);
        assertHeard(6);
    }

    @Test
    void ofThreeTheFirstIsMissing() {
        send(0);
        send(4);
        send(5);
        assertHeard(5, 1);
    }

    @Test
    void whatComesLateAfterItWasRecoveredIsNotSentAgain() {
        send(0);
        send(2);
        send(1);
        send(3);
        assertHeard(3);
    }

    @Test
    void whatComesLateAndWasNotRecoveredFindsItsPlace() {
        send(0);
        send(4);
        send(1);
        assertHeard(4);
    }

    @Test
    void whatWasBeforeTheFirstPacketIsNotTold() {
        send(5);
        assertThat(frames.values()).containsExactly(5);
    }

    @Override
    public boolean sendRtp(byte[] buffer, int offset, int length) {
        assertThat(received.wrap(buffer, offset, length)).isTrue();
        assertThat(received.payloadType()).isEqualTo(111);
        assertThat(received.payloadLength()).isEqualTo(3);
        int number = BigEndian.u24(received.buffer(), received.payloadOffset());
        assertThat(frames.put(received.sequence(), number)).isNull();
        timestamps.put(received.sequence(), received.timestamp());
        return true;
    }
}
