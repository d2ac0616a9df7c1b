package io.sluice.server.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random packets, whole and damaged. */
class PacketPropertyTest {
    private static final int ROUNDS = 2_000;
    private static final String ALPHABET = "0123456789-/,[]{}\":\u001ebx\\ue_placeholdernum true.\u00e4\ud83d\ude00";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatIsWrittenIsReadAgain(long seed) throws PacketReader.Malformed {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            ArrayNode data = PacketCodec.JSON.createArrayNode().add("event" + round);
            int arguments = random.nextInt(3);
            for (int i = 0; i < arguments; i++) {
                data.add(value(random, 3));
            }
            Packet packet = new Packet(
                    Packet.Type.EVENT,
                    random.nextBoolean() ? "/" : "/n" + round,
                    random.nextBoolean() ? Packet.NO_ACK : random.nextInt(1000),
                    data);
            PacketReader reader = new PacketReader(100_000);
            Packet read = null;
            List<Frame> frames = PacketCodec.encode(packet);
            if (frames.size() > 11) {
                continue;
            }
            // Through a payload of polling, as the longer of the two ways.
            List<Frame> carried =
                    PollPayload.decode(StandardCharsets.UTF_8.encode(PollPayload.encode(frames)), frames.size());
            assertThat(carried).isEqualTo(frames);
            for (Frame frame : frames) {
                assertThat(read).isNull();
                read = reader.read(
                        frame.text() == null ? frame : Frame.text(frame.text().substring(1)));
            }
            assertThat(read).isEqualTo(packet);
        }
    }

    private static JsonNode value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 7)) {
            case 0 -> PacketCodec.JSON.getNodeFactory().textNode(text(random));
            case 1 -> PacketCodec.JSON.getNodeFactory().numberNode(random.nextInt());
            case 2 -> PacketCodec.JSON.getNodeFactory().booleanNode(random.nextBoolean());
            case 3 -> PacketCodec.JSON.nullNode();
            case 4 -> {
                byte[] bytes = new byte[random.nextInt(20)];
                random.nextBytes(bytes);
                yield PacketCodec.JSON.getNodeFactory().binaryNode(bytes);
            }
            case 5 -> {
                ArrayNode array = PacketCodec.JSON.createArrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(value(random, depth - 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = PacketCodec.JSON.createObjectNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.set("k\u00e4\u001e" + random.nextInt(9), value(random, depth - 1));
                }
                yield object;
            }
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void whatIsNoPacketHarmsNobody(long seed) {
        Random random = new Random(seed);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            PacketReader reader = new PacketReader(1_000);
            String damaged =
                    damaged(random, "52-/admin,9[\"baz\",{\"_placeholder\":true,\"num\":1},{\"a\":[1.5e3,null]}]");
            read += read(reader, Frame.text(damaged)) == null ? 0 : 1;
            read(reader, Frame.binary(new byte[random.nextInt(700)]));
            read(reader, Frame.binary(new byte[random.nextInt(700)]));
            byte[] noise = damaged(random, "4hello\u001e2\u001ebAQIDBA==").getBytes(StandardCharsets.ISO_8859_1);
            List<Frame> frames = PollPayload.decode(ByteBuffer.wrap(noise), 5);
            assertThat(frames == null ? 0 : frames.size()).isLessThanOrEqualTo(5);
        }
        assertThat(read).isLessThan(ROUNDS);
    }

    /** Null also when the frame is refused, which is the only other thing that may happen. */
    private static @Nullable Packet read(PacketReader reader, Frame frame) {
        try {
            return reader.read(frame);
        } catch (PacketReader.Malformed e) {
            return null;
        }
    }

    private static String damaged(Random random, String whole) {
        StringBuilder text = new StringBuilder(whole);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(text.length());
            char other = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, other);
                case 1 -> text.insert(at, other);
                default -> text.deleteCharAt(at);
            }
        }
        return text.toString();
    }
}
