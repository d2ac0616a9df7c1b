package io.sluice.tokenapi.channel;

/** Whether somebody may join a room. */
public sealed interface Decision {
    /** Yes, with these rights. */
    record Granted(Rights rights) implements Decision {}

    /** No. */
    enum Refused implements Decision {
        /** There is no such channel or meeting. */
        UNKNOWN,
        /** The channel is not this user's, nor is the user invited to the meeting. */
        NOT_A_MEMBER,
        /** A member whose roles, or whose override, keep it from calls. */
        NO_WEBRTC,
        /** The channel is for text. */
        NO_CALLS
    }
}
