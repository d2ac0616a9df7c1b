package io.sluice.sfu.measure;

/** Which way media go. */
public enum Way {
    /** From publishers. */
    INCOMING,
    /** To subscribers. */
    OUTGOING
}
