package io.sluice.signaling.livekit;

/** Whether a client may connect. */
public sealed interface ConnectVerdict {
    /** It may. */
    record Accepted(ConnectRequest request) implements ConnectVerdict {}

    /**
     * It may not.
     *
     * @param status HTTP status
     * @param body text for people; clients look at the status, and at one text
     */
    record Refused(int status, String body) implements ConnectVerdict {}
}
