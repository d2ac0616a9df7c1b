package io.sluice.transport.dtls;

/**
 * The hash of a certificate as SDP carries it (RFC 8122 §5).
 *
 * @param algorithm lower-case name, for example {@code sha-256}
 * @param value upper-case hexadecimal bytes joined by colons
 */
public record Fingerprint(String algorithm, String value) {}
