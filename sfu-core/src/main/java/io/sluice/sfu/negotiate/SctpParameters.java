package io.sluice.sfu.negotiate;

/**
 * The SCTP side of an application section (RFC 8841 §5 and §6).
 *
 * @param port the SCTP port, 5000 in practice
 * @param maxMessageSize the largest message the author takes, in bytes; 0 means no limit
 */
public record SctpParameters(int port, long maxMessageSize) {}
