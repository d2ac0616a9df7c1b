package io.sluice.rtp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.Bytes;
import io.sluice.rtp.Hostile;
import io.sluice.rtp.packet.RtpPacket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PayloadClassifierWireTest {
    private final FrameInfo info = new FrameInfo();

    private boolean classify(Codec codec, String digits, boolean marker) {
        byte[] bytes = Bytes.hex(digits);
        return PayloadClassifier.classify(codec, bytes, 0, bytes.length, marker, info);
    }

    @ParameterizedTest
    @CsvSource({
        // what, start, key, parameters, intra, inter, discardable
        "65 88, true, true, false, true, false, false",
        "41 9a, true, false, false, false, true, false",
        "01 9a, true, false, false, false, true, true",
        "67 42, true, true, true, false, false, false",
        "68 ce, true, false, false, false, false, false",
        "06 05, true, false, false, false, false, true",
        "78 0002 6742 0002 68ce, true, true, true, false, false, false",
        "78 0002 6742 0002 6588, true, true, true, true, false, false",
        "78 0002 6742 0002 419a, true, false, true, false, true, false",
        "7c 85 88, true, true, false, true, false, false",
        "7c 05 88, false, false, false, false, false, false",
        "7c 45 88, false, false, false, false, false, false",
        "5c 81 9a, true, false, false, false, true, false"
    })
    void h264IsToldByItsUnits(
            String digits,
            boolean start,
            boolean key,
            boolean sets,
            boolean intra,
            boolean inter,
            boolean discardable) {
        assertThat(classify(Codec.H264, digits, false)).isTrue();
        assertThat(info.startOfFrame).isEqualTo(start);
        assertThat(info.keyFrame).isEqualTo(key);
        assertThat(info.parameterSets).isEqualTo(sets);
        assertThat(info.intraSlice).isEqualTo(intra);
        assertThat(info.interSlice).isEqualTo(inter);
        assertThat(info.discardable).isEqualTo(discardable);
        assertThat(info.temporalId).isEqualTo(FrameInfo.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        // what, start, key, parameters, intra, inter, discardable, sync, temporal
        "2601 af, true, true, false, true, false, false, false, 0",
        "0201 af, true, false, false, false, true, false, false, 0",
        "0002 af, true, false, false, false, true, true, false, 1",
        "0403 af, true, false, false, false, true, true, true, 2",
        "4001 0c, true, true, true, false, false, false, false, 0",
        "4401 c1, true, false, false, false, false, false, false, 0",
        "6001 0002 4001 0002 2601, true, true, true, true, false, false, false, 0",
        "6001 0002 4001 0002 0201, true, false, true, false, true, false, false, 0",
        "6201 93 af, true, true, false, true, false, false, false, 0",
        "6201 13 af, false, false, false, false, false, false, false, 0"
    })
    void h265IsToldByItsUnits(
            String digits,
            boolean start,
            boolean key,
            boolean sets,
            boolean intra,
            boolean inter,
            boolean discardable,
            boolean sync,
            int temporal) {
        assertThat(classify(Codec.H265, digits, false)).isTrue();
        assertThat(info.startOfFrame).isEqualTo(start);
        assertThat(info.keyFrame).isEqualTo(key);
        assertThat(info.parameterSets).isEqualTo(sets);
        assertThat(info.intraSlice).isEqualTo(intra);
        assertThat(info.interSlice).isEqualTo(inter);
        assertThat(info.discardable).isEqualTo(discardable);
        assertThat(info.layerSync).isEqualTo(sync);
        assertThat(info.temporalId).isEqualTo(temporal);
    }

    @Test
    void brokenUnitsAreRefusedAndLeaveNothingBehind() {
        for (String bad : new String[] {"7c", "78", "78 0000 65", "78 0005 65"}) {
            assertThat(classify(Codec.H264, "6588", true)).isTrue();
            assertThat(classify(Codec.H264, bad, true)).as(bad).isFalse();
            assertThat(info.keyFrame).isFalse();
            assertThat(info.startOfFrame).isFalse();
            assertThat(info.endOfPicture).isFalse();
        }
        for (String bad : new String[] {"26", "2600", "6201", "6001", "6001 0001 26"}) {
            assertThat(classify(Codec.H265, bad, true)).as(bad).isFalse();
        }
    }

    @Test
    void vp8IsToldByItsDescriptor() {
        assertThat(classify(Codec.VP8, "90f0 8123 45 a7 504200 9d012a 8002 e001 00", true))
                .isTrue();
        assertThat(info.startOfFrame).isTrue();
        assertThat(info.endOfFrame).isTrue();
        assertThat(info.endOfPicture).isTrue();
        assertThat(info.keyFrame).isTrue();
        assertThat(info.temporalId).isEqualTo(2);
        assertThat(info.layerSync).isTrue();
        assertThat(info.spatialId).isEqualTo(FrameInfo.NONE);
        assertThat(info.pictureId).isEqualTo(0x123);
        assertThat(info.pictureIdBits).isEqualTo(15);
        assertThat(info.tl0).isEqualTo(0x45);
        assertThat(info.keyIndex).isEqualTo(7);
        assertThat(info.width).isEqualTo(640);
        assertThat(info.height).isEqualTo(480);
        assertThat(info.descriptorLength).isEqualTo(6);
        assertThat(info.vp8.pictureId()).isEqualTo(0x123);
    }

    @Test
    void vp9TellsTheSizeOfItsHighestLayer() {
        assertThat(classify(Codec.VP9, "ae 05 00 11 58 0140 00b4 0280 0168 0500 02d0 02 00 34 01 aa", false))
                .isTrue();
        assertThat(info.keyFrame).isTrue();
        assertThat(info.startOfFrame).isTrue();
        assertThat(info.endOfFrame).as("of the layer").isTrue();
        assertThat(info.endOfPicture).isFalse();
        assertThat(info.spatialLayers).isEqualTo(3);
        assertThat(info.width).isEqualTo(1280);
        assertThat(info.height).isEqualTo(720);
        assertThat(info.interPicture).isFalse();
        assertThat(info.tl0).isEqualTo(0x11);
    }

    @ParameterizedTest
    @CsvSource({"18 0a, true, true", "10 0a, true, false", "98 0a, false, false", "48 0a, true, true"})
    void av1IsToldByItsAggregationHeader(String digits, boolean start, boolean key) {
        assertThat(classify(Codec.AV1, digits, false)).isTrue();
        assertThat(info.startOfFrame).isEqualTo(start);
        assertThat(info.keyFrame).isEqualTo(key);
        assertThat(info.descriptorLength).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Codec.class,
            names = {"OPUS", "RED", "PCMU", "PCMA", "G722"})
    void everyPacketOfSoundIsAFrame(Codec codec) {
        assertThat(classify(codec, "00", false)).isTrue();
        assertThat(info.startOfFrame).isTrue();
        assertThat(info.endOfFrame).isTrue();
        assertThat(info.keyFrame).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void anEmptyPayloadIsNothing(Codec codec) {
        assertThat(classify(codec, "", true)).isFalse();
    }

    @Test
    void retransmissionsAreNotClassified() {
        assertThat(classify(Codec.RTX, "12346588", true)).isFalse();
    }

    @Test
    void aPacketIsClassifiedWithItsMarkerAndWithoutItsPadding() {
        byte[] bytes = Bytes.hex("a0e0 0001 00000001 00000002 7c 01");
        RtpPacket packet = new RtpPacket();
        assertThat(packet.wrap(bytes, 0, bytes.length)).isTrue();
        assertThat(PayloadClassifier.classify(Codec.H264, packet, info))
                .as("one byte of a fragment")
                .isFalse();
        bytes[12] = 0x65;
        assertThat(PayloadClassifier.classify(Codec.H264, packet, info)).isTrue();
        assertThat(info.endOfPicture).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void damagedPayloadsAreRefusedOrReadInsideTheirBounds(Codec codec) {
        String[] goods = {
            "78 0002 6742 0002 68ce 0003 658800",
            "6001 0002 4001 0002 4401 0003 260100",
            "7c 85 88",
            "6201 93 af",
            "90f0 8123 45 a7 504200 9d012a 8002 e001 00",
            "ae 05 00 11 58 0140 00b4 0280 0168 0500 02d0 02 00 34 01 aa"
        };
        FrameInfo damaged = new FrameInfo();
        for (String good : goods) {
            Hostile.sweep(
                    Bytes.hex(good),
                    (buffer, offset, length) ->
                            PayloadClassifier.classify(codec, buffer, offset, length, false, damaged));
        }
    }

    @Test
    void codecsAreFoundByNameInAnyCaseAndByMimeType() {
        assertThat(Codec.byName("VP8")).isEqualTo(Codec.VP8);
        assertThat(Codec.byName("vp8")).isEqualTo(Codec.VP8);
        assertThat(Codec.byName("video/H264")).isEqualTo(Codec.H264);
        assertThat(Codec.byName("audio/Opus")).isEqualTo(Codec.OPUS);
        assertThat(Codec.byName("audio/rtx")).isEqualTo(Codec.RTX);
        assertThat(Codec.byName("audio/VP8")).isNull();
        assertThat(Codec.byName("text/VP8")).isNull();
        assertThat(Codec.byName("speex")).isNull();
        assertThat(Codec.OPUS.mimeType()).isEqualTo("audio/opus");
        assertThat(Codec.RTX.isVideo()).isTrue();
        assertThat(Codec.G722.clockRate()).isEqualTo(8_000);
    }
}
