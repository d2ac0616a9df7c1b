package io.sluice.sfu.negotiate;

/**
 * A negotiated RTP header extension (RFC 8285 §5).
 *
 * @param id 1 to 255
 * @param uri what it means
 */
public record ExtensionParameters(int id, String uri) {}
