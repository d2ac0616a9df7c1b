package io.sluice.signaling.livekit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.google.protobuf.ByteString;
import io.sluice.signaling.CpuTime;
import io.sluice.signaling.livekit.Decoded.Read;
import io.sluice.signaling.livekit.Decoded.Refused;
import io.sluice.signaling.proto.AddTrackRequest;
import io.sluice.signaling.proto.JoinResponse;
import io.sluice.signaling.proto.Ping;
import io.sluice.signaling.proto.Room;
import io.sluice.signaling.proto.SessionDescription;
import io.sluice.signaling.proto.SignalRequest;
import io.sluice.signaling.proto.SignalResponse;
import io.sluice.signaling.proto.TrackSource;
import io.sluice.signaling.proto.TrackType;
import io.sluice.signaling.proto.VideoLayer;
import io.sluice.signaling.proto.VideoQuality;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames in both encodings, and what becomes of broken ones. */
class SignalCodecWireTest {
    private static final long SEED = 20_260_101;

    private static final SignalRequest ADD_TRACK = SignalRequest.newBuilder()
            .setAddTrack(AddTrackRequest.newBuilder()
                    .setCid("cam")
                    .setType(TrackType.VIDEO)
                    .setSource(TrackSource.CAMERA)
                    .addLayers(VideoLayer.newBuilder()
                            .setQuality(VideoQuality.HIGH)
                            .setWidth(1280)))
            .build();

    @Test
    void aPingHasTheBytesOfTheProtocol() {
        // Field 16, length 4: timestamp 300, rtt 7 with the second field's tag between them.
        byte[] frame = HexFormat.of().parseHex("82010508ac021007");
        SignalRequest ping = SignalRequest.newBuilder()
                .setPingReq(Ping.newBuilder().setTimestamp(300).setRtt(7))
                .build();

        assertThat(SignalCodec.encode(ping)).isEqualTo(frame);
        assertThat(SignalCodec.decodeRequest(frame)).isEqualTo(new Read<>(ping));
    }

    @Test
    void textFramesAreTheJsonOfProto3() {
        String text = "{\"addTrack\":{\"cid\":\"cam\",\"type\":\"VIDEO\",\"source\":\"CAMERA\","
                + "\"layers\":[{\"quality\":\"HIGH\",\"width\":1280}]}}";

        assertThat(SignalCodec.encodeText(ADD_TRACK)).isEqualTo(text);
        assertThat(SignalCodec.decodeRequest(text)).isEqualTo(new Read<>(ADD_TRACK));
    }

    @Test
    void textFramesMayUseFieldNamesNumbersAndUnknownMembers() {
        assertThat(SignalCodec.decodeRequest("""
                {"tomorrow": {"a": [1, {"b": null}]},
                 "add_track": {"cid": "cam", "type": 1, "source": 1, "layers": [{"quality": 2, "width": "1280"}], "new": true}}
                """)).isEqualTo(new Read<>(ADD_TRACK));
    }

    @Test
    void responsesTravelBothWaysInBothForms() {
        SignalResponse join = SignalResponse.newBuilder()
                .setJoin(JoinResponse.newBuilder()
                        .setRoom(Room.newBuilder().setSid("RM_x").setCreationTimeMs(1795485924827L))
                        .setSifTrailer(ByteString.copyFromUtf8("trailer")))
                .build();

        assertThat(SignalCodec.decodeResponse(SignalCodec.encode(join))).isEqualTo(new Read<>(join));
        assertThat(SignalCodec.encodeText(join))
                .isEqualTo("{\"join\":{\"room\":{\"sid\":\"RM_x\",\"creationTimeMs\":\"1795485924827\"},"
                        + "\"sifTrailer\":\"dHJhaWxlcg==\"}}");
        assertThat(SignalCodec.decodeResponse(SignalCodec.encodeText(join))).isEqualTo(new Read<>(join));
    }

    @Test
    void aMessageOfANewerProtocolIsReadAsNone() {
        // Field 100, two bytes.
        byte[] frame = HexFormat.of().parseHex("a206020801");

        assertThat(request(frame).getMessageCase()).isEqualTo(SignalRequest.MessageCase.MESSAGE_NOT_SET);
        assertThat(request(new byte[0]).getMessageCase()).isEqualTo(SignalRequest.MessageCase.MESSAGE_NOT_SET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"x\"",
                "7",
                "{",
                "{\"ping\": }",
                "{\"ping\": 1e999999999}",
                "{\"ping\": 1.5}",
                "{\"ping\": {}}",
                "{\"offer\": []}",
                "{\"offer\": {\"sdp\": {}}}",
                "{\"addTrack\": {\"type\": \"SMELL\", \"layers\": 1}}",
                "{\"offer\": {}, \"answer\": {}}",
                "{\"ping\": \"\\uD800\"}",
                "\u0000"
            })
    void textThatIsNoMessageIsRefused(String frame) {
        assertThat(SignalCodec.decodeRequest(frame)).isEqualTo(new Refused<>(Refusal.FRAME_BROKEN));
    }

