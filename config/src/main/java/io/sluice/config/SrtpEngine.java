package io.sluice.config;

/** Implementations of SRTP. */
public enum SrtpEngine {
    /** On the cipher of the Java platform. */
    JDK,
    /** The library of Jitsi. */
    JITSI
}
