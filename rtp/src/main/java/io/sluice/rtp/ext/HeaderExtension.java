package io.sluice.rtp.ext;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The header extensions this server knows, with the URI that names each in SDP (RFC 8285 §5). */
public enum HeaderExtension {
    /** Which media section a packet belongs to (RFC 9143 §15.1). */
    MID("urn:ietf:params:rtp-hdrext:sdes:mid"),
    /** Which simulcast layer a packet belongs to (RFC 8852 §4.1). */
    RID("urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id"),
    /** Which simulcast layer an RTX packet repairs (RFC 8852 §4.2). */
    REPAIRED_RID("urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id"),
    /** Loudness of the audio in the packet (RFC 6464). */
    AUDIO_LEVEL("urn:ietf:params:rtp-hdrext:ssrc-audio-level"),
    /** Transport-wide sequence number. */
    TRANSPORT_SEQUENCE("http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"),
    /** When the packet left the sender. */
    ABS_SEND_TIME("http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time"),
    /** When the content was captured. */
    ABS_CAPTURE_TIME("http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time"),
    /** Limits of the receiver's jitter buffer. */
    PLAYOUT_DELAY("http://www.webrtc.org/experiments/rtp-hdrext/playout-delay"),
    /** Frame boundaries and temporal layers independent of the codec (RFC 9626). */
    FRAME_MARKING("urn:ietf:params:rtp-hdrext:framemarking"),
    /** Frames, layers and what depends on what (AV1 RTP specification, appendix A). */
    DEPENDENCY_DESCRIPTOR("https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension"),
    /** How the receiver must turn the picture (3GPP TS 26.114 §7.4.5). */
    VIDEO_ORIENTATION("urn:3gpp:video-orientation"),
    /** Target bitrates and sizes of all layers. */
    VIDEO_LAYERS_ALLOCATION("http://www.webrtc.org/experiments/rtp-hdrext/video-layers-allocation00");

    private static final Map<String, HeaderExtension> BY_URI = new HashMap<>();

    static {
        for (HeaderExtension extension : values()) {
            BY_URI.put(extension.uri, extension);
        }
    }

    private final String uri;

    HeaderExtension(String uri) {
        this.uri = uri;
    }

    /** The URI in {@code a=extmap}. */
    public String uri() {
        return uri;
    }

    /** The extension a URI names, or null if it is not known here. */
    public static @Nullable HeaderExtension byUri(String uri) {
        return BY_URI.get(uri);
    }
}
