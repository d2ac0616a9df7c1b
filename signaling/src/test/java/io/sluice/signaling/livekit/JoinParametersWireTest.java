package io.sluice.signaling.livekit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.sun.management.ThreadMXBean;
import io.sluice.signaling.livekit.Decoded.Read;
import io.sluice.signaling.livekit.Decoded.Refused;
import io.sluice.signaling.proto.ClientInfo;
import io.sluice.signaling.proto.ConnectionSettings;
import io.sluice.signaling.proto.JoinRequest;
import io.sluice.signaling.proto.SessionDescription;
import io.sluice.signaling.proto.WrappedJoinRequest;
import io.sluice.signaling.proto.WrappedJoinRequest.Compression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parameters in which a client says how it joins. */
class JoinParametersWireTest {
    private static final long SEED = 20_260_101;

    private static final JoinRequest JOIN = JoinRequest.newBuilder()
            .setClientInfo(ClientInfo.newBuilder()
                    .setSdk(ClientInfo.SDK.JS)
                    .setVersion("2.23.0")
                    .setProtocol(17)
                    .addCapabilities(ClientInfo.Capability.CAP_COMPRESSION_DEFLATE_RAW))
            .setConnectionSettings(ConnectionSettings.newBuilder().setAutoSubscribe(true))
            .setPublisherOffer(SessionDescription.newBuilder()
                    .setType("offer")
                    .setSdp("v=0\r\n")
                    .setId(1))
            .build();

    @Test
    void aPlainRequestIsReadPaddedAndUnpadded() {
        byte[] wrapped = wrapped(Compression.NONE, JOIN.toByteArray());
        String padded = Base64.getUrlEncoder().encodeToString(wrapped);
        String unpadded = Base64.getUrlEncoder().withoutPadding().encodeToString(wrapped);

        assertThat(padded).isNotEqualTo(unpadded);
        assertThat(SignalCodec.decodeJoinRequest(padded)).isEqualTo(new Read<>(JOIN));
        assertThat(SignalCodec.decodeJoinRequest(unpadded)).isEqualTo(new Read<>(JOIN));
    }

    @Test
    void aCompressedRequestIsRead() {
        assertThat(decode(Compression.GZIP, gzip(JOIN.toByteArray()))).isEqualTo(new Read<>(JOIN));
    }

    @Test
    void anEmptyMessageIsAJoinWithAllDefaults() {
        assertThat(decode(Compression.GZIP, gzip(new byte[0]))).isEqualTo(new Read<>(JoinRequest.getDefaultInstance()));
    }

    @Test
    void eachFailureHasTheTextThatClientsKnow() {
        assertRefused(SignalCodec.decodeJoinRequest(null), "join_request is required");
        assertRefused(SignalCodec.decodeJoinRequest(""), "join_request is required");
        assertRefused(SignalCodec.decodeJoinRequest("!!!"), "cannot base64 decode wrapped join request");
        assertRefused(SignalCodec.decodeJoinRequest("AAAA="), "cannot base64 decode wrapped join request");
        assertRefused(SignalCodec.decodeJoinRequest("AAAA"), "cannot unmarshal wrapped join request");
        assertRefused(decode(Compression.NONE, new byte[] {0, 0, 0}), "cannot unmarshal join request");
        assertRefused(decode(Compression.GZIP, new byte[] {1, 2, 3}), "cannot unmarshal join request");
        assertRefused(decode(Compression.GZIP, new byte[0]), "cannot unmarshal join request");
        assertRefused(decode(Compression.GZIP, gzip(new byte[] {0})), "cannot unmarshal join request");
        byte[] unknown = WrappedJoinRequest.newBuilder()
                .setCompressionValue(9)
                .setJoinRequest(JOIN.toByteString())
                .build()
                .toByteArray();
        assertRefused(
                SignalCodec.decodeJoinRequest(Base64.getUrlEncoder().encodeToString(unknown)),
                "cannot unmarshal join request");
    }

