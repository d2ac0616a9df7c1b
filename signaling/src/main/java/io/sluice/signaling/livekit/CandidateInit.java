package io.sluice.signaling.livekit;

import io.sluice.transport.ice.IceCandidate;
import org.jspecify.annotations.Nullable;

/**
 * What a trickled candidate says, the JSON of an RTCIceCandidateInit (W3C WebRTC §4.8.1).
 *
 * @param candidate null where there is none, or none that can be used: the end, a host name, an unknown transport
 * @param endOfCandidates whether the text was empty, which says that no more will come
 * @param sdpMid the section, empty where it is not given
 * @param sdpMLineIndex the section by number, -1 where it is not given
 * @param ufrag the ICE generation, from the member of its own or from the candidate's line
 */
public record CandidateInit(
        @Nullable IceCandidate candidate,
        boolean endOfCandidates,
        String sdpMid,
        int sdpMLineIndex,
        @Nullable String ufrag) {}
