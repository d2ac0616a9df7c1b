/**
 * DTLS 1.2 with SRTP key export (RFC 6347, RFC 5764), on BouncyCastle. {@link io.sluice.transport.dtls.DtlsEndpoint} hides that the
 * library's handshake blocks; nothing of the library shows outside this package.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.transport.dtls;
