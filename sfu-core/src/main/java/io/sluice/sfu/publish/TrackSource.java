package io.sluice.sfu.publish;

/** Where the media of a track comes from. */
public enum TrackSource {
    UNKNOWN(""),
    CAMERA("C"),
    MICROPHONE("M"),
    SCREEN_SHARE("S"),
    SCREEN_SHARE_AUDIO("s");

    private final String letter;

    TrackSource(String letter) {
        this.letter = letter;
    }

    /** The letter that stands for the source in a track's sid; empty for unknown. */
    public String letter() {
        return letter;
    }

    /** The name of the MediaStream that the track joins when the client names none. */
    public String defaultStream() {
        return switch (this) {
            case CAMERA, MICROPHONE -> "camera";
            case SCREEN_SHARE, SCREEN_SHARE_AUDIO -> "screen";
            case UNKNOWN -> "unknown";
        };
    }
}
