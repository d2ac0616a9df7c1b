package io.sluice.sfu.control;

/** What was asked of a room was not done: it had ended, failed at it, or has too much to do. */
public final class RoomUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Which of the three. */
    public enum Reason {
        CLOSED,
        FAILED,
        BUSY
    }

    private final Reason reason;

    /** For that reason. */
    public RoomUnavailableException(String room, Reason reason) {
        super("room " + room + " is " + reason);
        this.reason = reason;
    }

    /** Why it was not done. */
    public Reason reason() {
        return reason;
    }
}
