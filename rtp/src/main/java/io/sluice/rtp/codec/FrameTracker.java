package io.sluice.rtp.codec;

/**
 * Completes what {@link PayloadClassifier} cannot know from one packet of H264, H265 or AV1: whether a frame starts here, by the marker and
 * timestamp of the packet before; and whether this encoder's parameter sets announce key frames. One for each stream.
 *
 * <p>Some encoders repeat parameter sets before every picture. Once one of their pictures turned out to have no intra slice, parameter sets
 * alone count no longer as a key frame; only the intra slice does.
 */
public final class FrameTracker {
    private long lastSequence = -1;
    private int lastTimestamp;
    private boolean lastMarker;
    private boolean announced;
    private boolean unreliable;

    /**
     * Corrects {@link FrameInfo#startOfFrame} and {@link FrameInfo#keyFrame} of a classified packet. Packets that come late, and those after
     * a gap, start a frame only if their payload proves it by being one with parameter sets.
     *
     * @param sequence 64-bit sequence number
     * @param timestamp the packet's RTP timestamp
     */
    public void track(Codec codec, long sequence, int timestamp, FrameInfo info) {
        if (codec != Codec.H264 && codec != Codec.H265 && codec != Codec.AV1) {
            return;
        }
        if (sequence <= lastSequence) {
            info.startOfFrame &= info.parameterSets;
            info.keyFrame &= info.intraSlice || !unreliable;
            return;
        }
        boolean samePicture = lastSequence >= 0 && timestamp == lastTimestamp;
        if (sequence == lastSequence + 1) {
            info.startOfFrame &= lastMarker || !samePicture;
        } else if (lastSequence >= 0) {
            info.startOfFrame &= info.parameterSets && !samePicture;
        }
        if (!samePicture) {
            announced = false;
        }
        if (announced && info.interSlice && !info.intraSlice) {
            unreliable = true;
        }
        if (info.intraSlice) {
            announced = false;
        } else if (info.parameterSets && !info.interSlice) {
            announced = true;
            info.keyFrame &= !unreliable;
        }
        lastSequence = sequence;
        lastTimestamp = timestamp;
        lastMarker = info.endOfPicture;
    }
}
