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

    private static final String PLAYOUT_DELAY = "http://www.webrtc.org/experiments/rtp-hdrext/playout-delay";

    private static final Set<String> AUDIO = Set.of(MID, AUDIO_LEVEL, TRANSPORT_CC, ABS_CAPTURE_TIME);
    private static final Set<String> VIDEO =
            Set.of(MID, RID, REPAIRED_RID, TRANSPORT_CC, DEPENDENCY_DESCRIPTOR, ABS_CAPTURE_TIME, ORIENTATION);
    private static final ExtensionParameters OFFERED_TRANSPORT = new ExtensionParameters(5, TRANSPORT_CC);
    private static final List<ExtensionParameters> OFFERED_AUDIO =
            List.of(new ExtensionParameters(1, ABS_CAPTURE_TIME), OFFERED_TRANSPORT);
    private static final List<ExtensionParameters> OFFERED_VIDEO = List.of(
            new ExtensionParameters(1, ABS_CAPTURE_TIME),
            new ExtensionParameters(2, DEPENDENCY_DESCRIPTOR),
            new ExtensionParameters(3, ORIENTATION),
            OFFERED_TRANSPORT);
    private static final ExtensionParameters OFFERED_DELAY = new ExtensionParameters(4, PLAYOUT_DELAY);

    private ExtensionCatalog() {}

    /** Extensions for a section that we offer in order to send; one id means the same in all sections of a bundle. */
    public static List<ExtensionParameters> offered(MediaKind kind, boolean playoutDelay) {
        if (kind == MediaKind.AUDIO) {
            return OFFERED_AUDIO;
        }
        List<ExtensionParameters> offered = new ArrayList<>(OFFERED_VIDEO);
        if (playoutDelay) {
            offered.add(OFFERED_DELAY);
        }
        return offered;
    }

    /**
     * Of a client's offer, the extensions we agree to, with the client's ids. A section in which we send gets those too that only a
     * publisher needs, though we never send them: Chromium offers a section that it adds later with no other extensions than were agreed
     * on in the sections before, and cannot publish layers without the stream id.
     */
    static List<ExtensionParameters> answered(MediaKind kind, List<ExtensionParameters> offer, boolean playoutDelay) {
        return keep(offer, kind == MediaKind.AUDIO ? AUDIO : VIDEO, playoutDelay && kind == MediaKind.VIDEO);
    }

    private static List<ExtensionParameters> keep(
            List<ExtensionParameters> offer, Set<String> wanted, boolean playoutDelay) {
        List<ExtensionParameters> kept = new ArrayList<>();
        for (ExtensionParameters extension : offer) {
            if ((wanted.contains(extension.uri())
                            || (playoutDelay && extension.uri().equals(PLAYOUT_DELAY)))
                    && kept.stream().noneMatch(k -> k.uri().equals(extension.uri()))) {
                kept.add(extension);
            }
        }
        return kept;
    }
}
