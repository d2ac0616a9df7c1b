package io.sluice.sfu.negotiate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The header extensions this node understands, by direction and kind, and the ids it gives them in its own offers. */
public final class ExtensionCatalog {
    private static final String SDES = "urn:ietf:params:rtp-hdrext:sdes:";
    private static final String MID = SDES + "mid";
    private static final String RID = SDES + "rtp-stream-id";
    private static final String REPAIRED_RID = SDES + "repaired-rtp-stream-id";
    private static final String AUDIO_LEVEL = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
    private static final String TRANSPORT_CC =
            "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";
    private static final String ABS_CAPTURE_TIME = "http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time";
    private static final String ORIENTATION = "urn:3gpp:video-orientation";
    private static final String DEPENDENCY_DESCRIPTOR =
            "https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension";

    private static final Set<String> RECEIVED_AUDIO = Set.of(MID, AUDIO_LEVEL, ABS_CAPTURE_TIME);
    private static final Set<String> RECEIVED_VIDEO =
            Set.of(MID, RID, REPAIRED_RID, TRANSPORT_CC, DEPENDENCY_DESCRIPTOR, ABS_CAPTURE_TIME, ORIENTATION);
    private static final List<ExtensionParameters> SENT_AUDIO = List.of(new ExtensionParameters(1, ABS_CAPTURE_TIME));
    private static final List<ExtensionParameters> SENT_VIDEO = List.of(
            new ExtensionParameters(1, ABS_CAPTURE_TIME),
            new ExtensionParameters(2, DEPENDENCY_DESCRIPTOR),
            new ExtensionParameters(3, ORIENTATION));

    private ExtensionCatalog() {}

    /** Extensions for a section that we offer in order to send; one id means the same in all sections of a bundle. */
    public static List<ExtensionParameters> offered(MediaKind kind) {
        return kind == MediaKind.AUDIO ? SENT_AUDIO : SENT_VIDEO;
    }

    /** Of a client's offer, the extensions we want to receive, with the client's ids. */
    public static List<ExtensionParameters> received(MediaKind kind, List<ExtensionParameters> offer) {
        return keep(offer, kind == MediaKind.AUDIO ? RECEIVED_AUDIO : RECEIVED_VIDEO);
    }

    /** Of a client's offer, the extensions we may send, with the client's ids. */
    public static List<ExtensionParameters> sent(MediaKind kind, List<ExtensionParameters> offer) {
        return keep(
                offer,
                kind == MediaKind.AUDIO
                        ? Set.of(ABS_CAPTURE_TIME)
                        : Set.of(ABS_CAPTURE_TIME, DEPENDENCY_DESCRIPTOR, ORIENTATION));
    }

    private static List<ExtensionParameters> keep(List<ExtensionParameters> offer, Set<String> wanted) {
        List<ExtensionParameters> kept = new ArrayList<>();
        for (ExtensionParameters extension : offer) {
            if (wanted.contains(extension.uri())
                    && kept.stream().noneMatch(k -> k.uri().equals(extension.uri()))) {
                kept.add(extension);
            }
        }
        return kept;
    }
}
