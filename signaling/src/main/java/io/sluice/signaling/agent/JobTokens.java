package io.sluice.signaling.agent;

import io.sluice.signaling.proto.AvailabilityResponse;
import io.sluice.signaling.proto.ParticipantPermission;
import io.sluice.tokenapi.token.Grants;
import io.sluice.tokenapi.token.ParticipantKind;
import io.sluice.tokenapi.token.TokenIssuer;
import io.sluice.tokenapi.token.VideoGrant;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Makes the tokens by which agents join rooms. */
final class JobTokens {
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final String NAME_ATTRIBUTE = "lk.agent_name";

    private final TokenIssuer issuer;

    JobTokens(TokenIssuer issuer) {
        this.issuer = issuer;
    }

    /** For the agent of that job, as its worker introduced it. */
    String token(AgentJob job, Worker worker, AvailabilityResponse accepted, Instant now) {
        ParticipantPermission may = worker.permissions;
        Map<String, String> attributes = new TreeMap<>(accepted.getParticipantAttributesMap());
        attributes.put(NAME_ATTRIBUTE, job.agentName());
        Grants grants = Grants.builder()
                .name(accepted.getParticipantName())
                .metadata(accepted.getParticipantMetadata())
                .attributes(attributes)
                .kind(ParticipantKind.AGENT.claim())
                .video(VideoGrant.builder()
                        .roomJoin(true)
                        .room(job.room())
                        .agent(true)
                        .canPublish(may.getCanPublish())
                        .canSubscribe(may.getCanSubscribe())
                        .canPublishData(may.getCanPublishData())
                        .canUpdateOwnMetadata(may.getCanUpdateMetadata())
                        .canSubscribeMetrics(may.getCanSubscribeMetrics())
                        .hidden(may.getHidden())
                        .build())
                .build();
        return issuer.issue(worker.apiKey, job.identity(), grants, LIFETIME, now);
    }
}
