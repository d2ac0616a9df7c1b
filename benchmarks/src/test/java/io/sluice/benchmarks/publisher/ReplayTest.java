package io.sluice.benchmarks.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.codec.Codec;
import io.sluice.rtp.codec.FrameInfo;
import io.sluice.rtp.codec.PayloadClassifier;
import io.sluice.rtp.codec.Vp8Descriptor;
import io.sluice.rtp.ext.HeaderExtension;
import io.sluice.rtp.ext.StreamText;
import io.sluice.rtp.ext.TransportSequence;
import io.sluice.rtp.packet.RtpPacket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The publisher that never ends must look like one to those who read its packets. */
class ReplayTest {
    private final Recording recording = new Recording();
    private final Replay replay = new Replay(recording);
    private final RtpPacket packet = new RtpPacket();
    private final FrameInfo frame = new FrameInfo();
    private final Vp8Descriptor descriptor = new Vp8Descriptor();

    @Test
    void everyLayerIsOneStreamWithoutSeams() {
        Map<Integer, Integer> sequences = new HashMap<>();
        Map<Integer, Integer> timestamps = new HashMap<>();
        Map<Integer, Integer> pictures = new HashMap<>();
        int transportSequence = -1;
        int ticks = 0;
        for (int i = 0; i < 3 * total(); i++) {
            wrap(replay.next(i));
            int ssrc = packet.ssrc();
            assertThat(packet.sequence()).isEqualTo((sequences.getOrDefault(ssrc, -1) + 1) & 0xffff);
            sequences.put(ssrc, packet.sequence());
            transportSequence = (transportSequence + 1) & 0xffff;
            assertThat(TransportSequence.read(packet, Recording.id(HeaderExtension.TRANSPORT_SEQUENCE)))
                    .isEqualTo(transportSequence);

            assertThat(packet.timestamp()).isEqualTo(ticks);
            assertThat(descriptor.parse(packet.buffer(), packet.payloadOffset(), packet.payloadLength()))
                    .isTrue();
            if (descriptor.startOfFrame()) {
                assertThat(timestamps.getOrDefault(ssrc, -Recording.FRAME_TICKS) + Recording.FRAME_TICKS)
                        .isEqualTo(packet.timestamp());
                assertThat(descriptor.pictureId()).isEqualTo((pictures.getOrDefault(ssrc, -1) + 1) & 0x7fff);
                timestamps.put(ssrc, packet.timestamp());
                pictures.put(ssrc, descriptor.pictureId());
            }
            ticks += replay.frameEnded() ? Recording.FRAME_TICKS : 0;
        }
        assertThat(sequences).hasSize(recording.layers());
    }

    @Test
    void aServerCanTellItsLayersAndItsKeyFrames() {
        int keyFrames = 0;
        for (int i = 0; i < total(); i++) {
            wrap(replay.next(i));
            int layer = packet.ssrc() & 3;
            byte[] rid = Recording.rids().get(layer - 1).getBytes(StandardCharsets.US_ASCII);
            assertThat(StreamText.matches(packet, Recording.id(HeaderExtension.RID), rid))
                    .isTrue();
            assertThat(PayloadClassifier.classify(Codec.VP8, packet, frame)).isTrue();
            keyFrames += frame.startOfFrame && frame.keyFrame ? 1 : 0;
        }
        assertThat(keyFrames).isEqualTo(recording.layers());
    }

    @Test
    void theLayersHaveTheBitRatesThatAreAnnounced() {
        double seconds = Recording.FRAMES / 30.0;
        for (int layer = 0; layer < recording.layers(); layer++) {
            double bits = 8.0 * recording.packets(layer) * recording.meanSize(layer) / seconds;
            assertThat(bits / Recording.layerInfos().get(layer).bitrate()).isBetween(0.95, 1.15);
        }
    }

    @Test
    void aPacketTellsWhenItWasPlayed() {
        int length = replay.next(0x1234_5678_9abcL);
        assertThat(Replay.label(replay.buffer, 0, length)).isEqualTo(0x1234_5678_9abcL);
    }

    private int total() {
        int packets = 0;
        for (int layer = 0; layer < recording.layers(); layer++) {
            packets += recording.packets(layer);
        }
        return packets;
    }

    private void wrap(int length) {
        assertThat(packet.wrap(replay.buffer, 0, length)).isTrue();
    }
}
