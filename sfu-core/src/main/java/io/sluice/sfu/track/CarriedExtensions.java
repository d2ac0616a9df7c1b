package io.sluice.sfu.track;

import io.sluice.rtp.ext.ExtensionIds;
import io.sluice.rtp.ext.HeaderExtension;
import io.sluice.rtp.packet.RtpPacket;

/**
 * Where in the current packet of a stream those header extensions lie that travel from the publisher to its subscribers. Looked up once per
 * packet for all subscribers, whose ids for them differ.
 */
public final class CarriedExtensions {
    private static final HeaderExtension[] CARRIED = {
        HeaderExtension.AUDIO_LEVEL,
        HeaderExtension.ABS_CAPTURE_TIME,
        HeaderExtension.VIDEO_ORIENTATION,
        HeaderExtension.DEPENDENCY_DESCRIPTOR,
    };

    /** The kind of the dependency descriptor. */
    public static final int DESCRIPTOR = 3;

    private final int[] offsets = new int[CARRIED.length];
    private final int[] lengths = new int[CARRIED.length];

    /** How many kinds there are. */
    public static int kinds() {
        return CARRIED.length;
    }

    /** What a kind is, 0 to {@link #kinds} exclusive. */
    public static HeaderExtension extension(int kind) {
        return CARRIED[kind];
    }

    /** Finds them in a packet whose ids are given. */
    void locate(RtpPacket packet, ExtensionIds ids) {
        for (int i = 0; i < CARRIED.length; i++) {
            int id = ids.id(CARRIED[i]);
            offsets[i] = packet.extension(id);
            lengths[i] = packet.extensionLength(id);
        }
    }

    /** Index of the data in the packet's array, or -1 if the packet has none of this kind. */
    public int offset(int kind) {
        return offsets[kind];
    }

    /** Bytes of the data. */
    public int length(int kind) {
        return lengths[kind];
    }
}
