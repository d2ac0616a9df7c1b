package io.sluice.sfu.publish;

/**
 * Whose data track it is that a subscriber knows by a number.
 *
 * @param publisherIdentity its publisher
 * @param publisherSid the publisher's session
 * @param trackSid the track
 */
public record DataTrackHandle(String publisherIdentity, String publisherSid, String trackSid) {}
