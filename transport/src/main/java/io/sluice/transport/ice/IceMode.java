package io.sluice.transport.ice;

/** How much of ICE an agent does (RFC 8445 §2.5). */
public enum IceMode {
    /** Sends checks of its own: needed to be the controlling side, and measures the round trip. */
    FULL,
    /** Only answers checks; its descriptions say {@code a=ice-lite}. Always controlled. */
    LITE
}
