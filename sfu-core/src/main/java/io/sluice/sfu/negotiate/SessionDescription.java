package io.sluice.sfu.negotiate;

import java.util.List;

/**
 * An offer or an answer as facts (RFC 8866, RFC 8829); text exists only in the signalling adapter.
 *
 * @param offer true for an offer, false for an answer
 * @param sections in order of their m-lines
 * @param bundle mids of the BUNDLE group, in order (RFC 9143)
 * @param extmapAllowMixed whether one- and two-byte header extensions may be mixed (RFC 8285 §6)
 * @param iceLite whether the author is an ICE-lite agent
 */
public record SessionDescription(
        boolean offer, List<MediaSection> sections, List<String> bundle, boolean extmapAllowMixed, boolean iceLite) {
    public SessionDescription {
        sections = List.copyOf(sections);
        bundle = List.copyOf(bundle);
    }
}
