package io.sluice.sfu.publish;

/** How the layers of a video codec are spread over RTP streams. */
public enum LayerMode {
    UNUSED,
    /** Simulcast: each spatial layer has its SSRC. */
    ONE_SPATIAL_LAYER_PER_STREAM,
    /** SVC: one SSRC carries all. */
    MULTIPLE_SPATIAL_LAYERS_PER_STREAM,
    /** Simulcast whose sender reports do not cover every layer. */
    ONE_SPATIAL_LAYER_PER_STREAM_INCOMPLETE_RTCP_SR
}
