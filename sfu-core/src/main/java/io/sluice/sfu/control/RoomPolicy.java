package io.sluice.sfu.control;

import io.sluice.sfu.subscribe.PlayoutDelay;
import java.util.List;

/**
 * The rules a room lives by: node configuration, overridden by what its creator asked for.
 *
 * @param maxParticipants 0 for no limit; agents and egress do not count
 * @param emptyTimeoutSeconds how long a room that nobody joined is kept
 * @param departureTimeoutSeconds how long it is kept after the last one left
 * @param enabledCodecs mime types in order of preference
 * @param maxMetadataBytes of a participant or room
 * @param maxAttributesBytes keys and values of a participant together
 * @param maxNameBytes of a participant
 * @param subscriptionLimitVideo 0 for no limit
 * @param subscriptionLimitAudio 0 for no limit
 * @param playoutDelay of video
 * @param syncStreams receivers play all of a participant's tracks that belong together in step
 * @param encryption what is made of tracks without end-to-end encryption
 */
public record RoomPolicy(
        int maxParticipants,
        int emptyTimeoutSeconds,
        int departureTimeoutSeconds,
        List<String> enabledCodecs,
        int maxMetadataBytes,
        int maxAttributesBytes,
        int maxNameBytes,
        int subscriptionLimitVideo,
        int subscriptionLimitAudio,
        PlayoutDelay playoutDelay,
        boolean syncStreams,
        EncryptionPolicy encryption) {

    /** LiveKit's order, which clients show and choose by. */
    public static final List<String> ALL_CODECS = List.of(
            "audio/PCMU",
            "audio/PCMA",
            "audio/opus",
            "audio/red",
            "video/VP8",
            "video/H264",
            "video/VP9",
            "video/AV1",
            "video/H265",
            "video/rtx");

    /** The rules without any configuration. */
    public static final RoomPolicy DEFAULT = new RoomPolicy(
            0, 300, 20, ALL_CODECS, 512 * 1024, 64 * 1024, 256, 0, 0, PlayoutDelay.NONE, false, EncryptionPolicy.OFF);

    public RoomPolicy {
        enabledCodecs = List.copyOf(enabledCodecs);
    }

    /**
     * The rules as a room's creator wants them: what is zero, {@link PlayoutDelay#NONE} or false stays as it is here. So a room can not be
     * without a timeout, and its streams are not taken out of step again.
     */
    public RoomPolicy wanted(
            int participants, int emptySeconds, int departureSeconds, PlayoutDelay delay, boolean inStep) {
        return new RoomPolicy(
                participants > 0 ? participants : maxParticipants,
                emptySeconds > 0 ? emptySeconds : emptyTimeoutSeconds,
                departureSeconds > 0 ? departureSeconds : departureTimeoutSeconds,
                enabledCodecs,
                maxMetadataBytes,
                maxAttributesBytes,
                maxNameBytes,
                subscriptionLimitVideo,
                subscriptionLimitAudio,
                delay.enabled() ? delay : playoutDelay,
                inStep || syncStreams,
                encryption);
    }

    /** The rules with another one about encryption. */
    public RoomPolicy withEncryption(EncryptionPolicy next) {
        return new RoomPolicy(
                maxParticipants,
                emptyTimeoutSeconds,
                departureTimeoutSeconds,
                enabledCodecs,
                maxMetadataBytes,
                maxAttributesBytes,
                maxNameBytes,
                subscriptionLimitVideo,
                subscriptionLimitAudio,
                playoutDelay,
                syncStreams,
                next);
    }
}
