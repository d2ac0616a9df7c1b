package io.sluice.signaling.twirp;

import java.util.Map;

/** A call that ends with an error; what a caller is told, word for word. */
public final class TwirpException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** LiveKit's conversion of errors puts this in front of most texts; callers who compare texts expect it. */
    private static final String CONVERTED = "twirp error unknown: ";

    private final TwirpCode code;
    private final transient Map<String, String> meta;

    private TwirpException(TwirpCode code, String message, Map<String, String> meta) {
        // A refusal is an answer and no fault: nobody looks at its stack.
        super(message, null, false, false);
        this.code = code;
        this.meta = meta;
    }

    /** An error of the protocol itself, with the text as it is. */
    static TwirpException plain(TwirpCode code, String text) {
        return new TwirpException(code, text, Map.of());
    }

    /** An error of a service. */
    public static TwirpException of(TwirpCode code, String text) {
        return new TwirpException(code, CONVERTED + text, Map.of());
    }

    /** A value that is larger than it may be. */
    public static TwirpException tooLarge(String text, int limit) {
        return new TwirpException(TwirpCode.INVALID_ARGUMENT, text + " " + limit, Map.of("argument", text));
    }

    /** The token is missing, or does not grant the call: LiveKit tells these two apart as little. */
    public static TwirpException denied() {
        return plain(TwirpCode.UNAUTHENTICATED, "permissions denied");
    }

    /** No service or method of that name, or not in that way. */
    static TwirpException badRoute(String text, String method, String path) {
        return new TwirpException(TwirpCode.BAD_ROUTE, text, Map.of("twirp_invalid_route", method + " " + path));
    }

    /** What went wrong, in Twirp's words. */
    public TwirpCode code() {
        return code;
    }

    /** The text for the caller. */
    public String text() {
        String text = getMessage();
        return text == null ? "" : text;
    }

    /** More about the error; often nothing. */
    public Map<String, String> meta() {
        return meta;
    }
}
