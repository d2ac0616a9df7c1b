package io.sluice.benchmarks.publisher;

import io.sluice.rtp.ext.TransportSequence;
import io.sluice.rtp.packet.BigEndian;

/**
 * Plays a recording again and again as one stream that never ends: sequence numbers, timestamps, picture ids and TL0PICIDX go on where the
 * last pass ended. Packets come frame by frame, the layers of a frame low to high. Allocates nothing.
 */
public final class Replay {
    /** Bytes at the end of each packet that tell when it was played. */
    public static final int LABEL = 8;

    /** Room for a packet and what protection adds to it. */
    public static final int BUFFER = 1_500;

    private static final int TEMPORAL_PATTERN = 4;

    /** The packet at hand. May be changed. */
    public final byte[] buffer = new byte[BUFFER];

    private final Recording recording;
    private final int firstLayer;
    private final int[] next;
    private final int[] passes;
    private int layer;
    private int frame;
    private int transportSequence;
    private boolean frameEnded;

    /** Plays all layers. */
    public Replay(Recording recording) {
        this(recording, 0);
    }

    /** Plays a layer and those above it. */
    public Replay(Recording recording, int firstLayer) {
        this.recording = recording;
        this.firstLayer = firstLayer;
        this.layer = firstLayer;
        this.next = new int[recording.layers()];
        this.passes = new int[recording.layers()];
    }

    /**
     * Puts the next packet into {@link #buffer}.
     *
     * @param nanos for its label
     * @return its length
     */
    public int next(long nanos) {
        RecordedPacket packet = recording.packet(layer, next[layer]);
        int length = packet.bytes().length;
        System.arraycopy(packet.bytes(), 0, buffer, 0, length);
        continueNumbers(packet, passes[layer]);
        BigEndian.put64(buffer, length - LABEL, nanos);
        advance();
        return length;
    }

    /** Whether the packet at hand is the last that is due at its time. */
    public boolean frameEnded() {
        return frameEnded;
    }

    /** When a packet was played: what {@link #next} was told. */
    public static long label(byte[] buffer, int offset, int length) {
        return BigEndian.i64(buffer, offset + length - LABEL);
    }

    private void continueNumbers(RecordedPacket packet, int pass) {
        int framesBefore = pass * Recording.FRAMES;
        BigEndian.put16(buffer, 2, next[layer] + pass * recording.packets(layer));
        BigEndian.put32(buffer, 4, BigEndian.i32(buffer, 4) + framesBefore * Recording.FRAME_TICKS);
        TransportSequence.write(buffer, packet.transportSequenceAt(), transportSequence++);
        int descriptor = packet.descriptorAt();
        BigEndian.put16(buffer, descriptor + 2, 0x8000 | packet.frame() + framesBefore & 0x7fff);
        BigEndian.put8(buffer, descriptor + 4, BigEndian.u8(buffer, descriptor + 4) + framesBefore / TEMPORAL_PATTERN);
    }

    private void advance() {
        next[layer]++;
        if (next[layer] == recording.packets(layer)) {
            next[layer] = 0;
            passes[layer]++;
        }
        int upcoming = recording.packet(layer, next[layer]).frame();
        frameEnded = false;
        if (upcoming != frame) {
            layer++;
            if (layer == recording.layers()) {
                layer = firstLayer;
                frame = upcoming;
                frameEnded = true;
            }
        }
    }
}
