package io.sluice.sfu.track;

/** Whether a track of plain Opus is sent as redundant audio (RFC 2198) to those who know that. */
public enum Redundancy {
    /** It is video, has redundancy already or must not have it: its publisher said so, or it is end-to-end encrypted. */
    NEVER,
    /** To those who name redundant audio before Opus. */
    WHERE_PREFERRED,
    /** To all who know it. */
    WHERE_KNOWN
}
