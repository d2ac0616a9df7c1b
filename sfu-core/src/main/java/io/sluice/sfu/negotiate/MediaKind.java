package io.sluice.sfu.negotiate;

/** What a media section carries. */
public enum MediaKind {
    AUDIO,
    VIDEO,
    /** Data channels: SCTP over DTLS (RFC 8841). */
    APPLICATION
}
