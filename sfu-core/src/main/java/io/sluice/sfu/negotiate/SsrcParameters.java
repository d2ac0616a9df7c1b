package io.sluice.sfu.negotiate;

import org.jspecify.annotations.Nullable;

/**
 * A source announced in a section (RFC 5576 §4.1).
 *
 * @param ssrc the synchronisation source, unsigned
 * @param cname its canonical name, if given
 * @param msid the stream it belongs to, if given by an ssrc-level msid attribute
 */
public record SsrcParameters(
        long ssrc, @Nullable String cname, @Nullable StreamId msid) {}
