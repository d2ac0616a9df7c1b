package io.sluice.sfu.negotiate;

/**
 * The two tokens of an {@code a=msid} line (RFC 8830).
 *
 * @param stream the MediaStream's id
 * @param track the MediaStreamTrack's id
 */
public record StreamId(String stream, String track) {}
