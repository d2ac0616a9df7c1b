package io.sluice.sfu.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Packets as a livekit-client sent them, and what must become of them. */
class PacketStampWireTest {
    private static final String AMY = "616d7931";
    private static final String SID = "50415f45414146647a5a693475533272";
    private static final Sender FROM_AMY = new Sender("PA_EAAFdzZi4uS2r", "amy1", true, false);
    private static final Sender UNSEEN = new Sender("PA_EAAFdzZi4uS2r", "amy1", false, false);
    private static final Sender AGENT = new Sender("PA_EAAFdzZi4uS2r", "amy1", true, true);

    private final DataPacket packet = new DataPacket();
    private final PacketStamp stamp = new PacketStamp();

    private byte[] read(String hex) {
        byte[] wire = HexFormat.of().parseHex(hex.replace(" ", ""));
        // Somewhere in a larger buffer, as it comes.
        byte[] buffer = new byte[wire.length + 7];
        Arrays.fill(buffer, (byte) 0x12);
        System.arraycopy(wire, 0, buffer, 3, wire.length);
        assertThat(packet.read(buffer, 3, wire.length)).isTrue();
        return buffer;
    }

    private String stamped(String hex, DataKind kind, Sender sender) {
        read(hex);
        return HexFormat.of().formatHex(stamp.stamp(packet, kind, sender));
    }

    private static String hex(String spaced) {
        return spaced.replace(" ", "");
    }

    @Test
    void aUserPacketNamesItsSenderOutsideAndInside() {
        assertThat(stamped("120a 12027231 2a04" + AMY + "800101", DataKind.RELIABLE, FROM_AMY))
                .isEqualTo(hex("2204" + AMY + "121c 0a10" + SID + "2a04" + AMY + "12027231 800101 8a0110" + SID));
    }

    @Test
    void whatASenderSaysOfItselfDoesNotCount() {
        // kind lossy, identity "eve", sid "PA_x" outside; "eve" and "PA_x" inside.
        assertThat(stamped(
                        "0801 2203657665 120f 0a0450415f78 12027231 2a03657665 8a010450415f78",
                        DataKind.RELIABLE,
                        FROM_AMY))
                .isEqualTo(hex("2204" + AMY + "121c 0a10" + SID + "2a04" + AMY + "12027231 8a0110" + SID));
    }

    @Test
    void theKindIsThatOfTheChannel() {
        assertThat(stamped("1204 12026c31", DataKind.LOSSY, FROM_AMY))
                .isEqualTo(hex("0801 2204" + AMY + "121c 0a10" + SID + "2a04" + AMY + "12026c31 8a0110" + SID));
    }

    @Test
    void destinationsInsideAreRepeatedOutside() {
        assertThat(stamped("120a 12027231 320462656131 800103", DataKind.RELIABLE, FROM_AMY))
                .isEqualTo(hex("2204" + AMY + "2a0462656131 1222 0a10" + SID + "2a04" + AMY
                        + "12027231 320462656131 800103 8a0110" + SID));
        assertThat(packet.identities).containsExactly("bea1");
    }

    @Test
    void destinationsOutsideWinOverThoseInside() {
        assertThat(stamped("120a 12027231 320462656131 2a0463617431", DataKind.RELIABLE, FROM_AMY))
                .isEqualTo(hex("2204" + AMY + "2a0463617431 1222 0a10" + SID + "2a04" + AMY
                        + "12027231 320463617431 8a0110" + SID));
        assertThat(packet.identities).containsExactly("cat1");
    }

    @Test
    void aHiddenSenderIsNotNamed() {
        assertThat(stamped("120a 12027231 2a04" + AMY, DataKind.RELIABLE, UNSEEN))
                .isEqualTo(hex("1204 12027231 8a0110" + SID));
    }

    @Test
    void whatIsNotUnderstoodStaysAsItIs() {
        // An RPC acknowledgement for "amy1", and a field 200 that does not exist yet.
        String ack = "5a060a0461626364";
        String future = "c20c03010203";
        assertThat(stamped(ack + "2a04" + AMY + future + "800105", DataKind.RELIABLE, FROM_AMY))
                .isEqualTo(hex("2204" + AMY + future + "2a04" + AMY + ack + "800105 8a0110" + SID));
        assertThat(stamped(future, DataKind.RELIABLE, FROM_AMY)).isEqualTo(hex("2204" + AMY + future + "8a0110" + SID));
    }

    @Test
    void onlyAgentsSpeakForOthersAndItIsSaidSo() {
        String chat = "4a04220268692203626f62";
        assertThat(stamped(chat, DataKind.RELIABLE, AGENT))
                .isEqualTo(hex("2203626f62 4a06 22026869 3001 8a0110" + SID));
        assertThat(stamped(chat, DataKind.RELIABLE, FROM_AMY))
                .isEqualTo(hex("2204" + AMY + "4a0422026869 8a0110" + SID));
        assertThat(stamped("6a05 0a0173 4a00 2203626f62", DataKind.RELIABLE, AGENT))
                .isEqualTo(hex("2203626f62 6a07 4a022801 0a0173 8a0110" + SID));
        assertThat(stamped("5a00 2203626f62", DataKind.RELIABLE, AGENT))
                .as("answers are its own")
                .isEqualTo(hex("2204" + AMY + "5a00 8a0110" + SID));
    }

    @Test
    void aMessageOfAnUnknownChannelBecomesAUserPacket() {
        byte[] raw = "hello".getBytes(StandardCharsets.UTF_8);
        assertThat(HexFormat.of()
                        .formatHex(stamp.userPacket(raw, 0, raw.length, DataKind.RELIABLE, FROM_AMY, List.of())))
                .isEqualTo(hex("2204" + AMY + "121f 120568656c6c6f 0a10" + SID + "2a04" + AMY + "8a0110" + SID));
    }

    @Test
    void whatIsNoPacketIsRefused() {
        for (String bad : List.of(
                "12", // no length
                "1205 00", // longer than it is
                "12ffffffffffffffffff7f", // much longer
                "0b", // a group
                "00", // field nought
                "8080808080808080808080", // a varint without end
                "0a00", // a kind that is no number
                "8201 00", // a sequence that is no number
                "2801", // a destination that is no text
                "1001", // a value that is no message
                "1200 1200", // two values
                "1200 5a00", // two different ones
                "1202 0a05", // a user packet with a field longer than it is
                "1202 3001")) { // an inner destination that is no text
            byte[] wire = HexFormat.of().parseHex(bad.replace(" ", ""));
            assertThat(packet.read(wire, 0, wire.length)).as(bad).isFalse();
        }
    }

    @Test
    void theEmptyPacketIsPassedOn() {
        assertThat(packet.read(new byte[0], 0, 0)).isTrue();
        assertThat(HexFormat.of().formatHex(stamp.stamp(packet, DataKind.RELIABLE, FROM_AMY)))
                .isEqualTo(hex("2204" + AMY + "8a0110" + SID));
    }
}
