package io.sluice.rtp.codec;

import io.sluice.rtp.packet.BigEndian;

/** Classifies H265 payloads (RFC 7798 §4.4) by the headers of their NAL units, which stay clear under end-to-end encryption. */
final class H265Payload {
    private static final int TSA_N = 2;
    private static final int STSA_R = 5;
    private static final int FIRST_IRAP = 16;
    private static final int LAST_IRAP = 23;
    private static final int LAST_SLICE = 31;
    private static final int VPS = 32;
    private static final int SPS = 33;
    private static final int AGGREGATION = 48;
    private static final int FRAGMENT = 49;

    private H265Payload() {}

    static boolean classify(byte[] buffer, int offset, int length, FrameInfo info) {
        if (length < 2) {
            return false;
        }
        int type = buffer[offset] >> 1 & 0x3f;
        int temporal = (buffer[offset + 1] & 7) - 1;
        if (temporal < 0) {
            return false;
        }
        info.temporalId = temporal;
        info.startOfFrame = true;
        switch (type) {
            case AGGREGATION -> {
                if (!aggregate(buffer, offset + 2, offset + length, info)) {
                    return false;
                }
            }
            case FRAGMENT -> {
                if (length < 3) {
                    return false;
                }
                info.startOfFrame = buffer[offset + 2] < 0;
                if (info.startOfFrame) {
                    unit(buffer[offset + 2] & 0x3f, info);
                }
            }
            default -> unit(type, info);
        }
        info.keyFrame = info.intraSlice || (info.parameterSets && !info.interSlice);
        return true;
    }

    private static boolean aggregate(byte[] buffer, int from, int end, FrameInfo info) {
        int at = from;
        while (end - at >= 2) {
            int size = BigEndian.u16(buffer, at);
            at += 2;
            if (size < 2 || size > end - at) {
                return false;
            }
            unit(buffer[at] >> 1 & 0x3f, info);
            at += size;
            if (info.intraSlice || info.interSlice) {
                return true;
            }
        }
        return at > from;
    }

    private static void unit(int type, FrameInfo info) {
        if (type >= FIRST_IRAP && type <= LAST_IRAP) {
            info.intraSlice = true;
        } else if (type <= LAST_SLICE) {
            info.interSlice = true;
            info.layerSync = type >= TSA_N && type <= STSA_R;
            // Even types below 16 are those no picture of the same temporal layer refers to (H.265 §7.4.2.2).
            info.discardable = type < FIRST_IRAP && (type & 1) == 0;
        } else if (type == VPS || type == SPS) {
            info.parameterSets = true;
        }
    }
}
