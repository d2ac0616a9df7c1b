package io.sluice.benchmarks.jmh;

import io.sluice.sfu.negotiate.CodecParameters;
import io.sluice.sfu.negotiate.ExtensionParameters;
import io.sluice.sfu.negotiate.MediaKind;
import java.util.List;

/** A track as its publisher sends it, again and again, its numbers going on. Allocates nothing while it is played. */
interface Published {
    /** Puts the next packet into {@link #buffer}; returns its length. */
    int next(long nowNanos);

    /** The packet at hand. May be changed. */
    byte[] buffer();

    MediaKind kind();

    /** What it is sent as. */
    List<CodecParameters> codecs();

    /** What its subscribers agree to. */
    default List<CodecParameters> agreed() {
        return codecs();
    }

    /** The names of its simulcast streams, low to high; empty without. */
    default List<String> rids() {
        return List.of();
    }

    List<ExtensionParameters> extensions();
}