    @Test
    void oneMebibyteIsTheLimitPlainAndInflated() {
        byte[] fits = request(SignalCodec.MAX_JOIN_REQUEST);
        byte[] over = request(SignalCodec.MAX_JOIN_REQUEST + 1);

        assertThat(decode(Compression.NONE, fits)).isInstanceOf(Read.class);
        assertThat(decode(Compression.GZIP, gzip(fits))).isInstanceOf(Read.class);
        assertRefused(decode(Compression.NONE, over), "join request too large");
        assertRefused(decode(Compression.GZIP, gzip(over)), "join request too large");
        assertRefused(SignalCodec.decodeJoinRequest("A".repeat(4 << 20)), "join request too large");
    }

    @Test
    void aGzipBombIsLeftBeforeItUnfolds() {
        byte[] bomb = gzip(new byte[256 << 20]);
        assertThat(bomb.length).isLessThan(SignalCodec.MAX_JOIN_REQUEST);

        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        Decoded<JoinRequest> decoded = decode(Compression.GZIP, bomb);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertRefused(decoded, "join request too large");
        assertThat(allocated).isLessThan(32 << 20);
    }

    @Test
    void cutAndFlippedRequestsAreReadOrRefused() {
        String good = Base64.getUrlEncoder().encodeToString(wrapped(Compression.GZIP, gzip(JOIN.toByteArray())));
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < good.length(); i++) {
            assertThat(SignalCodec.decodeJoinRequest(good.substring(0, i))).isNotNull();
            StringBuilder flipped = new StringBuilder(good);
            flipped.setCharAt(i, (char) random.nextInt(0x100));
            assertThat(SignalCodec.decodeJoinRequest(flipped.toString())).isNotNull();
        }
    }

    @Test
    void attributesAreAnObjectOfStrings() {
        assertThat(attributes("{\"a\":\"1\",\"b\":\"\\u00e4\"}")).isEqualTo(new Read<>(Map.of("a", "1", "b", "ä")));
        assertThat(attributes("{}")).isEqualTo(new Read<>(Map.of()));
        assertThat(SignalCodec.decodeAttributes(Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("{\"a\":\"1\"}".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(new Read<>(Map.of("a", "1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "\"x\"", "{\"a\":1}", "{\"a\":null}", "{\"a\":{}}", "{\"a\":", "{"})
    void otherAttributesAreRefused(String json) {
        assertRefused(attributes(json), "cannot decode attributes");
    }

    @Test
    void attributesThatAreNoBase64OrTooManyOrTooDeepAreRefused() {
        assertRefused(SignalCodec.decodeAttributes("{}"), "cannot decode attributes");
        assertRefused(SignalCodec.decodeAttributes("A".repeat(1 << 20)), "cannot decode attributes");
        assertRefused(attributes("{\"a\":" + "[".repeat(150_000)), "cannot decode attributes");
    }

    private static Decoded<Map<String, String>> attributes(String json) {
        return SignalCodec.decodeAttributes(
                Base64.getUrlEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static void assertRefused(Decoded<?> decoded, String text) {
        assertThat(decoded)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.refusal().text()).isEqualTo(text));
    }

    /** A valid request of exactly this many bytes. */
    private static byte[] request(int size) {
        byte[] bytes = JoinRequest.newBuilder()
                .setMetadata("x".repeat(size - 4))
                .build()
                .toByteArray();
        assertThat(bytes).hasSize(size);
        return bytes;
    }

    private static Decoded<JoinRequest> decode(Compression compression, byte[] inner) {
        return SignalCodec.decodeJoinRequest(Base64.getUrlEncoder().encodeToString(wrapped(compression, inner)));
    }

    private static byte[] wrapped(Compression compression, byte[] inner) {
        return WrappedJoinRequest.newBuilder()
                .setCompression(compression)
                .setJoinRequest(ByteString.copyFrom(inner))
                .build()
                .toByteArray();
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
