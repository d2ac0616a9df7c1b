package io.sluice.transport.ice;

/** What an {@link IceAgent} has to tell. */
public sealed interface IceEvent {
    /** From now on packets leave by this path. The first one means that the handshake may start: nomination comes later, if ever. */
    record PathChanged(IcePath path) implements IceEvent {}

    /** The agent has forgotten a path; nothing that arrives there is for it any more. */
    record PathRemoved(IcePath path) implements IceEvent {}

    /** Checks for these earlier local credentials are no longer answered. */
    record Retired(String ufrag) implements IceEvent {}

    /** {@link IceState#INTERRUPTED} began. */
    record Interrupted() implements IceEvent {}

    /** Heard again after {@link Interrupted} or {@link Failed}. */
    record Restored() implements IceEvent {}

    /**
     * {@link IceState#FAILED} began: nothing may be sent.
     *
     * @param reason a stable code
     */
    record Failed(String reason) implements IceEvent {}
}
