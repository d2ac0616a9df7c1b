package io.sluice.sfu.publish;

/** What a client says about the processing of an audio track. */
public enum AudioFeature {
    STEREO,
    NO_DTX,
    AUTO_GAIN_CONTROL,
    ECHO_CANCELLATION,
    NOISE_SUPPRESSION,
    ENHANCED_NOISE_CANCELLATION,
    PRECONNECT_BUFFER
}
