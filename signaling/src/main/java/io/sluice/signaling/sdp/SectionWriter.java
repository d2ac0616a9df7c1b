package io.sluice.signaling.sdp;

import io.sluice.sfu.negotiate.CodecParameters;
import io.sluice.sfu.negotiate.Direction;
import io.sluice.sfu.negotiate.ExtensionParameters;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.negotiate.MediaSection;
import io.sluice.sfu.negotiate.SctpParameters;
import io.sluice.sfu.negotiate.SsrcGroup;
import io.sluice.sfu.negotiate.SsrcParameters;
import io.sluice.sfu.negotiate.StreamId;
import io.sluice.transport.dtls.Fingerprint;
import io.sluice.transport.ice.IceCandidate;
import java.util.Locale;

/** Writes the lines of one m-section. */
final class SectionWriter {
    private final MediaSection section;
    private final SdpText out;

    SectionWriter(MediaSection section, SdpText out) {
        this.section = section;
        this.out = out;
    }

    void write(boolean withFingerprint) {
        mediaLine();
        transport(withFingerprint);
        out.line("a=" + section.direction().name().toLowerCase(Locale.ROOT));
        if (section.kind() == MediaKind.APPLICATION) {
            sctp();
        } else {
            rtp();
        }
        for (IceCandidate candidate : section.candidates()) {
            out.line("a=" + new SdpCandidate(candidate, null).write());
        }
        if (section.endOfCandidates()) {
            out.line("a=end-of-candidates");
        }
    }

    static void fingerprint(SdpText out, Fingerprint fingerprint) {
        out.plain("a=fingerprint:")
                .word(fingerprint.algorithm())
                .plain(" ")
                .word(fingerprint.value())
                .endLine();
    }

    private void mediaLine() {
        out.plain("m=" + section.kind().name().toLowerCase(Locale.ROOT))
                .plain(section.rejected() ? " 0 " : " 9 ")
                .word(section.protocol());
        if (section.sctp() != null) {
            out.plain(" webrtc-datachannel");
        } else if (section.codecs().isEmpty()) {
            // The grammar wants a format even where there is none.
            out.plain(" 0");
        } else {
            section.codecs().forEach(codec -> out.plain(" ").number(codec.payloadType()));
        }
        out.endLine();
        out.line("c=IN IP4 0.0.0.0");
    }

    private void transport(boolean withFingerprint) {
        if (!section.mid().isEmpty()) {
            out.plain("a=mid:").word(section.mid()).endLine();
        }
        if (section.ice() != null) {
            out.plain("a=ice-ufrag:").word(section.ice().ufrag()).endLine();
            out.plain("a=ice-pwd:").word(section.ice().password()).endLine();
        }
        if (withFingerprint && section.fingerprint() != null) {
            fingerprint(out, section.fingerprint());
        }
        if (section.setup() != null) {
            out.line("a=setup:" + section.setup().name().toLowerCase(Locale.ROOT));
        }
    }

    private void sctp() {
        SctpParameters sctp = section.sctp();
        if (sctp != null) {
            out.plain("a=sctp-port:").number(sctp.port()).endLine();
            out.plain("a=max-message-size:").number(sctp.maxMessageSize()).endLine();
        }
    }

    private void rtp() {
        out.line("a=rtcp-mux");
        if (section.rtcpReducedSize()) {
            out.line("a=rtcp-rsize");
        }
        section.codecs().forEach(this::codec);
        for (ExtensionParameters extension : section.extensions()) {
            out.plain("a=extmap:")
                    .number(extension.id())
                    .plain(" ")
                    .word(extension.uri())
                    .endLine();
        }
        rids();
        if (section.msid() != null) {
            streamId("a=msid:", section.msid());
        }
        section.groups().forEach(this::group);
        section.ssrcs().forEach(this::source);
    }

    private void codec(CodecParameters codec) {
        int type = codec.payloadType();
        out.plain("a=rtpmap:")
                .number(type)
                .plain(" ")
                .word(codec.name())
                .plain("/")
                .number(codec.clockRate());
        if (codec.channels() > 1) {
            out.plain("/").number(codec.channels());
        }
        out.endLine();
        if (!codec.fmtp().isEmpty()) {
            out.plain("a=fmtp:").number(type).plain(" ").words(codec.fmtp()).endLine();
        }
        for (String feedback : codec.feedback()) {
            out.plain("a=rtcp-fb:").number(type).plain(" ").words(feedback).endLine();
        }
    }

    /** Layers are sent where the section only sends; this server itself only takes them. */
    private void rids() {
        if (section.rids().isEmpty()) {
            return;
        }
        String direction = section.direction() == Direction.SENDONLY ? "send" : "recv";
        for (String rid : section.rids()) {
            out.plain("a=rid:").word(rid).plain(" ").plain(direction).endLine();
        }
        out.plain("a=simulcast:").plain(direction);
        char separator = ' ';
        for (String rid : section.rids()) {
            out.plain(String.valueOf(separator)).word(rid);
            separator = ';';
        }
        out.endLine();
    }

    private void group(SsrcGroup group) {
        out.plain("a=ssrc-group:").word(group.semantics());
        group.ssrcs().forEach(ssrc -> out.plain(" ").number(ssrc));
        out.endLine();
    }

    /** A source without a canonical name does not exist for libwebrtc, so one is made up where it is missing. */
    private void source(SsrcParameters source) {
        out.plain("a=ssrc:").number(source.ssrc()).plain(" cname:");
        if (source.cname() == null) {
            out.number(source.ssrc()).endLine();
        } else {
            out.words(source.cname()).endLine();
        }
        if (source.msid() != null) {
            out.plain("a=ssrc:").number(source.ssrc());
            streamId(" msid:", source.msid());
        }
    }

    private void streamId(String before, StreamId id) {
        out.plain(before).word(id.stream());
        if (!id.track().isEmpty()) {
            out.plain(" ").word(id.track());
        }
        out.endLine();
    }
}
