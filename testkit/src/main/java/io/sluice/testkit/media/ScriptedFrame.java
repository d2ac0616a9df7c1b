package io.sluice.testkit.media;

/**
 * A frame as a subscriber decoded it.
 *
 * @param layer the simulcast layer it was made in
 * @param number counts the frames of the layer from 0
 * @param temporal its temporal layer
 * @param keyFrame whether it refers to no other
 * @param timestamp RTP timestamp as received, 64 bits
 * @param atNanos when it was decoded
 */
public record ScriptedFrame(int layer, int number, int temporal, boolean keyFrame, long timestamp, long atNanos) {}
