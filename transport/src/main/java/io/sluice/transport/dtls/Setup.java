package io.sluice.transport.dtls;

/** Who starts the DTLS handshake (RFC 4145 §4, RFC 8842 §5.2): the active side is the DTLS client. */
public enum Setup {
    ACTPASS,
    ACTIVE,
    PASSIVE
}
