package io.sluice.config.keys;

/** Whether a key does anything. */
public enum KeyStatus {
    /** The configuration records have it. */
    READ,
    /** LiveKit has the key and Sluice not yet the feature; setting it is allowed and earns a warning. */
    ACCEPTED
}
