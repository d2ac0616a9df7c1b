package io.sluice.rtp.codec;

import io.sluice.rtp.ext.DependencyDescriptor;
import io.sluice.rtp.ext.DependencyStructure;
import io.sluice.rtp.packet.RtpPacket;

/**
 * The one place that looks into payloads. It reads descriptors, the first bytes of a VP8 key frame and the headers of H264 and H265 NAL units,
 * and nothing behind them, so that it may be used on encrypted streams.
 */
public final class PayloadClassifier {
    private PayloadClassifier() {}

    /** {@link #classify(Codec, byte[], int, int, boolean, FrameInfo)} for the payload of a packet. */
    public static boolean classify(Codec codec, RtpPacket packet, FrameInfo info) {
        return classify(codec, packet.buffer(), packet.payloadOffset(), packet.payloadLength(), packet.marker(), info);
    }

    /**
     * Fills {@code info} from a payload.
     *
     * @param marker the RTP marker of the packet
     * @return false if the payload is empty or malformed for its codec; {@code info} is then cleared
     */
    public static boolean classify(Codec codec, byte[] buffer, int offset, int length, boolean marker, FrameInfo info) {
        info.clear();
        if (length <= 0) {
            return false;
        }
        boolean good = switch (codec) {
            case VP8 -> vp8(buffer, offset, length, info);
            case VP9 -> vp9(buffer, offset, length, info);
            case AV1 -> av1(buffer, offset, info);
            case H264 -> H264Payload.classify(buffer, offset, length, info);
            case H265 -> H265Payload.classify(buffer, offset, length, info);
            case RTX -> false;
            case OPUS, RED, PCMU, PCMA, G722 -> sound(info);
        };
        if (!good) {
            info.clear();
            return false;
        }
        info.endOfPicture = marker;
        info.endOfFrame |= marker;
        return true;
    }

    /**
     * Replaces what the payload tells by what a dependency descriptor tells, which is always clear and knows more. {@code keyFrame} is then
     * set in the packet that brings the structure.
     */
    public static void apply(DependencyDescriptor descriptor, FrameInfo info) {
        info.described = descriptor == info.dependency;
        info.startOfFrame = descriptor.startOfFrame();
        info.endOfFrame = descriptor.endOfFrame();
        info.keyFrame = descriptor.hasStructure();
        info.spatialId = descriptor.spatialId();
        info.temporalId = descriptor.temporalId();
        info.pictureId = descriptor.frameNumber();
        info.pictureIdBits = 16;
        info.width = descriptor.width();
        info.height = descriptor.height();
        info.spatialLayers = descriptor.hasStructure() ? descriptor.structure().spatialLayers() : 0;
        info.layerSync = false;
        info.discardable = true;
        for (int target = 0; target < descriptor.decodeTargets(); target++) {
            int indication = descriptor.indication(target);
            info.layerSync |= indication == DependencyStructure.SWITCH;
            info.discardable &= indication <= DependencyStructure.DISCARDABLE;
        }
    }

    private static boolean vp8(byte[] buffer, int offset, int length, FrameInfo info) {
        Vp8Descriptor descriptor = info.vp8;
        if (!descriptor.parse(buffer, offset, length)) {
            return false;
        }
        info.descriptorLength = descriptor.length();
        info.startOfFrame = descriptor.startOfFrame();
        info.keyFrame = descriptor.keyFrame();
        info.intraSlice = info.keyFrame;
        info.discardable = descriptor.discardable();
        info.temporalId = descriptor.temporalId();
        info.layerSync = descriptor.layerSync();
        info.pictureId = descriptor.pictureId();
        info.pictureIdBits = descriptor.pictureIdBits();
        info.tl0 = descriptor.tl0();
        info.keyIndex = descriptor.keyIndex();
        info.width = descriptor.width();
        info.height = descriptor.height();
        return true;
    }

    private static boolean vp9(byte[] buffer, int offset, int length, FrameInfo info) {
        Vp9Descriptor descriptor = info.vp9;
        if (!descriptor.parse(buffer, offset, length)) {
            return false;
        }
        info.descriptorLength = descriptor.length();
        info.startOfFrame = descriptor.startOfFrame();
        info.endOfFrame = descriptor.endOfFrame();
        info.keyFrame = descriptor.keyFrame();
        info.intraSlice = info.keyFrame;
        info.interPicture = descriptor.interPicture();
        info.interLayer = descriptor.interLayer();
        info.temporalId = descriptor.temporalId();
        info.spatialId = descriptor.spatialId();
        info.layerSync = descriptor.switchingUpPoint();
        info.pictureId = descriptor.pictureId();
        info.pictureIdBits = descriptor.pictureIdBits();
        info.tl0 = descriptor.tl0();
        info.spatialLayers = descriptor.spatialLayers();
        if (info.spatialLayers > 0) {
            info.width = descriptor.width(info.spatialLayers - 1);
            info.height = descriptor.height(info.spatialLayers - 1);
        }
        return true;
    }

    /** The aggregation header (AV1 RTP specification §4.4): Z, Y, W, and N, which begins a coded video sequence. */
    private static boolean av1(byte[] buffer, int offset, FrameInfo info) {
        int header = buffer[offset];
        info.descriptorLength = 1;
        info.startOfFrame = (header & 0x80) == 0;
        info.keyFrame = info.startOfFrame && (header & 0x08) != 0;
        info.intraSlice = info.keyFrame;
        return true;
    }

    private static boolean sound(FrameInfo info) {
        info.startOfFrame = true;
        info.endOfFrame = true;
        return true;
    }
}
