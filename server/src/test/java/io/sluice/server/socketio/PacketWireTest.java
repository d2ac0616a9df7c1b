package io.sluice.server.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets in the encoding of the protocol's description, and what is none. */
class PacketWireTest {
    private static JsonNode json(String text) {
        try {
            return PacketCodec.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static @Nullable Packet read(String text) throws PacketReader.Malformed {
        return new PacketReader(100).read(Frame.text(text));
    }

    @Test
    void packetsOfTheDescriptionAreRead() throws PacketReader.Malformed {
        assertThat(read("0")).isEqualTo(new Packet(Packet.Type.CONNECT, "/", null));
        assertThat(read("0/admin,{\"token\":\"123\"}"))
                .isEqualTo(new Packet(Packet.Type.CONNECT, "/admin", json("{\"token\":\"123\"}")));
        assertThat(read("1/admin,")).isEqualTo(new Packet(Packet.Type.DISCONNECT, "/admin", null));
        assertThat(read("1")).isEqualTo(new Packet(Packet.Type.DISCONNECT, "/", null));
        assertThat(read("2[\"foo\"]")).isEqualTo(new Packet(Packet.Type.EVENT, "/", json("[\"foo\"]")));
        assertThat(read("2/admin,[\"bar\"]")).isEqualTo(new Packet(Packet.Type.EVENT, "/admin", json("[\"bar\"]")));
        assertThat(read("212[\"foo\"]")).isEqualTo(new Packet(Packet.Type.EVENT, "/", 12, json("[\"foo\"]")));
        assertThat(read("3/admin,13[\"bar\"]")).isEqualTo(new Packet(Packet.Type.ACK, "/admin", 13, json("[\"bar\"]")));
    }

    @Test
    void packetsOfTheDescriptionAreWritten() {
        assertThat(PacketCodec.encode(
                        new Packet(Packet.Type.CONNECT, "/admin", json("{\"sid\":\"oSO0OpakMV_3jnilAAAA\"}"))))
                .containsExactly(Frame.text("40/admin,{\"sid\":\"oSO0OpakMV_3jnilAAAA\"}"));
        assertThat(PacketCodec.encode(new Packet(Packet.Type.DISCONNECT, "/", null)))
                .containsExactly(Frame.text("41"));
        assertThat(PacketCodec.encode(new Packet(Packet.Type.ACK, "/", 12, json("[]"))))
                .containsExactly(Frame.text("4312[]"));
        assertThat(PacketCodec.encode(
                        new Packet(Packet.Type.CONNECT_ERROR, "/x", json("{\"message\":\"Not authorized\"}"))))
                .containsExactly(Frame.text("44/x,{\"message\":\"Not authorized\"}"));
    }

    @Test
    void bytesLeaveTheirPacketAndComeBack() throws PacketReader.Malformed {
        PacketReader reader = new PacketReader(100);
        assertThat(
                        reader.read(
                                Frame.text(
                                        "52-/admin,9[\"baz\",{\"_placeholder\":true,\"num\":1},{\"a\":[{\"_placeholder\":true,\"num\":0}]}]")))
                .isNull();
        assertThat(reader.read(Frame.binary(new byte[] {1, 2, 3}))).isNull();
        Packet packet = reader.read(Frame.binary(new byte[] {4}));

        assertThat(packet).isNotNull();
        ArrayNode data = PacketCodec.JSON.createArrayNode().add("baz").add(new byte[] {4});
        data.addObject().putArray("a").add(new byte[] {1, 2, 3});
        assertThat(packet).isEqualTo(new Packet(Packet.Type.EVENT, "/admin", 9, data));
        assertThat(PacketCodec.encode(Objects.requireNonNull(packet)))
                .containsExactly(
                        Frame.text(
                                "452-/admin,9[\"baz\",{\"_placeholder\":true,\"num\":0},{\"a\":[{\"_placeholder\":true,\"num\":1}]}]"),
                        Frame.binary(new byte[] {4}),
                        Frame.binary(new byte[] {1, 2, 3}));
    }

    @Test
    void whatAClientWroteLeavesAsItCame() throws PacketReader.Malformed {
        String text = "2[\"e\",\"\\uD800 \\u2603\",1.50,1E+400,12345678901234567890]";
        Packet packet = read(text);

        assertThat(packet).isNotNull();
        assertThat(PacketCodec.encode(Objects.requireNonNull(packet))).containsExactly(Frame.text("4" + text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "x",
                "2",
                "2{}",
                "2[]",
                "2[7]",
                "2[\"connect\"]",
                "2[\"disconnect\"]",
                "2[\"foo\"",
                "2[\"foo\"]]",
                "2[\"foo\"] x",
                "0[]",
                "0\"token\"",
                "1{}",
                "3[]",
                "4{}",
                "5[\"foo\"]",
                "5-[\"foo\"]",
                "5x-[\"foo\"]",
                "511-[\"foo\"]",
                "599999999999-[\"foo\"]",
                "29999999999999999999[\"foo\"]",
                "2\u0661[\"foo\"]"
            })
    void whatIsNoPacketIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(PacketReader.Malformed.class);
    }

    @Test
    void namespacesAndNestingHaveAnEnd() {
        assertThatThrownBy(() -> read("2/" + "n".repeat(200) + ",[\"foo\"]"))
                .isInstanceOf(PacketReader.Malformed.class);
        assertThatThrownBy(() -> read("2[\"foo\"," + "[".repeat(100_000) + "]".repeat(100_000) + "]"))
                .isInstanceOf(PacketReader.Malformed.class);
    }

    @Test
    void bytesThatNobodyAnnouncedOrThatAreTooManyAreRefused() throws PacketReader.Malformed {
        assertThatThrownBy(() -> new PacketReader(100).read(Frame.binary(new byte[1])))
                .isInstanceOf(PacketReader.Malformed.class);
        PacketReader waiting = new PacketReader(100);
        waiting.read(Frame.text("51-[\"foo\",{\"_placeholder\":true,\"num\":0}]"));
        assertThatThrownBy(() -> waiting.read(Frame.text("2[\"foo\"]"))).isInstanceOf(PacketReader.Malformed.class);
        PacketReader full = new PacketReader(100);
        full.read(Frame.text("52-[\"foo\",{\"_placeholder\":true,\"num\":0}]"));
        full.read(Frame.binary(new byte[60]));
        assertThatThrownBy(() -> full.read(Frame.binary(new byte[60]))).isInstanceOf(PacketReader.Malformed.class);
        PacketReader forged = new PacketReader(100);
        forged.read(Frame.text("51-[\"foo\",{\"_placeholder\":true,\"num\":1}]"));
        assertThatThrownBy(() -> forged.read(Frame.binary(new byte[1]))).isInstanceOf(PacketReader.Malformed.class);
    }

    @Test
    void payloadsOfPollingAreSeparated() {
        List<Frame> frames = List.of(Frame.text("4hello"), Frame.text("2"), Frame.binary(new byte[] {1, 2, 3, 4}));

        assertThat(PollPayload.encode(frames)).isEqualTo("4hello\u001e2\u001ebAQIDBA==");
        assertThat(decode("4hello\u001e2\u001ebAQIDBA==", 3)).isEqualTo(frames);
        assertThat(decode("4hello\u001e2\u001ebAQIDBA==", 2)).isNull();
        assertThat(decode("", 3)).isNull();
        assertThat(decode("4a\u001e", 3)).isNull();
        assertThat(decode("b???", 3)).isNull();
    }

    private static @Nullable List<Frame> decode(String payload, int most) {
        return PollPayload.decode(StandardCharsets.UTF_8.encode(payload), most);
    }
}
