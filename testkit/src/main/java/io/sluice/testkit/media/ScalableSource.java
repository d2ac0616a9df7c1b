package io.sluice.testkit.media;

import io.sluice.rtp.packet.BigEndian;
import io.sluice.rtp.packet.RtpHeaderWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;

/** A publisher's stream with all its layers under one SSRC, frame by frame; each payload tells where it belongs. */
public final class ScalableSource {
    /** How the stream tells about its layers. */
    public enum Telling {
        /** AV1 with dependency descriptors. */
        AV1("AV1", true),
        /** VP9 with its payload descriptor only. */
        VP9("VP9", false),
        /** VP9 with both. */
        VP9_DESCRIBED("VP9", true),
        /** H265 by the headers of its NAL units only, which tell temporal layers and no others. */
        H265("H265", false);

        private final String codec;
        private final boolean described;

        Telling(String codec, boolean described) {
            this.codec = codec;
            this.described = described;
        }

        /** The codec's name in SDP. */
        public String codec() {
            return codec;
        }

        /** Whether there are dependency descriptors. */
        public boolean described() {
            return described;
        }
    }

    /** The header extension ids it uses. */
    public static final int MID_ID = 4;
    /** The id of the dependency descriptor. */
    public static final int DESCRIPTOR_ID = 12;
    /** Its payload type. */
    public static final int PAYLOAD_TYPE = 45;

    /** Streams of one track count their pictures from different multiples of this. */
    public static final int PICTURES = 1_000_000;

    /** Bytes at the end of each payload: layer, temporal layer, place in the frame, packets of the frame, picture. */
    public static final int LABEL = 8;

    private static final int FILL = 900;
    private static final int IDR = 19;
    private static final int TRAIL_R = 1;
    private static final int TSA_R = 3;
    private static final int FRAGMENT = 49;

    private final ScalabilityMode mode;
    private final Telling telling;
    private final Random random;
    private final RtpHeaderWriter header = new RtpHeaderWriter();
    private final DescriptorScript descriptors;
    private final byte[] mid = "0".getBytes(StandardCharsets.US_ASCII);
    private final int ssrc;
    private int sequence;
    private int pictureId;
    private int tl0;
    private int phase;
    private int picture;
    private long active;

    /** Whether the next picture is a key picture. */
    public boolean keyPictureDue = true;

    /** The numbers of its key pictures so far. */
    public final NavigableSet<Integer> keyPictures = new TreeSet<>();

    /**
     * A stream with random first numbers.
     *
     * @param stream which one of its track, from 0
     */
    public ScalableSource(ScalabilityMode mode, Telling telling, int stream, Random random) {
        this.mode = mode;
        this.telling = telling;
        this.random = random;
        this.descriptors = new DescriptorScript(mode, random.nextInt(65536));
        this.picture = stream * PICTURES - 1;
        this.ssrc = random.nextInt(1, Integer.MAX_VALUE);
        this.sequence = random.nextInt(65536);
        this.pictureId = random.nextInt(32768);
        this.active = (1L << mode.spatial()) - 1;
    }

    /** How it is layered. */
    public ScalabilityMode mode() {
        return mode;
    }

    /** Sends only the lowest layers from the next picture on; more than before need a key picture. */
    public void activate(int layers) {
        long next = (1L << layers) - 1;
        keyPictureDue |= (next & ~active) != 0;
        active = next;
        descriptors.activate(layers);
    }

    /** Its SSRC. */
    public int ssrc() {
        return ssrc;
    }

    /** The number of the latest picture, from 0, or from a multiple of {@link #PICTURES}. */
    public int picture() {
        return picture;
    }

