package io.sluice.config;

/**
 * Bounds on what clients may ask for. Sizes and lengths are bytes of UTF-8; 0 takes a bound away.
 *
 * @param numTracks tracks forwarded before joins are refused
 * @param bytesPerSec bytes per second forwarded before joins are refused
 * @param subscriptionLimitVideo video tracks one participant receives at a time
 * @param subscriptionLimitAudio audio tracks one participant receives at a time
 * @param maxAttributesSize all keys and values of a participant together
 * @param maxDataBlobsSize all data blobs of a participant together
 */
public record LimitConfig(
        int numTracks,
        double bytesPerSec,
        int subscriptionLimitVideo,
        int subscriptionLimitAudio,
        int maxMetadataSize,
        int maxAttributesSize,
        int maxRoomNameLength,
        int maxParticipantIdentityLength,
        int maxParticipantNameLength,
        int maxDataBlobKeyLength,
        int maxDataBlobsSize,
        int maxDataTrackCustomEncodingLength,
        int signalMessageSizeLimit,
        int agentSignalMessageSizeLimit,
        int maxApiRequestBodySize) {}
