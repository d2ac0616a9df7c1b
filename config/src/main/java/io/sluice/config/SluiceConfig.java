package io.sluice.config;

import java.util.List;

/**
 * All a server needs to know to start, checked. Immutable; its text shows no secret.
 *
 * @param port HTTP and WebSocket listener; 0 takes a free port
 * @param bindAddresses addresses or host names every TCP listener binds to; empty for all
 * @param keys at least one
 * @param region told to clients; empty for none
 * @param dataDirectory for what outlives a restart; empty to keep that in memory
 * @param development whether convenience may come before safety
 */
public record SluiceConfig(
        int port,
        List<String> bindAddresses,
        ApiKeys keys,
        String region,
        boolean development,
        boolean enableDataTracks,
        boolean enableParticipantDataBlob,
        PrometheusConfig prometheus,
        LoggingConfig logging,
        RtcConfig rtc,
        RoomConfig room,
        LimitConfig limit,
        VideoConfig video,
        AudioConfig audio,
        AgentsConfig agents,
        EngineConfig engine,
        WebhookConfig webhook,
        String dataDirectory,
        TokenApiConfig tokenApi,
        CallersConfig callers) {
    public SluiceConfig {
        bindAddresses = List.copyOf(bindAddresses);
    }
}
