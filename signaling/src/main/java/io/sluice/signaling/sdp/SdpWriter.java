package io.sluice.signaling.sdp;

import io.sluice.sfu.negotiate.MediaSection;
import io.sluice.sfu.negotiate.SessionDescription;
import io.sluice.transport.dtls.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * Writes a description in the form that WebRTC clients read (RFC 8866, RFC 8829 §5). What the model holds is written, nothing is added to
 * it: reading the text gives the model back.
 */
public final class SdpWriter {
    private SdpWriter() {}

    /** The text of an offer or an answer, lines ended by CR LF. */
    public static String write(SessionDescription description, SdpOrigin origin) {
        SdpText out = new SdpText();
        out.line("v=0");
        out.plain("o=- ")
                .number(origin.id())
                .plain(" ")
                .number(origin.version())
                .plain(" IN IP4 0.0.0.0")
                .endLine();
        out.line("s=-");
        out.line("t=0 0");
        if (description.iceLite()) {
            out.line("a=ice-lite");
        }
        out.line("a=msid-semantic:WMS *");
        Fingerprint shared = sharedFingerprint(description);
        if (shared != null) {
            SectionWriter.fingerprint(out, shared);
        }
        if (description.extmapAllowMixed()) {
            out.line("a=extmap-allow-mixed");
        }
        if (!description.bundle().isEmpty()) {
            out.plain("a=group:BUNDLE");
            description.bundle().forEach(mid -> out.plain(" ").word(mid));
            out.endLine();
        }
        for (MediaSection section : description.sections()) {
            new SectionWriter(section, out).write(shared == null);
        }
        return out.toString();
    }

    /** One certificate serves all sections of a bundle, so it need not be named in each; null where that is not so. */
    private static @Nullable Fingerprint sharedFingerprint(SessionDescription description) {
        if (description.sections().isEmpty()) {
            return null;
        }
        Fingerprint first = description.sections().getFirst().fingerprint();
        boolean same = first != null && description.sections().stream().allMatch(s -> first.equals(s.fingerprint()));
        return same ? first : null;
    }
}