    @Test
    void deepTextIsRefusedBeforeItCosts() {
        for (String open : List.of("[", "{\"a\":", "{\"offer\":{\"a\":[", "[{\"a\":")) {
            String text = "{\"x\":" + open.repeat(SignalCodec.MAX_FRAME / open.length() - 8);
            assertThat(SignalCodec.decodeRequest(text)).isEqualTo(new Refused<>(Refusal.FRAME_BROKEN));
        }
        assertThat(request("{\"offer\":{\"sdp\":\"" + "[{\\\"".repeat(100) + "\"}}")
                        .getOffer()
                        .getSdp())
                .isEqualTo("[{\"".repeat(100));
    }

    @Test
    void largeTextIsReadInTimeWhateverItRepeats() {
        for (String part : List.of("1,", "9", "\"\",", "{},", " ", "\\u0041", "e9", "1e9999999,", "-", "null,")) {
            String run = part.repeat(SignalCodec.MAX_FRAME / part.length() / 2);
            for (String frame : List.of(
                    "{\"ping\":" + run + "}",
                    "{\"ping\":\"" + run + "\"}",
                    "{\"subscription\":{\"trackSids\":[" + run + "\"\"]}}",
                    "{\"addTrack\":{\"width\":" + run + "}}",
                    "{\"addTrack\":{\"type\":\"" + run + "\"}}",
                    "{\"unknown\":[" + run + "0]}")) {
                CpuTime.within(Duration.ofSeconds(2), () -> SignalCodec.decodeRequest(frame), part);
            }
        }
    }

    @Test
    void numbersWithHugeExponentsAreRefusedForEveryKindOfNumber() {
        for (String number : List.of("1e999999999", "-1e999999999", "1e-999999999", "\"1e999999999\"")) {
            for (String frame : List.of(
                    "{\"ping\":" + number + "}",
                    "{\"addTrack\":{\"width\":" + number + "}}",
                    "{\"addTrack\":{\"layers\":[{\"spatialLayer\":" + number + "}]}}",
                    "{\"syncState\":{\"publishTracks\":[{\"track\":{\"version\":{\"unixMicro\":" + number + "}}}]}}")) {
                CpuTime.within(
                        Duration.ofSeconds(1),
                        () -> assertThat(SignalCodec.decodeRequest(frame))
                                .isEqualTo(new Refused<>(Refusal.FRAME_BROKEN)),
                        frame);
            }
        }
    }

    @Test
    void framesOverTheLimitAreRefused() {
        assertThat(SignalCodec.decodeRequest(new byte[SignalCodec.MAX_FRAME + 1]))
                .isEqualTo(new Refused<>(Refusal.FRAME_TOO_LARGE));
        assertThat(SignalCodec.decodeRequest(" ".repeat(SignalCodec.MAX_FRAME + 1)))
                .isEqualTo(new Refused<>(Refusal.FRAME_TOO_LARGE));
        byte[] large = SignalCodec.encode(SignalRequest.newBuilder()
                .setOffer(SessionDescription.newBuilder().setSdp("x".repeat(SignalCodec.MAX_FRAME - 16)))
                .build());
        assertThat(SignalCodec.decodeRequest(large)).isInstanceOf(Read.class);
    }

    @Test
    void bytesThatAreNoMessageAreRefused() {
        for (String hex : List.of("ff", "0aff", "0a0380", "07", "0a0201", "820105", "0a030a01ff")) {
            assertThat(SignalCodec.decodeRequest(HexFormat.of().parseHex(hex)))
                    .as(hex)
                    .isEqualTo(new Refused<>(Refusal.FRAME_BROKEN));
        }
        assertThat(SignalCodec.decodeRequest("garbage".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Refused<>(Refusal.FRAME_BROKEN));
    }

    @Test
    void cutAndFlippedFramesAreReadOrRefused() {
        byte[] frame = SignalCodec.encode(ADD_TRACK);
        String text = SignalCodec.encodeText(ADD_TRACK);
        for (int i = 0; i < frame.length; i++) {
            assertDecided(SignalCodec.decodeRequest(Arrays.copyOf(frame, i)));
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = frame.clone();
                flipped[i] ^= (byte) (1 << bit);
                assertDecided(SignalCodec.decodeRequest(flipped));
            }
        }
        for (int i = 0; i < text.length(); i++) {
            assertThat(SignalCodec.decodeRequest(text.substring(0, i))).isEqualTo(new Refused<>(Refusal.FRAME_BROKEN));
            for (int bit = 0; bit < 7; bit++) {
                StringBuilder flipped = new StringBuilder(text);
                flipped.setCharAt(i, (char) (text.charAt(i) ^ 1 << bit));
                assertDecided(SignalCodec.decodeRequest(flipped.toString()));
            }
        }
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 20_000; round++) {
            byte[] noise = new byte[random.nextInt(64)];
            random.nextBytes(noise);
            assertDecided(SignalCodec.decodeRequest(noise));
        }
    }

    private static void assertDecided(Decoded<SignalRequest> decoded) {
        switch (decoded) {
            case Read<SignalRequest> read -> assertThat(read.value()).isNotNull();
            case Refused<SignalRequest> refused -> assertThat(refused.refusal()).isEqualTo(Refusal.FRAME_BROKEN);
        }
    }

    private static SignalRequest request(byte[] frame) {
        return value(SignalCodec.decodeRequest(frame));
    }

    private static SignalRequest request(String frame) {
        return value(SignalCodec.decodeRequest(frame));
    }

    private static <T> T value(Decoded<T> decoded) {
        return switch (decoded) {
            case Read<T> read -> read.value();
            case Refused<T> refused -> fail("refused: " + refused.refusal());
        };
    }
}
