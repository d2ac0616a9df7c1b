package io.sluice.sfu.publish;

/** How frames of a track are encrypted end to end. The server only passes the word on. */
public enum Encryption {
    NONE,
    GCM,
    CUSTOM
}
