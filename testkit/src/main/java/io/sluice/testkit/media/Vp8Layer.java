package io.sluice.testkit.media;

import io.sluice.rtp.ext.HeaderExtension;
import io.sluice.rtp.packet.BigEndian;
import io.sluice.rtp.packet.RtpHeaderWriter;
import io.sluice.rtp.packet.RtpPacket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One simulcast layer of a {@link ScriptedPublisher}: frames with three temporal layers, whose payload tells where it belongs. */
final class Vp8Layer {
    /** Bytes of a payload behind the descriptor that tell layer, frame, packet and packets of the frame. */
    static final int LABEL = 8;

    static final int MAX_PAYLOAD = 1100;
    private static final int[] TEMPORAL = {0, 2, 1, 2};
    private static final int REMEMBERED = 2000;

    final int index;
    final @Nullable String rid;
    final int ssrc;
    final int rtxSsrc;
    final int width;
    private final Random random;
    private final RtpHeaderWriter header = new RtpHeaderWriter();
    private final RtpPacket window = new RtpPacket();
    private final Map<Integer, byte[]> sent = new HashMap<>();
    private final DescriptorScript descriptors;
    private final int timestampOffset;
    private int sequence;
    private int rtxSequence;
    private int picture;
    private int tl0;
    private int keyIndex;
    private int phase;

    boolean active = true;
    boolean keyFrameDue = true;
    int frames;
    int keyFrames;
    int keyframeRequests;
    /** Bytes of a frame on average; 0 for a few packets each. */
    int frameBytes;

    int retransmissions;
    long packets;
    long bytes;

    Vp8Layer(int index, @Nullable String rid, Random random) {
        this.index = index;
        this.rid = rid;
        this.random = random;
        this.ssrc = random.nextInt(1, Integer.MAX_VALUE);
        this.rtxSsrc = random.nextInt(1, Integer.MAX_VALUE);
        this.descriptors = new DescriptorScript(ScalabilityMode.of("L1T3"), ssrc & 0xffff);
        this.timestampOffset = random.nextInt();
        this.sequence = random.nextInt(65536);
        this.rtxSequence = random.nextInt(65536);
        this.picture = random.nextInt(32768);
        this.tl0 = random.nextInt(256);
        this.keyIndex = random.nextInt(32);
        this.width = 320 << index;
    }

    /** The RTP clock at a moment. */
    int timestamp(long nowNanos) {
        return timestampOffset + (int) (nowNanos / 1000 * 90 / 1000);
    }