    /** The packets of the next picture. */
    public List<byte[]> next(int timestamp) {
        boolean key = keyPictureDue;
        keyPictureDue = false;
        phase = key ? 0 : (phase + 1) % mode.period();
        int temporal = mode.temporalAt(phase);
        tl0 += temporal == 0 ? 1 : 0;
        pictureId = pictureId + 1 & 0x7fff;
        picture++;
        if (key) {
            keyPictures.add(picture);
        }
        int layers = Long.bitCount(active);
        List<byte[]> packets = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            descriptors.frame(key, phase, layer);
            int count = 1 + layer + random.nextInt(2);
            for (int place = 0; place < count; place++) {
                boolean last = place == count - 1;
                packets.add(packet(key, layer, temporal, place, count, last && layer == layers - 1, timestamp));
            }
        }
        return packets;
    }

    private byte[] packet(boolean key, int layer, int temporal, int place, int count, boolean marker, int timestamp) {
        byte[] buffer = new byte[1400];
        header.begin(buffer, 0, buffer.length, true, marker, PAYLOAD_TYPE, sequence, timestamp, ssrc);
        sequence = sequence + 1 & 0xffff;
        header.extension(MID_ID, mid, 0, mid.length);
        boolean first = place == 0;
        boolean last = place == count - 1;
        if (telling.described) {
            byte[] descriptor = descriptors.bytes(first, last);
            header.extension(DESCRIPTOR_ID, descriptor, 0, descriptor.length);
        }
        int at = header.finish();
        at = switch (telling) {
            case AV1 -> aggregation(buffer, at, first, key && layer == 0);
            case VP9, VP9_DESCRIBED -> descriptor(buffer, at, key, layer, temporal, first, last);
            case H265 -> fragment(buffer, at, key, temporal, first, last);
        };
        int end = at + FILL * (layer + 1) / mode.spatial() + LABEL;
        while (at < end - LABEL) {
            buffer[at++] = (byte) random.nextInt(256);
        }
        BigEndian.put8(buffer, at, layer);
        BigEndian.put8(buffer, at + 1, temporal);
        BigEndian.put8(buffer, at + 2, place);
        BigEndian.put8(buffer, at + 3, count);
        BigEndian.put32(buffer, at + 4, picture);
        return Arrays.copyOf(buffer, end);
    }

    private static int aggregation(byte[] buffer, int at, boolean first, boolean sequenceStart) {
        buffer[at] = (byte) ((first ? 0 : 0x80) | (first && sequenceStart ? 0x08 : 0) | 0x10);
        return at + 1;
    }

    /** RFC 7798 §4.4.3: an IDR picture, one that others refer to, or, above the lowest temporal layer, one where that may be joined. */
    private static int fragment(byte[] buffer, int at, boolean key, int temporal, boolean first, boolean last) {
        int type = key ? IDR : temporal == 0 ? TRAIL_R : TSA_R;
        buffer[at] = FRAGMENT << 1;
        buffer[at + 1] = (byte) (temporal + 1);
        buffer[at + 2] = (byte) ((first ? 0x80 : 0) | (last ? 0x40 : 0) | type);
        return at + 3;
    }

    /** RFC 9628 §4.2, without flexible mode. */
    private int descriptor(byte[] buffer, int at, boolean key, int layer, int temporal, boolean first, boolean last) {
        boolean structure = key && layer == 0 && first;
        boolean below = mode.refersBelow(layer, key);
        boolean reference = layer + 1 < Long.bitCount(active) && mode.refersBelow(layer + 1, key);
        int flags = 0x80 | 0x20 | (key ? 0 : 0x40) | (first ? 0x08 : 0) | (last ? 0x04 : 0);
        flags |= (structure ? 0x02 : 0) | (reference ? 0 : 0x01);
        buffer[at] = (byte) flags;
        BigEndian.put16(buffer, at + 1, 0x8000 | pictureId);
        boolean up = temporal > 0;
        buffer[at + 3] = (byte) (temporal << 5 | (up ? 0x10 : 0) | layer << 1 | (below ? 1 : 0));
        buffer[at + 4] = (byte) tl0;
        if (!structure) {
            return at + 5;
        }
        int layers = Long.bitCount(active);
        buffer[at + 5] = (byte) (layers - 1 << 5 | 0x10);
        int to = at + 6;
        for (int i = 0; i < layers; i++) {
            BigEndian.put16(buffer, to, 320 << i);
            BigEndian.put16(buffer, to + 2, 180 << i);
            to += 4;
        }
        return to;
    }
}
