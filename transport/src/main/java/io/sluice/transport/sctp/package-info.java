/**
 * SCTP over DTLS for data channels (RFC 9260, RFC 8261, RFC 8831, RFC 8832): {@link io.sluice.transport.sctp.SctpEndpoint} is one end of
 * one association. It has no clock, no thread and no socket; packets and the time go in, packets and events come out. With it come partial
 * reliability (RFC 3758), stream reset (RFC 6525) and packets without a checksum (RFC 9653).
 */
@org.jspecify.annotations.NullMarked
package io.sluice.transport.sctp;
