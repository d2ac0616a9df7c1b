package io.sluice.tokenapi.token;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything a token says beyond who signed it, for whom and until when. Texts are empty and lists and maps are empty
 * where the token says nothing; a whole grant that is absent is null.
 *
 * @param name display name
 * @param kind claim text, empty when absent; see {@link #participantKind}
 * @param kindDetails finer kinds, as lower-case texts
 * @param roomConfig settings of a room this bearer brings into being: a {@code RoomConfiguration} in proto JSON,
 *     with member names in either of its two spellings, as the token had it
 * @param roomPreset name of settings the server knows
 * @param sha256 base64 hash of the message the token came with (webhooks)
 * @param metadata application data of the participant
 * @param attributes application key-value pairs of the participant, in the token's order
 */
public record Grants(
        String name,
        String kind,
        List<String> kindDetails,
        @Nullable VideoGrant video,
        @Nullable SipGrant sip,
        @Nullable AgentGrant agent,
        @Nullable InferenceGrant inference,
        @Nullable ObservabilityGrant observability,
        @Nullable String roomConfig,
        String roomPreset,
        String sha256,
        String metadata,
        Map<String, String> attributes) {

    public Grants {
        kindDetails = List.copyOf(kindDetails);
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** What stands behind the identity; standard where the token says nothing or something unknown. */
    public ParticipantKind participantKind() {
        return ParticipantKind.fromClaim(kind);
    }

    /**
     * Whether the bearer serves the room rather than takes part in it: an agent or a recorder. Such participants do not
     * keep a room open and are not counted.
     */
    public boolean isDependent() {
        ParticipantKind who = participantKind();
        return who == ParticipantKind.AGENT
                || who == ParticipantKind.EGRESS
                || (video != null && (video.agent() || video.recorder()));
    }

    /** Starts empty grants. */
    public static GrantsBuilder builder() {
        return new GrantsBuilder();
    }

    /** Starts from a copy of these grants. */
    public GrantsBuilder toBuilder() {
        return new GrantsBuilder(this);
    }
}
