package io.sluice.benchmarks.jmh;

import io.sluice.rtp.ext.HeaderExtension;
import io.sluice.rtp.packet.BigEndian;
import io.sluice.rtp.packet.RtpPacket;
import io.sluice.sfu.negotiate.CodecParameters;
import io.sluice.sfu.negotiate.ExtensionParameters;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.testkit.media.ScalabilityMode;
import io.sluice.testkit.media.ScalableSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One stream with three spatial and three temporal layers inside. */
final class ScalableReplay implements Published {
    /** A few seconds, and whole patterns of temporal layers. */
    private static final int PICTURES = 100;

    private static final int PICTURE_TICKS = 3_000;
    private static final int FRAMES = 3 * PICTURES;

    private final byte[] buffer = new byte[1_500];

    private final ScalableSource.Telling telling;
    private final byte[][] packets;
    private final int[] descriptorAt;
    private int next;
    private int pass;

    ScalableReplay(ScalableSource.Telling telling) {
        this.telling = telling;
        ScalabilityMode mode = ScalabilityMode.of(telling == ScalableSource.Telling.H265 ? "L1T3" : "L3T3");
        ScalableSource source = new ScalableSource(mode, telling, 0, new Random(1));
        List<byte[]> made = new ArrayList<>();
        for (int picture = 0; picture < PICTURES; picture++) {
            made.addAll(source.next(picture * PICTURE_TICKS));
        }
        packets = made.toArray(byte[][]::new);
        descriptorAt = new int[packets.length];
        RtpPacket packet = new RtpPacket();
        for (int i = 0; i < packets.length; i++) {
            packet.wrap(packets[i], 0, packets[i].length);
            descriptorAt[i] = packet.extension(ScalableSource.DESCRIPTOR_ID);
        }
    }

    @Override
    public int next(long nowNanos) {
        byte[] packet = packets[next];
        System.arraycopy(packet, 0, buffer, 0, packet.length);
        BigEndian.put16(buffer, 2, BigEndian.u16(packet, 2) + pass * packets.length);
        BigEndian.put32(buffer, 4, BigEndian.i32(packet, 4) + pass * PICTURES * PICTURE_TICKS);
        int at = descriptorAt[next];
        if (at >= 0) {
            BigEndian.put16(buffer, at + 1, BigEndian.u16(packet, at + 1) + pass * FRAMES);
        }
        if (++next == packets.length) {
            next = 0;
            pass++;
        }
        return packet.length;
    }

    @Override
    public byte[] buffer() {
        return buffer;
    }

    @Override
    public MediaKind kind() {
        return MediaKind.VIDEO;
    }

    @Override
    public List<CodecParameters> codecs() {
        return List.of(
                new CodecParameters(
                        ScalableSource.PAYLOAD_TYPE, telling.codec(), 90_000, 1, "", List.of("nack", "nack pli")),
                new CodecParameters(
                        ScalableSource.PAYLOAD_TYPE + 1,
                        "rtx",
                        90_000,
                        1,
                        "apt=" + ScalableSource.PAYLOAD_TYPE,
                        List.of()));
    }

    @Override
    public List<ExtensionParameters> extensions() {
        return List.of(
                new ExtensionParameters(ScalableSource.MID_ID, HeaderExtension.MID.uri()),
                new ExtensionParameters(ScalableSource.DESCRIPTOR_ID, HeaderExtension.DEPENDENCY_DESCRIPTOR.uri()));
    }
}
