package io.sluice.signaling.twirp;

import io.sluice.tokenapi.token.AccessToken;
import io.sluice.tokenapi.token.Grants;
import io.sluice.tokenapi.token.SipGrant;
import io.sluice.tokenapi.token.VideoGrant;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, and what they may.
 *
 * @param token null where the request had none
 * @param patience how long the caller waits, as far as it said so; never longer than {@link #LONGEST_PATIENCE}
 */
public record Caller(@Nullable AccessToken token, Duration patience) {
    /** How long a call may take at most, and what holds where the caller says nothing. */
    public static final Duration LONGEST_PATIENCE = Duration.ofSeconds(60);

    /** @throws TwirpException unless rooms may be made and ended */
    public void mustCreateRooms() {
        must(VideoGrant::roomCreate);
    }

    /** @throws TwirpException unless rooms may be listed */
    public void mustListRooms() {
        must(VideoGrant::roomList);
    }

    /** @throws TwirpException unless that room may be moderated */
    public void mustAdminister(String room) {
        must(video -> video.administers(room));
    }

    /** @throws TwirpException unless participants may be taken from one room to the other */
    public void mustAdminister(String room, String destination) {
        must(video -> video.administers(room)
                && !destination.isEmpty()
                && video.destinationRoom().equals(destination));
    }

    /** @throws TwirpException unless egress may be used */
    public void mustRecord() {
        must(VideoGrant::roomRecord);
    }

    /** @throws TwirpException unless ingress may be used */
    public void mustAdministerIngress() {
        must(VideoGrant::ingressAdmin);
    }

    /** @throws TwirpException unless SIP trunks and rules may be managed */
    public void mustAdministerSip() {
        must(Grants::sip, SipGrant::admin);
    }

    /** @throws TwirpException unless SIP calls may be made */
    public void mustCallBySip() {
        must(Grants::sip, SipGrant::call);
    }

    private void must(Predicate<VideoGrant> right) {
        must(Grants::video, right);
    }

    private <G> void must(Function<Grants, @Nullable G> kind, Predicate<G> right) {
        G grant = token == null ? null : kind.apply(token.grants());
        if (grant == null || !right.test(grant)) {
            throw TwirpException.denied();
        }
    }
}
