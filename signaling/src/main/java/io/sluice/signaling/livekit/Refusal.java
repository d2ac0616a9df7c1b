package io.sluice.signaling.livekit;

/** Why a client's input was refused. */
public enum Refusal {
    JOIN_REQUEST_MISSING("join_request is required"),
    JOIN_REQUEST_NOT_BASE64("cannot base64 decode wrapped join request"),
    WRAPPED_JOIN_REQUEST_BROKEN("cannot unmarshal wrapped join request"),
    /** Covers a broken compression and an unknown one as well. */
    JOIN_REQUEST_BROKEN("cannot unmarshal join request"),
    JOIN_REQUEST_TOO_LARGE("join request too large"),
    ATTRIBUTES_BROKEN("cannot decode attributes"),
    FRAME_TOO_LARGE("frame too large"),
    FRAME_BROKEN("cannot decode frame"),
    CANDIDATE_BROKEN("cannot decode candidate");

    private final String text;

    Refusal(String text) {
        this.text = text;
    }

    /** For join requests and attributes the body of the HTTP answer 400, word for word as clients know it; for the rest a word to a log. */
    public String text() {
        return text;
    }
}
