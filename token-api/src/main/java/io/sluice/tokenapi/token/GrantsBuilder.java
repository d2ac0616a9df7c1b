package io.sluice.tokenapi.token;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects {@link Grants}; each setter is named after the component it sets. */
public final class GrantsBuilder {
    private String name = "";
    private String kind = "";
    private List<String> kindDetails = List.of();
    private @Nullable VideoGrant video;
    private @Nullable SipGrant sip;
    private @Nullable AgentGrant agent;
    private @Nullable InferenceGrant inference;
    private @Nullable ObservabilityGrant observability;
    private @Nullable String roomConfig;
    private String roomPreset = "";
    private String sha256 = "";
    private String metadata = "";
    private Map<String, String> attributes = Map.of();

    GrantsBuilder() {}

    GrantsBuilder(Grants from) {
        this.name = from.name();
        this.kind = from.kind();
        this.kindDetails = from.kindDetails();
        this.video = from.video();
        this.sip = from.sip();
        this.agent = from.agent();
        this.inference = from.inference();
        this.observability = from.observability();
        this.roomConfig = from.roomConfig();
        this.roomPreset = from.roomPreset();
        this.sha256 = from.sha256();
        this.metadata = from.metadata();
        this.attributes = from.attributes();
    }

    public GrantsBuilder name(String value) {
        this.name = value;
        return this;
    }

    public GrantsBuilder kind(String value) {
        this.kind = value;
        return this;
    }

    public GrantsBuilder kindDetails(List<String> value) {
        this.kindDetails = value;
        return this;
    }

    public GrantsBuilder video(@Nullable VideoGrant value) {
        this.video = value;
        return this;
    }

    public GrantsBuilder sip(@Nullable SipGrant value) {
        this.sip = value;
        return this;
    }

    public GrantsBuilder agent(@Nullable AgentGrant value) {
        this.agent = value;
        return this;
    }

    public GrantsBuilder inference(@Nullable InferenceGrant value) {
        this.inference = value;
        return this;
    }

    public GrantsBuilder observability(@Nullable ObservabilityGrant value) {
        this.observability = value;
        return this;
    }

    public GrantsBuilder roomConfig(@Nullable String value) {
        this.roomConfig = value;
        return this;
    }

    public GrantsBuilder roomPreset(String value) {
        this.roomPreset = value;
        return this;
    }

    public GrantsBuilder sha256(String value) {
        this.sha256 = value;
        return this;
    }

    public GrantsBuilder metadata(String value) {
        this.metadata = value;
        return this;
    }

    public GrantsBuilder attributes(Map<String, String> value) {
        this.attributes = value;
        return this;
    }

    /** The grants as collected so far. */
    public Grants build() {
        return new Grants(
                name,
                kind,
                kindDetails,
                video,
                sip,
                agent,
                inference,
                observability,
                roomConfig,
                roomPreset,
                sha256,
                metadata,
                attributes);
    }
}
