package io.sluice.sfu.explain;

import io.sluice.sfu.subscribe.DownTrackSnapshot;
import io.sluice.sfu.track.VideoQuality;

/**
 * A track as one participant receives it.
 *
 * @param track its sid
 * @param publisher whose it is, by identity
 * @param agreed whether a section carries it
 * @param wanted the quality that the subscriber asked for
 * @param score the quality in which it arrives, 0 to 100
 * @param sent what is sent, and why
 */
public record SubscriptionExplanation(
        String track, String publisher, boolean agreed, VideoQuality wanted, double score, DownTrackSnapshot sent) {}
