package io.sluice.signaling.sdp;

import java.io.Serial;

/** A session description that cannot be read. It is the author's fault, so it carries no stack. */
public final class SdpException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int line;
    private final String reason;

    /**
     * @param line counted from 1; 0 where the text as a whole is meant
     * @param reason for a log, without the author's text
     */
    public SdpException(int line, String reason) {
        super(line == 0 ? reason : "line " + line + ": " + reason, null, false, false);
        this.line = line;
        this.reason = reason;
    }

    /** The line, counted from 1; 0 where the text as a whole is meant. */
    public int line() {
        return line;
    }

    /** What is wrong with it. */
    public String reason() {
        return reason;
    }
}
