package io.sluice.transport.srtp;

/** Who does the cryptography of a session. Both make the same packets. */
public enum SrtpEngine {
    /** Our own framing on the ciphers of the JDK. */
    JDK,
    /** The jitsi-srtp library. */
    JITSI
}
