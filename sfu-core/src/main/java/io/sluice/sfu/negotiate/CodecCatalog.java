package io.sluice.sfu.negotiate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The codecs this node forwards, with the payload types and parameters it uses when it makes the offer itself. In answers the numbers of
 * the offer are kept; there the catalog only decides what is accepted.
 */
public final class CodecCatalog {
    private static final List<String> VIDEO_FEEDBACK = List.of("transport-cc", "ccm fir", "nack", "nack pli");
    /** What receivers of our streams may tell us. */
    private static final List<String> SENT_VIDEO_FEEDBACK =
            List.of("goog-remb", "transport-cc", "ccm fir", "nack", "nack pli");

    private static final List<String> AUDIO_FEEDBACK = List.of("nack");
    private static final List<String> SENT_AUDIO_FEEDBACK = List.of("transport-cc", "nack");
    private static final String H264 = "level-asymmetry-allowed=1;packetization-mode=";

    private static final List<CodecParameters> AUDIO = List.of(
            audio(111, "opus", 48_000, 2, "minptime=10;useinbandfec=1"),
            audio(63, "red", 48_000, 2, "111/111"),
            audio(0, "PCMU", 8_000, 1, ""),
            audio(8, "PCMA", 8_000, 1, ""),
            audio(9, "G722", 8_000, 1, ""));

    /** The 640032 profile stays out of our own offers: browsers mishandle it there. */
    private static final List<CodecParameters> VIDEO = List.of(
            video(96, "VP8", ""),
            video(98, "VP9", "profile-id=0"),
            video(100, "VP9", "profile-id=1"),
            video(125, "H264", H264 + "0;profile-level-id=42e01f"),
            video(108, "H264", H264 + "1;profile-level-id=42e01f"),
            video(35, "AV1", ""),
            video(116, "H265", ""));

    private final Set<String> enabled;
    private final boolean playoutDelay;

    /** @param enabledMimes the room's codecs, for example {@code video/VP8}; compared without regard to case */
    public CodecCatalog(List<String> enabledMimes) {
        this(enabledMimes, false);
    }

    /** @param playoutDelay whether receivers of video are told how long to hold it back */
    public CodecCatalog(List<String> enabledMimes, boolean playoutDelay) {
        this.playoutDelay = playoutDelay;
        this.enabled = Set.copyOf(
                enabledMimes.stream().map(m -> m.toLowerCase(Locale.ROOT)).toList());
    }

    /** Whether a codec of that kind and rtpmap name may be used. */
    public boolean allows(MediaKind kind, String name) {
        return enabled.contains(mime(kind, name).toLowerCase(Locale.ROOT));
    }

    /** Whether receivers of video are told how long to hold it back. */
    boolean playoutDelay() {
        return playoutDelay;
    }

    /** The lines of a section that we offer in order to send on it, each video codec followed by its retransmission format. */
    public List<CodecParameters> offered(MediaKind kind) {
        List<CodecParameters> lines = new ArrayList<>();
        for (CodecParameters codec : kind == MediaKind.AUDIO ? AUDIO : VIDEO) {
            if (!allows(kind, codec.name())) {
                continue;
            }
            lines.add(codec);
            if (kind == MediaKind.VIDEO && allows(kind, "rtx")) {
                int apt = codec.payloadType();
                lines.add(new CodecParameters(apt + 1, "rtx", 90_000, 1, "apt=" + apt, List.of()));
            }
        }
        return lines;
    }

    /** The feedback we give a client that sends to us. */
    public static List<String> receivedFeedback(MediaKind kind) {
        return kind == MediaKind.AUDIO ? AUDIO_FEEDBACK : VIDEO_FEEDBACK;
    }

    /** The feedback we act on when a client receives from us. */
    public static List<String> sentFeedback(MediaKind kind) {
        return kind == MediaKind.AUDIO ? SENT_AUDIO_FEEDBACK : SENT_VIDEO_FEEDBACK;
    }

    /** The mime type of a codec by its rtpmap name. */
    public static String mime(MediaKind kind, String name) {
        return (kind == MediaKind.AUDIO ? "audio/" : "video/") + name;
    }

    private static CodecParameters audio(int payloadType, String name, int clockRate, int channels, String fmtp) {
        List<String> feedback = name.equals("opus") ? SENT_AUDIO_FEEDBACK : List.of("transport-cc");
        return new CodecParameters(payloadType, name, clockRate, channels, fmtp, feedback);
    }

    private static CodecParameters video(int payloadType, String name, String fmtp) {
        return new CodecParameters(payloadType, name, 90_000, 1, fmtp, SENT_VIDEO_FEEDBACK);
    }
}
