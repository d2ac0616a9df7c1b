package io.sluice.sfu.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a client sends: nothing breaks, and nobody is taken for somebody else. */
class DataPacketPropertyTest {
    private static final Sender SENDER = new Sender("PA_sender", "sender", true, false);

    private static void nested(WireWriter out, Random random, int depth) {
        for (int i = random.nextInt(6); i > 0; i--) {
            int field = random.nextInt(20);
            switch (random.nextInt(depth > 0 ? 4 : 3)) {
                case 0 -> out.number(field, random.nextLong());
                case 1 -> {
                    byte[] bytes = new byte[random.nextInt(20)];
                    random.nextBytes(bytes);
                    out.bytes(field, bytes, 0, bytes.length);
                }
                case 2 -> {
                    byte[] name = "somebody else".getBytes(StandardCharsets.UTF_8);
                    out.bytes(field, name, 0, name.length);
                }
                default -> {
                    int mark = out.size();
                    nested(out, random, depth - 1);
                    out.wrap(field, mark);
                }
            }
        }
    }

    @Test
    void whatIsPassedOnNamesTheSenderAndNobodyElse() {
        int read = 0;
        for (long seed = 0; seed < 50_000; seed++) {
            Random random = new Random(seed);
            WireWriter out = new WireWriter();
            nested(out, random, 2);
            byte[] bytes = out.toBytes();
            for (int flips = random.nextInt(3); flips > 0 && bytes.length > 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            int length = random.nextBoolean() || bytes.length == 0 ? bytes.length : random.nextInt(bytes.length);
            DataPacket packet = new DataPacket();
            if (!packet.read(bytes, 0, length)) {
                continue;
            }
            read++;
            byte[] stamped = new PacketStamp().stamp(packet, DataKind.RELIABLE, SENDER);
            DataPacket again = new DataPacket();
            assertThat(again.read(stamped, 0, stamped.length))
                    .as("seed %d", seed)
                    .isTrue();
            assertThat(again.identity).as("seed %d", seed).isEqualTo("sender");
            assertThat(again.value).isEqualTo(packet.value);
            assertThat(again.sequence).isEqualTo(packet.sequence);
            assertThat(again.identities).isEqualTo(packet.identities);
            if (again.value == DataPacket.USER) {
                WireCursor user = new WireCursor().over(stamped, again.valueFrom, again.valueTo);
                while (user.next()) {
                    if (user.field == DataPacket.USER_IDENTITY) {
                        assertThat(new String(stamped, user.from, user.length(), StandardCharsets.UTF_8))
                                .as("seed %d", seed)
                                .isEqualTo("sender");
                    }
                }
            }
        }
        assertThat(read).isGreaterThan(5_000);
    }
}
