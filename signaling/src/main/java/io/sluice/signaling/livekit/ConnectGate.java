package io.sluice.signaling.livekit;

import io.sluice.sfu.control.Admission;
import io.sluice.sfu.control.ClientTraits;
import io.sluice.signaling.proto.AddTrackRequest;
import io.sluice.signaling.proto.JoinRequest;
import io.sluice.signaling.proto.SessionDescription;
import io.sluice.tokenapi.token.AccessToken;
import io.sluice.tokenapi.token.Revocations;
import io.sluice.tokenapi.token.TokenVerdict;
import io.sluice.tokenapi.token.TokenVerifier;
import io.sluice.tokenapi.token.VideoGrant;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a client may open a signal connection, in the order in which LiveKit decides: clients tell a bad token from a missing
 * room, and an old server from a new one, by what they are answered here.
 */
public final class ConnectGate {
    private static final String NO_ACCESS = "no permissions to access the room";
    private static final String ALLOW_PAUSE = "subscriber_allow_pause";

    private final TokenVerifier verifier;
    private final ConnectPolicy policy;
    private final Predicate<String> roomExists;
    private final Revocations revocations;
    private final Clock clock;

    /** A gate that asks {@code roomExists} where rooms are not made by joining. */
    public ConnectGate(TokenVerifier verifier, ConnectPolicy policy, Predicate<String> roomExists, Clock clock) {
        this(verifier, policy, roomExists, new Revocations(), clock);
    }

    /** Likewise, where tokens may have been taken back. */
    public ConnectGate(
            TokenVerifier verifier,
            ConnectPolicy policy,
            Predicate<String> roomExists,
            Revocations revocations,
            Clock clock) {
        this.revocations = revocations;
        this.verifier = verifier;
        this.policy = policy;
        this.roomExists = roomExists;
        this.clock = clock;
    }

    /**
     * Decides.
     *
     * @param joinRequestNeeded whether the path is the one of protocol v1
     * @param validateOnly whether the client only wants to know
     * @param authorization the header of that name, or null
     * @param userAgent the header of that name, or empty
     */
    public ConnectVerdict check(
            boolean joinRequestNeeded,
            boolean validateOnly,
            ConnectParameters parameters,
            @Nullable String authorization,
            String userAgent) {
        String accessToken = parameters.text("access_token");
        return switch (PresentedToken.check(verifier, authorization, accessToken, clock.instant())) {
            case null -> refused(401, NO_ACCESS);
            case TokenVerdict.Refused refusal -> refused(401, refusal.text());
            case TokenVerdict.Verified verified ->
                check(verified.token(), joinRequestNeeded, validateOnly, parameters, userAgent);
        };
    }

    private ConnectVerdict check(
            AccessToken token,
            boolean joinRequestNeeded,
            boolean validateOnly,
            ConnectParameters parameters,
            String userAgent) {
        VideoGrant video = token.grants().video();
        if (video == null) {
            return refused(401, NO_ACCESS);
        }
        JoinRequest join = null;
        if (joinRequestNeeded || parameters.get("join_request") != null) {
            switch (SignalCodec.decodeJoinRequest(parameters.get("join_request"))) {
                case Decoded.Refused<JoinRequest>(Refusal refusal) -> {
                    return refused(400, refusal.text());
                }
                case Decoded.Read<JoinRequest>(JoinRequest read) -> join = read;
            }
        }
        Map<String, String> attributes = Map.of();
        if (join != null) {
            attributes = join.getParticipantAttributesMap();
        } else if (parameters.get("attributes") != null) {
            switch (SignalCodec.decodeAttributes(parameters.text("attributes"))) {
                case Decoded.Refused<Map<String, String>>(Refusal refusal) -> {
                    if (validateOnly) {
                        return refused(400, refusal.text());
                    }
                }
                case Decoded.Read<Map<String, String>>(Map<String, String> read) -> attributes = read;
            }
        }
        ConnectVerdict.Refused refusal = rights(token, video, join, attributes, parameters);
        if (refusal != null) {
            return refusal;
        }
        if (!validateOnly) {
            revocations.seen(video.room(), token.identity(), token.id());
        }
        return new ConnectVerdict.Accepted(accept(token, video, join, attributes, parameters, userAgent));
    }

