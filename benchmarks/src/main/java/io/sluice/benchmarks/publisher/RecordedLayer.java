package io.sluice.benchmarks.publisher;

import io.sluice.rtp.ext.HeaderExtension;
import io.sluice.rtp.ext.TransportSequence;
import io.sluice.rtp.packet.BigEndian;
import io.sluice.rtp.packet.RtpHeaderWriter;
import io.sluice.sfu.track.LayerInfo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The packets of one simulcast layer. */
final class RecordedLayer {
    /** Bytes of the descriptor that every packet has: flags, extension flags, 15-bit picture id, TL0PICIDX, temporal layer. */
    static final int DESCRIPTOR = 6;

    private static final int LONGEST_FRAGMENT = 1_150;
    private static final int[] TEMPORAL = {0, 2, 1, 2};
    /** Size of a frame in tenths of the mean, by its place in the temporal pattern. */
    private static final int[] WEIGHT = {14, 8, 10, 8};

    private static final int KEY_FRAME_WEIGHT = 50;
    private static final int FRAMES_A_SECOND = 30;

    final List<RecordedPacket> packets = new ArrayList<>();
    private final int ssrc;
    private final LayerInfo info;
    private final RtpHeaderWriter header = new RtpHeaderWriter();

    RecordedLayer(int index, LayerInfo info) {
        this.ssrc = 0x5105_0001 + index;
        this.info = info;
        int tl0 = 0;
        for (int frame = 0; frame < Recording.FRAMES; frame++) {
            int place = frame % TEMPORAL.length;
            if (TEMPORAL[place] == 0) {
                tl0++;
            }
            int weight = frame == 0 ? KEY_FRAME_WEIGHT : WEIGHT[place];
            frame(frame, TEMPORAL[place], tl0, info.bitrate() / 8 / FRAMES_A_SECOND * weight / 10);
        }
    }

    /** Splits a frame as libwebrtc does: into as few packets as possible, equal but for one byte, the longer ones last. */
    private void frame(int frame, int temporal, int tl0, int size) {
        int count = (size + LONGEST_FRAGMENT - 1) / LONGEST_FRAGMENT;
        for (int i = 0; i < count; i++) {
            int fragment = size / count + (i >= count - size % count ? 1 : 0);
            packets.add(packet(frame, temporal, tl0, i == 0, i == count - 1, fragment));
        }
    }

    private RecordedPacket packet(int frame, int temporal, int tl0, boolean first, boolean last, int fragment) {
        byte[] bytes = new byte[100 + fragment];
        header.begin(
                bytes,
                0,
                bytes.length,
                false,
                last,
                Recording.PAYLOAD_TYPE,
                packets.size(),
                frame * Recording.FRAME_TICKS,
                ssrc);
        int transportSequenceAt =
                header.extension(Recording.id(HeaderExtension.TRANSPORT_SEQUENCE), TransportSequence.SIZE);
        text(HeaderExtension.MID, Recording.MID);
        text(HeaderExtension.RID, String.valueOf(info.rid()));
        int at = header.finish();
        int descriptorAt = at;
        BigEndian.put8(bytes, at, first ? 0x90 : 0x80);
        BigEndian.put8(bytes, at + 1, 0xe0);
        BigEndian.put16(bytes, at + 2, 0x8000 | frame);
        BigEndian.put8(bytes, at + 4, tl0);
        BigEndian.put8(bytes, at + 5, temporal << 6);
        at += DESCRIPTOR;
        int end = at + fragment;
        for (int i = at; i < end; i++) {
            bytes[i] = (byte) (31 * i);
        }
        if (first) {
            start(bytes, at, frame == 0);
        }
        return new RecordedPacket(Arrays.copyOf(bytes, end), frame, descriptorAt, transportSequenceAt);
    }

    /** The frame tag, and the start code and size that a key frame has behind it (RFC 6386 §9.1). */
    private void start(byte[] bytes, int at, boolean keyFrame) {
        BigEndian.put8(bytes, at, keyFrame ? 0x10 : 0x11);
        if (keyFrame) {
            BigEndian.put24(bytes, at + 3, 0x9d012a);
            BigEndian.put8(bytes, at + 6, info.width());
            BigEndian.put8(bytes, at + 7, info.width() >> 8);
            BigEndian.put8(bytes, at + 8, info.height());
            BigEndian.put8(bytes, at + 9, info.height() >> 8);
        }
    }

    private void text(HeaderExtension extension, String text) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        header.extension(Recording.id(extension), ascii, 0, ascii.length);
    }
}
