package io.sluice.config;

/** Sides of a DTLS handshake, as SDP names them (RFC 8842 §5). */
public enum DtlsRole {
    /** Begins the handshake. */
    ACTIVE,
    /** Waits for it. */
    PASSIVE
}