    private ConnectVerdict.@Nullable Refused rights(
            AccessToken token,
            VideoGrant video,
            @Nullable JoinRequest join,
            Map<String, String> attributes,
            ConnectParameters parameters) {
        String metadata = join == null ? "" : join.getMetadata();
        if (!video.roomJoin()) {
            return refused(401, "permissions denied");
        }
        if (token.identity().isEmpty()) {
            return refused(400, "identity cannot be empty");
        }
        if (bytes(token.identity()) > policy.maxIdentityBytes()) {
            return refused(400, "participant identity length exceeds limits: max length " + policy.maxIdentityBytes());
        }
        if (video.room().isEmpty()) {
            return refused(400, "no room name");
        }
        if (bytes(video.room()) > policy.maxRoomNameBytes()) {
            return refused(400, "room name length exceeds limits: max length " + policy.maxRoomNameBytes());
        }
        if (revocations.revoked(video.room(), token)) {
            return refused(401, "token has been revoked");
        }
        if (parameters.get("publish") != null && !video.mayPublish()) {
            return refused(401, NO_ACCESS);
        }
        if ((!metadata.isEmpty() || !attributes.isEmpty()) && !video.mayUpdateOwnMetadata()) {
            return refused(401, NO_ACCESS);
        }
        if (!policy.autoCreate() && !video.roomCreate() && !roomExists.test(video.room())) {
            return refused(404, "requested room does not exist");
        }
        return null;
    }

    private ConnectRequest accept(
            AccessToken token,
            VideoGrant video,
            @Nullable JoinRequest join,
            Map<String, String> attributes,
            ConnectParameters parameters,
            String userAgent) {
        ClientTraits client = join == null
                ? Clients.fromParameters(parameters, userAgent)
                : Clients.fromInfo(join.getClientInfo(), userAgent);
        boolean disableLite = join == null
                ? parameters.flag("disable_ice_lite", false)
                : join.getConnectionSettings().getDisableIceLite();
        String metadata =
                join == null || join.getMetadata().isEmpty() ? token.grants().metadata() : join.getMetadata();
        Map<String, String> merged = new HashMap<>(token.grants().attributes());
        attributes.forEach((key, value) -> {
            if (!value.isEmpty()) {
                merged.put(key, value);
            }
        });
        String suffix = join == null ? parameters.text("publish") : "";
        Admission admission = new Admission(
                suffix.isEmpty() ? token.identity() : token.identity() + "#" + suffix,
                token.grants().name(),
                metadata,
                merged,
                Grantees.kind(token.grants()),
                Grantees.kindDetails(token.grants()),
                Grantees.permissions(video, !suffix.isEmpty()),
                client,
                join != null,
                join == null
                        ? parameters.flag("auto_subscribe", true)
                        : join.getConnectionSettings().getAutoSubscribe(),
                join == null
                        ? parameters.flag("adaptive_stream", false)
                        : join.getConnectionSettings().getAdaptiveStream(),
                policy.iceLite() && !disableLite && client.protocol() > 5 && !client.firefox(),
                allowsPause(parameters, join));
        boolean resume = join == null ? parameters.flag("reconnect", false) : join.getReconnect();
        List<AddTrackRequest> tracks = join == null || resume ? List.of() : join.getAddTrackRequestsList();
        SessionDescription offer =
                join != null && join.hasPublisherOffer() && !resume ? join.getPublisherOffer() : null;
        return new ConnectRequest(token, video.room(), admission, resume, tracks, offer);
    }

    private static @Nullable Boolean allowsPause(ConnectParameters parameters, @Nullable JoinRequest join) {
        if (join == null) {
            return parameters.get(ALLOW_PAUSE) == null ? null : (Boolean) parameters.flag(ALLOW_PAUSE, false);
        }
        return join.getConnectionSettings().hasSubscriberAllowPause()
                ? (Boolean) join.getConnectionSettings().getSubscriberAllowPause()
                : null;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static ConnectVerdict.Refused refused(int status, String body) {
        return new ConnectVerdict.Refused(status, body);
    }
}