    /** The packets of the next frame. */
    List<byte[]> frame(String mid, boolean label, long nowNanos) {
        boolean key = keyFrameDue;
        keyFrameDue = false;
        phase = key ? 0 : (phase + 1) % TEMPORAL.length;
        int temporal = TEMPORAL[phase];
        boolean sync = temporal > 0 && phase < 3;
        descriptors.frame(key, phase, 0);
        if (temporal == 0) {
            tl0++;
        }
        if (key) {
            keyIndex++;
            keyFrames++;
        }
        int count = frameBytes > 0
                ? Math.max(1, (int) Math.round(share(key, temporal) * frameBytes / MAX_PAYLOAD + random.nextDouble()))
                : key ? 4 + 4 * index + random.nextInt(3) : 1 + index + random.nextInt(2);
        List<byte[]> made = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] packet = packet(mid, label, i, count, key, temporal, sync, nowNanos);
            sent.put(sequence, packet);
            sent.remove(sequence - REMEMBERED & 0xffff);
            sequence = sequence + 1 & 0xffff;
            packets++;
            bytes += packet.length;
            made.add(packet);
        }
        picture = picture + 1 & 0x7fff;
        frames++;
        return made;
    }

    /** Frames that others are built on are larger, and key frames much larger. */
    private static double share(boolean key, int temporal) {
        return key ? 6 : temporal == 0 ? 1.6 : temporal == 1 ? 1.0 : 0.7;
    }

    private byte[] packet(
            String mid, boolean label, int place, int count, boolean key, int temporal, boolean sync, long nowNanos) {
        byte[] buffer = new byte[1400];
        header.begin(
                buffer,
                0,
                buffer.length,
                true,
                place == count - 1,
                ScriptedPublisher.VP8_TYPE,
                sequence,
                timestamp(nowNanos),
                ssrc);
        extend(mid, label, HeaderExtension.RID);
        describe(descriptors.bytes(place == 0, place == count - 1));
        int at = header.finish();
        buffer[at++] = (byte) (place == 0 ? 0x90 : 0x80);
        buffer[at++] = (byte) 0xf0;
        BigEndian.put16(buffer, at, 0x8000 | picture);
        at += 2;
        buffer[at++] = (byte) tl0;
        buffer[at++] = (byte) (temporal << 6 | (sync ? 0x20 : 0) | keyIndex & 0x1f);
        if (place == 0) {
            // The frame tag, and the start code and size that a key frame has behind it (RFC 6386 §9.1).
            buffer[at] = (byte) (key ? 0x10 : 0x11);
            at += 3;
            if (key) {
                BigEndian.put24(buffer, at, 0x9d012a);
                buffer[at + 3] = (byte) width;
                buffer[at + 4] = (byte) (width >> 8);
                buffer[at + 5] = (byte) (width * 9 / 16);
                buffer[at + 6] = (byte) (width * 9 / 16 >> 8);
                at += 7;
            }
        }
        BigEndian.put8(buffer, at, index);
        BigEndian.put8(buffer, at + 1, place);
        BigEndian.put8(buffer, at + 2, count);
        BigEndian.put8(buffer, at + 3, temporal);
        BigEndian.put32(buffer, at + 4, frames);
        at += LABEL;
        int end = at + (place == count - 1 ? random.nextInt(MAX_PAYLOAD) : MAX_PAYLOAD);
        while (at < end) {
            buffer[at++] = (byte) random.nextInt(256);
        }
        return Arrays.copyOf(buffer, end);
    }

    private void extend(String mid, boolean label, HeaderExtension name) {
        int sequenceAt = header.extension(ScriptedPublisher.id(HeaderExtension.TRANSPORT_SEQUENCE), 2);
        if (sequenceAt < 0) {
            throw new IllegalStateException("no room");
        }
        if (label) {
            extend(HeaderExtension.MID, mid);
            if (rid != null) {
                extend(name, rid);
            }
        }
    }

    private void extend(HeaderExtension extension, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        header.extension(ScriptedPublisher.id(extension), bytes, 0, bytes.length);
    }

    private void describe(byte[] descriptor) {
        header.extension(ScriptedPublisher.id(HeaderExtension.DEPENDENCY_DESCRIPTOR), descriptor, 0, descriptor.length);
    }

    /** A packet again, on the retransmission stream; null if it is forgotten. */
    byte @Nullable [] retransmission(String mid, boolean label, int lost) {
        byte[] original = sent.get(lost);
        if (original == null) {
            return null;
        }
        if (!window.wrap(original, 0, original.length)) {
            throw new IllegalStateException("a packet of our own is malformed");
        }
        int id = ScriptedPublisher.id(HeaderExtension.DEPENDENCY_DESCRIPTOR);
        int describedAt = window.extension(id);
        int payloadAt = window.payloadOffset();
        byte[] buffer = new byte[1500];
        header.begin(
                buffer,
                0,
                buffer.length,
                true,
                original[1] < 0,
                ScriptedPublisher.RTX_TYPE,
                rtxSequence,
                BigEndian.i32(original, 4),
                rtxSsrc);
        rtxSequence = rtxSequence + 1 & 0xffff;
        extend(mid, label, HeaderExtension.REPAIRED_RID);
        describe(Arrays.copyOfRange(original, describedAt, describedAt + window.extensionLength(id)));
        int at = header.finish();
        BigEndian.put16(buffer, at, lost);
        System.arraycopy(original, payloadAt, buffer, at + 2, original.length - payloadAt);
        retransmissions++;
        return Arrays.copyOf(buffer, at + 2 + original.length - payloadAt);
    }
}
