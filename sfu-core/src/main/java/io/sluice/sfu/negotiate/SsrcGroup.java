package io.sluice.sfu.negotiate;

import java.util.List;

/**
 * Sources that belong together (RFC 5576 §4.2).
 *
 * @param semantics {@code FID} for media and its retransmission, {@code SIM} for simulcast layers
 * @param ssrcs in the order of the line
 */
public record SsrcGroup(String semantics, List<Long> ssrcs) {
    public SsrcGroup {
        ssrcs = List.copyOf(ssrcs);
    }
}
