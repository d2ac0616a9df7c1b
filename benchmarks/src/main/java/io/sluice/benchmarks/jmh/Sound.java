package io.sluice.benchmarks.jmh;

import io.sluice.benchmarks.publisher.Recording;
import io.sluice.rtp.ext.HeaderExtension;
import io.sluice.rtp.packet.BigEndian;
import io.sluice.rtp.packet.RtpHeaderWriter;
import io.sluice.sfu.negotiate.CodecParameters;
import io.sluice.sfu.negotiate.ExtensionParameters;
import io.sluice.sfu.negotiate.MediaKind;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Opus, which each subscriber gets as it is, or as redundant audio that repeats two frames (RFC 2198). */
final class Sound implements Published {
    private static final CodecParameters OPUS = new CodecParameters(111, "opus", 48_000, 2, "", List.of("nack"));
    private static final CodecParameters RED = new CodecParameters(63, "red", 48_000, 2, "111/111", List.of());
    private static final int SSRC = 77;
    private static final int TICKS = 960;
    private static final int FRAME_BYTES = 80;
    private static final int MID_ID = 4;

    private final byte[] buffer = new byte[1_500];
    private final byte[] mid = Recording.mid().getBytes(StandardCharsets.US_ASCII);
    private final RtpHeaderWriter header = new RtpHeaderWriter();
    private final boolean redundant;
    private int number;

    Sound(boolean redundant) {
        this.redundant = redundant;
    }

    @Override
    public int next(long nowNanos) {
        number++;
        header.begin(buffer, 0, buffer.length, true, false, OPUS.payloadType(), number & 0xffff, number * TICKS, SSRC);
        header.extension(MID_ID, mid, 0, mid.length);
        int at = header.finish();
        BigEndian.put32(buffer, at, number);
        return at + FRAME_BYTES;
    }

    @Override
    public byte[] buffer() {
        return buffer;
    }

    @Override
    public MediaKind kind() {
        return MediaKind.AUDIO;
    }

    @Override
    public List<CodecParameters> codecs() {
        return List.of(OPUS);
    }

    /** Whoever lists redundant audio first prefers it. */
    @Override
    public List<CodecParameters> agreed() {
        return redundant ? List.of(RED, OPUS) : codecs();
    }

    @Override
    public List<ExtensionParameters> extensions() {
        return List.of(new ExtensionParameters(MID_ID, HeaderExtension.MID.uri()));
    }
}
