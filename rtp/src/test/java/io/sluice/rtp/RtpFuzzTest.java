package io.sluice.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sluice.rtp.codec.Codec;
import io.sluice.rtp.codec.FrameInfo;
import io.sluice.rtp.codec.FrameTracker;
import io.sluice.rtp.codec.PayloadClassifier;
import io.sluice.rtp.ext.AbsCaptureTime;
import io.sluice.rtp.ext.AbsSendTime;
import io.sluice.rtp.ext.AudioLevel;
import io.sluice.rtp.ext.DependencyDescriptor;
import io.sluice.rtp.ext.DependencyStructure;
import io.sluice.rtp.ext.FrameMarking;
import io.sluice.rtp.ext.PlayoutDelay;
import io.sluice.rtp.ext.StreamText;
import io.sluice.rtp.ext.TransportSequence;
import io.sluice.rtp.ext.VideoOrientation;
import io.sluice.rtp.loss.Rtx;
import io.sluice.rtp.packet.RtpPacket;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a publisher sends: nothing is read outside of the packet, and nothing throws. */
class RtpFuzzTest {
    private static final int IDS = 16;

    static List<byte[]> packets() {
        return List.of(
                Bytes.hex("80e0 1234 89abcdef deadbeef 0102030405"),
                Bytes.hex("""
                        b2 60 ffff 00000001 00000002 0a0a0a0a 0b0b0b0b
                        bede 0003 12 aabbcc 00 20 77 00 e1 1122 00 0102 00000004"""),
                Bytes.hex("""
                        90 60 0001 00000001 00000002
                        1000 0003 01 00 00 ff 03 112233 0f 01 99 00 01"""),
                Bytes.hex("80e0 0001 00000001 00000002 90 e0 8001 42 60 10 0200 9d012a 8002 6801"),
                Bytes.hex("80e0 0001 00000001 00000002 8e 8001 00 00 18 0280 0168 50 34 00"),
                Bytes.hex("80e0 0001 00000001 00000002 78 0004 67424001 0004 65888040"));
    }

    @MethodSource("packets")
    @FuzzTest
    void thePacketIsReadInsideItself(byte[] data) {
        // At the end of an array, so that one step too far is an exception.
        byte[] buffer = new byte[3 + data.length];
        System.arraycopy(data, 0, buffer, 3, data.length);
        RtpPacket packet = new RtpPacket();
        if (!packet.wrap(buffer, 3, data.length)) {
            return;
        }
        assertThat(packet.headerLength() + packet.payloadLength() + packet.paddingLength())
                .isEqualTo(data.length);
        assertThat(packet.payloadLength()).isNotNegative();
        DependencyStructure kept = new DependencyStructure();
        for (int id = 0; id < IDS; id++) {
            extension(packet, id, kept);
        }
        payload(packet);
        assertThat(buffer).as("reading changes nothing").endsWith(data);
        retransmission(packet);
    }

    private static void extension(RtpPacket packet, int id, DependencyStructure kept) {
        int at = packet.extension(id);
        int length = packet.extensionLength(id);
        if (at < 0) {
            assertThat(length).isEqualTo(-1);
        } else {
            assertThat(at).isGreaterThanOrEqualTo(packet.offset() + RtpPacket.FIXED_HEADER);
            assertThat(at + length).isLessThanOrEqualTo(packet.payloadOffset());
        }
        if (AbsCaptureTime.present(packet, id)) {
            AbsCaptureTime.captureTime(packet, id);
            AbsCaptureTime.clockOffset(packet, id);
        }
        AbsSendTime.read(packet, id);
        AudioLevel.level(packet, id);
        AudioLevel.voice(packet, id);
        FrameMarking.read(packet, id);
        FrameMarking.temporalId(packet, id);
        PlayoutDelay.minMillis(packet, id);
        PlayoutDelay.maxMillis(packet, id);
        StreamText.read(packet, id);
        TransportSequence.read(packet, id);
        VideoOrientation.read(packet, id);
        DependencyDescriptor descriptor = new DependencyDescriptor();
        if (descriptor.parse(packet, id, kept)) {
            PayloadClassifier.apply(descriptor, new FrameInfo());
            if (descriptor.hasStructure()) {
                kept.copyFrom(descriptor.structure());
            }
            for (int target = 0; target < descriptor.decodeTargets(); target++) {
                assertThat(descriptor.indication(target)).isBetween(0, 3);
            }
            for (int i = 0; i < descriptor.references(); i++) {
                descriptor.reference(i);
            }
            for (int chain = 0; chain < descriptor.chains(); chain++) {
                descriptor.chainDistance(chain);
            }
        }
    }

    private static void payload(RtpPacket packet) {
        FrameInfo info = new FrameInfo();
        for (Codec codec : Codec.values()) {
            if (PayloadClassifier.classify(codec, packet, info)) {
                assertThat(info.descriptorLength).isBetween(0, packet.payloadLength());
                assertThat(info.temporalId).isBetween(FrameInfo.NONE, 7);
                assertThat(info.spatialId).isBetween(FrameInfo.NONE, 7);
                new FrameTracker().track(codec, packet.sequence(), packet.timestamp(), info);
            }
        }
        FrameInfo vp8 = new FrameInfo();
        if (PayloadClassifier.classify(Codec.VP8, packet, vp8)) {
            for (boolean wide : new boolean[] {false, true}) {
                byte[] out = new byte[vp8.vp8.rewrittenLength(77, wide)];
                assertThat(vp8.vp8.rewrite(77, wide, 5, 3, out, 0)).isEqualTo(out.length);
            }
        }
    }

    private static void retransmission(RtpPacket packet) {
        byte[] payload = Arrays.copyOfRange(
                packet.buffer(), packet.payloadOffset(), packet.payloadOffset() + packet.payloadLength());
        int header = packet.headerLength();
        byte[] out = new byte[packet.length() + Rtx.OVERHEAD];
        int size = Rtx.wrap(packet, 97, 7, 1, out, 0);
        assertThat(size).isEqualTo(header + Rtx.OVERHEAD + payload.length);
        int sequence = packet.sequence();
        RtpPacket again = new RtpPacket();
        assertThat(again.wrap(out, 0, size)).isTrue();
        assertThat(Rtx.unwrap(again, 96, packet.ssrc())).isTrue();
        assertThat(again.sequence()).isEqualTo(sequence);
        assertThat(Arrays.copyOfRange(out, again.payloadOffset(), again.payloadOffset() + again.payloadLength()))
                .isEqualTo(payload);
        Rtx.unwrap(packet, 96, 7);
    }
}
