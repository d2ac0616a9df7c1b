package io.sluice.benchmarks.jmh;

import io.sluice.benchmarks.publisher.Recording;
import io.sluice.benchmarks.publisher.Replay;
import io.sluice.sfu.negotiate.CodecParameters;
import io.sluice.sfu.negotiate.ExtensionParameters;
import io.sluice.sfu.negotiate.MediaKind;
import java.util.List;

/** The highest of three simulcast streams in VP8. */
final class TopLayer implements Published {
    private static final int TOP = 2;

    private final Replay replay = new Replay(new Recording(), TOP);

    @Override
    public int next(long nowNanos) {
        return replay.next(nowNanos);
    }

    @Override
    public byte[] buffer() {
        return replay.buffer;
    }

    @Override
    public MediaKind kind() {
        return MediaKind.VIDEO;
    }

    @Override
    public List<CodecParameters> codecs() {
        return Recording.codecs();
    }

    @Override
    public List<String> rids() {
        return Recording.rids();
    }

    @Override
    public List<ExtensionParameters> extensions() {
        return Recording.extensions();
    }
}
