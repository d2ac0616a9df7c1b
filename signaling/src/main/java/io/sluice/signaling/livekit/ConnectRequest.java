package io.sluice.signaling.livekit;

import io.sluice.sfu.control.Admission;
import io.sluice.signaling.proto.AddTrackRequest;
import io.sluice.signaling.proto.SessionDescription;
import io.sluice.tokenapi.token.AccessToken;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to connect that was found good.
 *
 * @param token who asks, and what they may
 * @param room the room's name
 * @param admission what the room must know
 * @param resume whether a session shall go on over this connection
 * @param tracks to be announced at once
 * @param offer to be answered at once
 */
public record ConnectRequest(
        AccessToken token,
        String room,
        Admission admission,
        boolean resume,
        List<AddTrackRequest> tracks,
        @Nullable SessionDescription offer) {
    public ConnectRequest {
        tracks = List.copyOf(tracks);
    }
}
