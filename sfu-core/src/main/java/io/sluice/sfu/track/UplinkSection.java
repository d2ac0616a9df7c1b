package io.sluice.sfu.track;

import io.sluice.sfu.negotiate.CodecParameters;
import io.sluice.sfu.negotiate.SsrcGroup;
import java.util.List;

/**
 * One negotiated section in which a participant sends, as far as receiving its packets needs it.
 *
 * @param mid the section's name
 * @param track what arrives in it
 * @param codecs all negotiated payload types, {@code rtx} ones included
 * @param rids of the simulcast streams, low to high; empty without simulcast
 * @param ssrcs announced sources, retransmission streams included; may be empty
 * @param groups announced groups; {@code FID} pairs a stream with its retransmissions
 */
public record UplinkSection(
        String mid,
        PublishedTrack track,
        List<CodecParameters> codecs,
        List<String> rids,
        List<Long> ssrcs,
        List<SsrcGroup> groups) {
    public UplinkSection {
        codecs = List.copyOf(codecs);
        rids = List.copyOf(rids);
        ssrcs = List.copyOf(ssrcs);
        groups = List.copyOf(groups);
    }
}
