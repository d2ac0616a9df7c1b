package io.sluice.rtp.codec;

import io.sluice.rtp.packet.BigEndian;

/** Classifies H264 payloads (RFC 6184 §5) by the headers of their NAL units, which stay clear under end-to-end encryption. */
final class H264Payload {
    private static final int SLICE = 1;
    private static final int SLICE_PARTITION_A = 2;
    private static final int IDR = 5;
    private static final int SPS = 7;
    private static final int STAP_A = 24;
    private static final int FU_A = 28;
    private static final int FU_B = 29;

    private H264Payload() {}

    static boolean classify(byte[] buffer, int offset, int length, FrameInfo info) {
        if (length < 1) {
            return false;
        }
        int type = buffer[offset] & 0x1f;
        info.startOfFrame = true;
        info.discardable = (buffer[offset] & 0x60) == 0;
        switch (type) {
            case STAP_A -> {
                if (!aggregate(buffer, offset + 1, offset + length, info)) {
                    return false;
                }
            }
            case FU_A, FU_B -> {
                if (length < 2) {
                    return false;
                }
                info.startOfFrame = buffer[offset + 1] < 0;
                if (info.startOfFrame) {
                    unit(buffer[offset + 1] & 0x1f, info);
                }
            }
            default -> unit(type, info);
        }
        // Parameter sets announce an intra picture, unless the slice that follows them says otherwise.
        info.keyFrame = info.intraSlice || (info.parameterSets && !info.interSlice);
        return true;
    }

    private static boolean aggregate(byte[] buffer, int from, int end, FrameInfo info) {
        int at = from;
        while (end - at >= 2) {
            int size = BigEndian.u16(buffer, at);
            at += 2;
            if (size == 0 || size > end - at) {
                return false;
            }
            unit(buffer[at] & 0x1f, info);
            at += size;
            if (info.intraSlice || info.interSlice) {
                // Behind the first slice's header all is ciphertext if the stream is encrypted.
                return true;
            }
        }
        return at > from;
    }

    private static void unit(int type, FrameInfo info) {
        switch (type) {
            case SPS -> info.parameterSets = true;
            case IDR -> info.intraSlice = true;
            case SLICE, SLICE_PARTITION_A -> info.interSlice = true;
            default -> {
                // SEI, delimiters and picture parameter sets tell nothing.
            }
        }
    }
}
