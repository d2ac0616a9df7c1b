package io.sluice.sfu.negotiate;

import io.sluice.transport.dtls.Fingerprint;
import io.sluice.transport.dtls.Setup;
import io.sluice.transport.ice.IceCandidate;
import io.sluice.transport.ice.IceParameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One m-section of a session description, free of text. Session-level attributes that apply to it (ICE, fingerprint, setup) have been
 * copied in by the reader.
 *
 * @param mid the section's name in its BUNDLE group; empty where the author gave none
 * @param kind audio, video or data channels
 * @param protocol the m-line's transport, for example {@code UDP/TLS/RTP/SAVPF}
 * @param rejected port 0 outside a bundle-only section
 * @param direction who sends, as the author sees it
 * @param codecs in order of preference; empty for data channels
 * @param extensions header extensions by id
 * @param msid the stream, if the author sends one
 * @param rids the restriction identifiers that the author sends or receives, in simulcast order, without {@code ~} (RFC 8853)
 * @param ssrcs announced sources
 * @param groups announced groups of sources
 * @param ice the author's credentials
 * @param fingerprint the author's certificate
 * @param setup the author's DTLS role
 * @param candidates the author's candidates so far
 * @param endOfCandidates whether the author has no more
 * @param rtcpReducedSize whether a=rtcp-rsize is there
 * @param sctp for data channels
 */
public record MediaSection(
        String mid,
        MediaKind kind,
        String protocol,
        boolean rejected,
        Direction direction,
        List<CodecParameters> codecs,
        List<ExtensionParameters> extensions,
        @Nullable StreamId msid,
        List<String> rids,
        List<SsrcParameters> ssrcs,
        List<SsrcGroup> groups,
        @Nullable IceParameters ice,
        @Nullable Fingerprint fingerprint,
        @Nullable Setup setup,
        List<IceCandidate> candidates,
        boolean endOfCandidates,
        boolean rtcpReducedSize,
        @Nullable SctpParameters sctp) {
    public MediaSection {
        codecs = List.copyOf(codecs);
        extensions = List.copyOf(extensions);
        rids = List.copyOf(rids);
        ssrcs = List.copyOf(ssrcs);
        groups = List.copyOf(groups);
        candidates = List.copyOf(candidates);
    }
}
