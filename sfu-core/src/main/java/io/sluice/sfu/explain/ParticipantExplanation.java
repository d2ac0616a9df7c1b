package io.sluice.sfu.explain;

import java.util.List;

/**
 * A participant at one moment.
 *
 * @param identity who it is over all its sessions
 * @param sid of this session
 * @param state where it is in its life
 * @param signalConnected false while it is away and may resume
 * @param client what it runs
 * @param links its transports: one, or the one it offers on and the one the server offers on
 * @param published its tracks
 * @param subscribed the tracks it receives
 */
public record ParticipantExplanation(
        String identity,
        String sid,
        String state,
        boolean signalConnected,
        String client,
        List<LinkExplanation> links,
        List<TrackExplanation> published,
        List<SubscriptionExplanation> subscribed) {
    public ParticipantExplanation {
        links = List.copyOf(links);
        published = List.copyOf(published);
        subscribed = List.copyOf(subscribed);
    }
}
