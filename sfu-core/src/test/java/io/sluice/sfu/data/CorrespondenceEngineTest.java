package io.sluice.sfu.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sfu.measure.MediaCounters;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server writes to somebody, and takes what comes back. */
class CorrespondenceEngineTest {
    private static final long NOW = 5_000_000_000L;
    private static final byte[] LETTER = {(byte) 0x52, 0};

    private final DataRouter router = new DataRouter("room", DataSettings.DEFAULT, new MediaCounters());
    private final TestHost ann = new TestHost("ann");
    private final TestHost bob = new TestHost("bob");
    private final DataMember annsData = router.join(ann);
    private final DataMember bobsData = router.join(bob);
    private final List<byte[]> answers = new ArrayList<>();
    private int gone;

    @BeforeEach
    void write() {
        ServerInbox inbox = new ServerInbox() {
            @Override
            public void received(byte[] packet) {
                answers.add(packet);
            }

            @Override
            public void gone() {
                gone++;
            }
        };
        assertThat(router.correspond("address", "ann", LETTER, inbox, NOW)).isTrue();
    }

    private void send(DataMember from, String to) {
        byte[] packet = answer(to);
        router.received(from, DataKind.RELIABLE, packet, 0, packet.length, NOW);
    }

    private static byte[] answer(String to) {
        WireWriter out = new WireWriter();
        byte[] text = to.getBytes(StandardCharsets.UTF_8);
        out.bytes(DataPacket.DESTINATION_IDENTITIES, text, 0, text.length);
        out.bytes(12, new byte[0], 0, 0);
        return out.toBytes();
    }

    @Test
    void theLetterArrivesAsItIsAndItsAnswerComesToTheServerOnly() {
        assertThat(ann.reliable).containsExactly(LETTER);
        send(annsData, "address");
        assertThat(answers).containsExactly(answer("address"));
        assertThat(bob.reliable).isEmpty();
    }

    @Test
    void nobodyElseCanAnswer() {
        send(bobsData, "address");
        assertThat(answers).isEmpty();
    }

    @Test
    void whatIsForOthersGoesToThem() {
        send(annsData, "bob");
        assertThat(answers).isEmpty();
        assertThat(bob.reliable).hasSize(1);
    }

    @Test
    void whoLeavesWillNotAnswer() {
        router.leave(annsData, NOW);
        router.leave(bobsData, NOW);
        assertThat(gone).isEqualTo(1);
    }

    @Test
    void whatComesAfterTheEndIsNotAwaited() {
        router.endCorrespondence("address");
        send(annsData, "address");
        router.leave(annsData, NOW);
        assertThat(answers).isEmpty();
        assertThat(gone).isZero();
    }

    @Test
    void thereMustBeSomebodyToWriteTo() {
        assertThat(router.correspond(
                        "another",
                        "eve",
                        LETTER,
                        new ServerInbox() {
                            @Override
                            public void received(byte[] packet) {
                                answers.add(packet);
                            }

                            @Override
                            public void gone() {
                                gone++;
                            }
                        },
                        NOW))
                .isFalse();
    }
}
