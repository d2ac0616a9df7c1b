package io.sluice.sfu.track;

import io.sluice.rtp.codec.FrameInfo;
import io.sluice.rtp.ext.DependencyDescriptor;

/**
 * What one stream brings, by spatial and temporal layer, measured over a second at a time: frames, and the bits a receiver of that layer has
 * to take. For a layer that is built on others these count too. Layer numbers are clamped to what is kept.
 */
final class LayerRates {
    static final int TEMPORAL = 4;
    static final int SPATIAL = PublishedTrack.MAX_LAYERS;

    private static final int CELLS = SPATIAL * TEMPORAL;
    private static final long WINDOW_NANOS = 1_000_000_000L;
    private static final double TOLERANCE = 0.9;

    private final int[] frames = new int[CELLS];
    private final long[] bytes = new long[CELLS];
    private final double[] frameRates = new double[CELLS];
    private final long[] bitrates = new long[CELLS];
    private long since;
    private boolean counting;
    private boolean measured;

    /** A packet of {@code size} bytes came, the newest of its stream. */
    void packet(FrameInfo frame, int size, StreamLayers layers, long nowNanos) {
        if (!counting || nowNanos - since > 2 * WINDOW_NANOS) {
            start(nowNanos);
        } else if (nowNanos - since >= WINDOW_NANOS) {
            measure((nowNanos - since) / 1e9);
            start(nowNanos);
        }
        int spatial = Math.clamp(frame.spatialId, 0, SPATIAL - 1);
        int temporal = Math.clamp(frame.temporalId, 0, TEMPORAL - 1);
        if (frame.startOfFrame) {
            frames[spatial * TEMPORAL + temporal]++;
        }
        if (frame.described) {
            weighTargets(frame.dependency, size, layers);
        } else {
            weighLayers(frame, spatial, temporal, size);
        }
    }

    /** The descriptor says for whom the frame is. */
    private void weighTargets(DependencyDescriptor descriptor, int size, StreamLayers layers) {
        int done = 0;
        for (int left = descriptor.present(); left != 0; left &= left - 1) {
            int cell = layers.cell(Integer.numberOfTrailingZeros(left));
            if (cell >= 0 && (done & 1 << cell) == 0) {
                done |= 1 << cell;
                bytes[cell] += size;
            }
        }
    }

    /** A frame is for its own layer and those above that refer to it. */
    private void weighLayers(FrameInfo frame, int spatial, int temporal, int size) {
        boolean shared = frame.spatialId >= 0 && !frame.vp9.notReferenceForHigherLayers();
        int last = shared ? SPATIAL - 1 : spatial;
        for (int s = spatial; s <= last; s++) {
            for (int t = temporal; t < TEMPORAL; t++) {
                bytes[s * TEMPORAL + t] += size;
            }
        }
    }

    private void measure(double seconds) {
        for (int s = 0; s < SPATIAL; s++) {
            double sum = 0;
            for (int t = 0; t < TEMPORAL; t++) {
                int cell = s * TEMPORAL + t;
                sum += frames[cell] / seconds;
                frameRates[cell] = sum;
                long bitrate = (long) (bytes[cell] * 8 / seconds);
                // What has no decode target of its own is the same as what is below.
                bitrates[cell] = t > 0 ? Math.max(bitrate, bitrates[cell - 1]) : bitrate;
            }
        }
        measured = true;
    }

    private void start(long nowNanos) {
        counting = true;
        since = nowNanos;
        java.util.Arrays.fill(frames, 0);
        java.util.Arrays.fill(bytes, 0);
    }

    /** Bits a second for a receiver of these layers; 0 while not measured. */
    long bitrate(int spatial, int temporal) {
        return bitrates[Math.clamp(spatial, 0, SPATIAL - 1) * TEMPORAL + Math.clamp(temporal, 0, TEMPORAL - 1)];
    }

    /** The lowest temporal layer that brings nine tenths of the wanted frames a second; the highest if none does or nothing is known. */
    int temporalFor(int spatial, int fps) {
        if (measured && fps > 0) {
            int row = Math.clamp(spatial, 0, SPATIAL - 1) * TEMPORAL;
            for (int t = 0; t < TEMPORAL; t++) {
                if (frameRates[row + t] >= TOLERANCE * fps) {
                    return t;
                }
            }
        }
        return TEMPORAL - 1;
    }
}
