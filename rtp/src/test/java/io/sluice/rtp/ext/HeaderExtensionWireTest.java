package io.sluice.rtp.ext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.rtp.Bytes;
import io.sluice.rtp.packet.RtpHeaderWriter;
import io.sluice.rtp.packet.RtpPacket;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeaderExtensionWireTest {
    private static final long MILLI = 1_000_000;

    /** A packet with one extension of id 5. */
    private static RtpPacket packet(String digits) {
        byte[] data = Bytes.hex(digits);
        byte[] buffer = new byte[100];
        RtpHeaderWriter writer = new RtpHeaderWriter();
        writer.begin(buffer, 0, 100, true, false, 96, 1, 2, 3);
        assertThat(writer.extension(5, data, 0, data.length)).isTrue();
        RtpPacket packet = new RtpPacket();
        assertThat(packet.wrap(buffer, 0, writer.finish())).isTrue();
        return packet;
    }

    @Test
    void theAudioLevelIsSevenBitsAndAVoiceBit() {
        assertThat(AudioLevel.level(packet("9e"), 5)).isEqualTo(30);
        assertThat(AudioLevel.voice(packet("9e"), 5)).isTrue();
        assertThat(AudioLevel.voice(packet("7f"), 5)).isFalse();
        assertThat(AudioLevel.level(packet("7f"), 5)).isEqualTo(AudioLevel.SILENCE);
        assertThat(AudioLevel.level(packet("7f"), 6)).isEqualTo(-1);
        assertThat(AudioLevel.level(packet(""), 5)).isEqualTo(-1);
        assertThat(AudioLevel.voice(packet(""), 5)).isFalse();
        byte[] out = new byte[1];
        AudioLevel.write(out, 0, 30, true);
        assertThat(out[0]).isEqualTo((byte) 0x9e);
    }

    @Test
    void theTransportSequenceIsTwoBytes() {
        assertThat(TransportSequence.read(packet("fffe"), 5)).isEqualTo(65534);
        assertThat(TransportSequence.read(packet("ff"), 5)).isEqualTo(-1);
        assertThat(TransportSequence.read(packet("fffe"), 4)).isEqualTo(-1);
        byte[] out = new byte[2];
        TransportSequence.write(out, 0, 0x1_0203);
        assertThat(Bytes.hex(out, 0, 2)).isEqualTo("0203");
    }

    @Test
    void theSendTimeHas18BitsOfFractionAndTurnsEvery64Seconds() {
        assertThat(AbsSendTime.read(packet("040000"), 5)).isEqualTo(1 << 18);
        assertThat(AbsSendTime.read(packet("0400"), 5)).isEqualTo(-1);
        assertThat(AbsSendTime.ofNanos(1_000 * MILLI)).isEqualTo(1 << 18);
        assertThat(AbsSendTime.ofNanos(65_000 * MILLI)).isEqualTo(1 << 18);
        assertThat(AbsSendTime.ofNanos(-63_000 * MILLI)).isEqualTo(1 << 18);
        byte[] out = new byte[3];
        AbsSendTime.write(out, 0, 1_500 * MILLI);
        assertThat(Bytes.hex(out, 0, 3)).isEqualTo("060000");
        long seed = 6;
        Random random = new Random(seed);
        for (int round = 0; round < 10_000; round++) {
            long first = random.nextLong();
            long difference = random.nextLong(-31_000 * MILLI, 31_000 * MILLI);
            first = first >> 2;
            assertThat(AbsSendTime.nanosBetween(AbsSendTime.ofNanos(first), AbsSendTime.ofNanos(first + difference)))
                    .as("seed %d round %d", seed, round)
                    .isCloseTo(difference, within(4_000L));
        }
    }

    @Test
    void theCaptureTimeMayHaveAClockOffset() {
        RtpPacket both = packet("e000000080000000 ffffffff80000000");
        assertThat(AbsCaptureTime.present(both, 5)).isTrue();
        assertThat(AbsCaptureTime.captureTime(both, 5)).isEqualTo(0xe000000080000000L);
        assertThat(AbsCaptureTime.clockOffset(both, 5)).isEqualTo(-0x8000_0000L);
        RtpPacket one = packet("e000000080000000");
        assertThat(AbsCaptureTime.present(one, 5)).isTrue();
        assertThat(AbsCaptureTime.clockOffset(one, 5)).isZero();
        assertThat(AbsCaptureTime.present(packet("e0000000800000"), 5)).isFalse();
        assertThat(AbsCaptureTime.present(one, 6)).isFalse();
    }

    @Test
    void thePlayoutDelayHasTwoLimitsInStepsOfTenMilliseconds() {
        RtpPacket packet = packet("00a064");
        assertThat(PlayoutDelay.minMillis(packet, 5)).isEqualTo(100);
        assertThat(PlayoutDelay.maxMillis(packet, 5)).isEqualTo(1_000);
        assertThat(PlayoutDelay.minMillis(packet("00a0"), 5)).isEqualTo(-1);
        assertThat(PlayoutDelay.maxMillis(packet, 1)).isEqualTo(-1);
        byte[] out = new byte[3];
        PlayoutDelay.write(out, 0, 109, 1_000_000);
        assertThat(Bytes.hex(out, 0, 3)).isEqualTo("00afff");
        PlayoutDelay.write(out, 0, -5, 0);
        assertThat(Bytes.hex(out, 0, 3)).isEqualTo("000000");
    }

    @Test
    void frameMarksAreBits() {
        RtpPacket packet = packet("ea 00 05");
        int flags = FrameMarking.read(packet, 5);
        assertThat(FrameMarking.startOfFrame(flags)).isTrue();
        assertThat(FrameMarking.endOfFrame(flags)).isTrue();
        assertThat(FrameMarking.independent(flags)).isTrue();
        assertThat(FrameMarking.discardable(flags)).isFalse();
        assertThat(FrameMarking.baseLayerSync(flags)).isTrue();
        assertThat(FrameMarking.temporalId(packet, 5)).isEqualTo(2);
        assertThat(FrameMarking.temporalId(packet("ea"), 5)).isEqualTo(-1);
        assertThat(FrameMarking.read(packet, 6)).isEqualTo(-1);
        assertThat(FrameMarking.read(packet(""), 5)).isEqualTo(-1);
    }

    @Test
    void theOrientationIsQuarterTurns() {
        assertThat(VideoOrientation.read(packet("03"), 5)).isEqualTo(3);
        assertThat(VideoOrientation.read(packet(""), 5)).isEqualTo(-1);
        assertThat(VideoOrientation.degrees(3)).isEqualTo(270);
        assertThat(VideoOrientation.degrees(8 + 1)).as("back camera").isEqualTo(90);
    }

    @Test
    void streamTextIsComparedAsBytes() {
        RtpPacket packet = packet("7131");
        byte[][] rids = {StreamText.bytes("q"), StreamText.bytes("q1"), StreamText.bytes("q12")};
        assertThat(StreamText.matches(packet, 5, rids[0])).isFalse();
        assertThat(StreamText.matches(packet, 5, rids[1])).isTrue();
        assertThat(StreamText.matches(packet, 5, rids[2])).isFalse();
        assertThat(StreamText.indexIn(packet, 5, rids)).isEqualTo(1);
        assertThat(StreamText.indexIn(packet, 6, rids)).isEqualTo(-1);
        assertThat(StreamText.indexIn(packet("7a"), 5, rids)).isEqualTo(-1);
        assertThat(StreamText.read(packet, 5)).isEqualTo("q1");
        assertThat(StreamText.read(packet, 6)).isNull();
        for (String bad : new String[] {"", "7120", "710a", "71ff", "717f"}) {
            assertThat(StreamText.read(packet(bad), 5)).as(bad).isNull();
        }
    }

    @Test
    void idsBelongToOneExtensionEach() {
        ExtensionIds ids = new ExtensionIds();
        assertThat(ids.has(HeaderExtension.MID)).isFalse();
        assertThat(ids.id(HeaderExtension.MID)).isZero();
        assertThat(ids.put(HeaderExtension.MID, 3)).isTrue();
        assertThat(ids.put(HeaderExtension.RID, 3)).isFalse();
        assertThat(ids.put(HeaderExtension.MID, 3)).as("again").isTrue();
        assertThat(ids.put(HeaderExtension.RID.uri(), 255)).isTrue();
        assertThat(ids.put("urn:nobody:knows", 4)).isFalse();
        assertThat(ids.put(HeaderExtension.RID, 0)).isFalse();
        assertThat(ids.put(HeaderExtension.RID, 256)).isFalse();
        assertThat(ids.extension(255)).isEqualTo(HeaderExtension.RID);
        assertThat(ids.extension(4)).isNull();
        assertThat(ids.extension(0)).isNull();
        assertThat(ids.has(HeaderExtension.RID)).isTrue();
        for (HeaderExtension extension : HeaderExtension.values()) {
            assertThat(HeaderExtension.byUri(extension.uri())).isEqualTo(extension);
        }
    }
}
