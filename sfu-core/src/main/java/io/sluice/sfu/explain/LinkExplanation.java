package io.sluice.sfu.explain;

import io.sluice.sfu.subscribe.DownlinkSnapshot;
import io.sluice.transport.peer.PeerState;
import org.jspecify.annotations.Nullable;

/**
 * A transport at one moment.
 *
 * @param sends whether the participant's subscriptions are sent on it
 * @param state of ICE and DTLS
 * @param remote the peer's address and port, null before ICE chose one
 * @param tcp whether it is ICE-TCP
 * @param iceRoundTripMillis of ICE's checks, 0 before the first
 * @param mediaRoundTripMillis by the receiver's reports, 0 before the first
 * @param line what is known of how much it carries to the participant; null where nothing is sent on it
 */
public record LinkExplanation(
        boolean sends,
        PeerState state,
        @Nullable String remote,
        boolean tcp,
        double iceRoundTripMillis,
        double mediaRoundTripMillis,
        @Nullable DownlinkSnapshot line) {}
