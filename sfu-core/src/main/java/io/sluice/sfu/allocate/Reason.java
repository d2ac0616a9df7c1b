package io.sluice.sfu.allocate;

/** Why a track is given what it is given. The names are shown to operators and stay as they are. */
public enum Reason {
    /** Nothing speaks against giving all that is wanted. */
    UNLIMITED,
    /** The line is known to be narrow, and carries all that is wanted nevertheless. */
    FITS,
    /** The line carries no more. */
    BANDWIDTH,
    /** Fewer frames for a moment, so that a queue drains. */
    DRAINING,
    /** Stopped until a key frame of a lower layer comes: far more was sent than the line carries. */
    OVERLOAD,
    /** Paused: not even the lowest layer fits beside what comes first. */
    STARVED
}
