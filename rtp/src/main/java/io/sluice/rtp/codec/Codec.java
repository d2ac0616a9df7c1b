package io.sluice.rtp.codec;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The payload formats this server forwards, by their names in {@code a=rtpmap}. */
public enum Codec {
    OPUS("opus", true, 48000),
    RED("red", true, 48000),
    PCMU("PCMU", true, 8000),
    PCMA("PCMA", true, 8000),
    /** Sampled at 16 kHz, but its RTP clock is 8 kHz (RFC 3551 §4.5.2). */
    G722("G722", true, 8000),
    VP8("VP8", false, 90000),
    VP9("VP9", false, 90000),
    AV1("AV1", false, 90000),
    H264("H264", false, 90000),
    H265("H265", false, 90000),
    /** Retransmissions of a video stream (RFC 4588). */
    RTX("rtx", false, 90000);

    private static final Map<String, Codec> BY_NAME = new HashMap<>();

    static {
        for (Codec codec : values()) {
            BY_NAME.put(codec.rtpName.toLowerCase(Locale.ROOT), codec);
        }
    }

    private final String rtpName;
    private final boolean audio;
    private final int clockRate;

    Codec(String rtpName, boolean audio, int clockRate) {
        this.rtpName = rtpName;
        this.audio = audio;
        this.clockRate = clockRate;
    }

    /** The name in {@code a=rtpmap}, in its usual case. */
    public String rtpName() {
        return rtpName;
    }

    /** The MIME type, for example {@code video/VP8}. */
    public String mimeType() {
        return (audio ? "audio/" : "video/") + rtpName;
    }

    /** Whether it carries sound. */
    public boolean isAudio() {
        return audio;
    }

    /** Whether it carries pictures, retransmitted ones too. */
    public boolean isVideo() {
        return !audio;
    }

    /** Ticks of the RTP timestamp a second. */
    public int clockRate() {
        return clockRate;
    }

    /** The codec with a name, in any case, with or without {@code audio/} or {@code video/} before it; null if it is not known here. */
    public static @Nullable Codec byName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        int slash = lower.indexOf('/');
        Codec codec = BY_NAME.get(lower.substring(slash + 1));
        if (codec == null || slash < 0 || codec == RTX) {
            return codec;
        }
        return codec.mimeType().regionMatches(true, 0, lower, 0, slash + 1) ? codec : null;
    }
}
