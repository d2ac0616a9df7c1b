package io.sluice.sfu.control;

/** What was asked of a room can not be done, or not like that; nothing has changed. */
public final class CommandRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RoomEvent.Refusal refusal;

    /** A refusal with that code. */
    public CommandRefusedException(RoomEvent.Refusal refusal, String message) {
        super(message, null, false, false);
        this.refusal = refusal;
    }

    /** The stable code. */
    public RoomEvent.Refusal refusal() {
        return refusal;
    }
}
