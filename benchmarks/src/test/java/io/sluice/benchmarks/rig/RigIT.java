package io.sluice.benchmarks.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.benchmarks.publisher.Recording;
import io.sluice.benchmarks.publisher.Replay;
import io.sluice.rtp.codec.Vp8Descriptor;
import io.sluice.rtp.packet.RtpPacket;
import io.sluice.transport.peer.DropCounts;
import io.sluice.transport.srtp.SrtpEngine;
import io.sluice.transport.srtp.SrtpProfile;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the rig measures must be what it says: real packets, sealed, opened, whole. */
class RigIT {
    private static final int FRAMES = 30;
    private static final int LABEL = 8;
    /** What the recorded payload begins with: descriptor, frame tag, and the header of a key frame. */
    private static final int START = 16;

    private final RtpPacket packet = new RtpPacket();
    private final Vp8Descriptor descriptor = new Vp8Descriptor();
    private final Map<Integer, Integer> sequences = new HashMap<>();
    private long opened;

    @ParameterizedTest
    @CsvSource({"AEAD_AES_128_GCM, JDK", "AES128_CM_HMAC_SHA1_80, JITSI"})
    void everySubscriberGetsEveryPacketAsItWasPlayed(SrtpProfile profile, SrtpEngine engine) throws IOException {
        try (Rig rig = new Rig(2, new Security(profile, engine), this::check)) {
            Sample sample = rig.paced(FRAMES);

            assertThat(sequences).as("one stream for each subscriber").hasSize(2);
            assertThat(opened).isEqualTo(sample.out());
            assertThat(rig.arrived()).isEqualTo(sample.out());
            assertThat(sample.in()).isEqualTo(packets(0, FRAMES));
            // Whoever waits for the highest layer is shown the key frames of the others, which come first.
            long others = packets(0, 1) - packets(2, 1);
            assertThat(sample.out()).as("the highest layer, to both").isEqualTo(2 * (packets(2, FRAMES) + others));
            assertThat(rig.drops()).isEqualTo(new DropCounts(0, 0, 0, 0, 0, 0, 0));
        }
    }

    /** Packets of a layer and those above it in the first frames. */
    private static long packets(int firstLayer, int most) {
        Replay replay = new Replay(new Recording(), firstLayer);
        long packets = 0;
        for (int frames = 0; frames < most; frames += replay.frameEnded() ? 1 : 0) {
            replay.next(0);
            packets++;
        }
        return packets;
    }

    private void check(byte[] buffer, int offset, int length) {
        assertThat(packet.wrap(buffer, offset, length)).isTrue();
        Integer before = sequences.put(packet.ssrc(), packet.sequence());
        if (before != null) {
            assertThat(packet.sequence()).isEqualTo((before + 1) & 0xffff);
        }
        assertThat(descriptor.parse(buffer, packet.payloadOffset(), packet.payloadLength()))
                .isTrue();
        // The recording counts up by 31 where a picture would be.
        for (int i = packet.payloadOffset() + START; i < offset + length - LABEL - 1; i++) {
            assertThat((byte) (buffer[i + 1] - buffer[i])).isEqualTo((byte) 31);
        }
        opened++;
    }
}
