/**
 * SRTP and SRTCP (RFC 3711, RFC 7714): {@link io.sluice.transport.srtp.SrtpSession} seals and opens the packets of one transport, and
 * {@link io.sluice.transport.srtp.SrtpSessions} makes one from the keys that DTLS exported.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.transport.srtp;
