package io.sluice.rtp.codec;

import io.sluice.rtp.ext.DependencyDescriptor;

/**
 * What one packet tells about its frame, filled by {@link PayloadClassifier}. Reusable, one for each place that classifies. Plain fields: it
 * is written once and read on the packet path.
 */
public final class FrameInfo {
    /** Value of a layer id or counter the packet does not tell. */
    public static final int NONE = -1;

    /**
     * First packet of a frame (of one layer's frame where layers are separate). For H264, H265 and AV1 without dependency descriptor the
     * payload alone cannot tell; there it says that the packet may be one, and {@link FrameTracker} decides by the packet before it.
     */
    public boolean startOfFrame;
    /** Last packet of a frame (of one layer's frame where layers are separate). */
    public boolean endOfFrame;
    /** Last packet of the picture with all its layers: the RTP marker. */
    public boolean endOfPicture;
    /**
     * The packet belongs to a key frame, as far as it can tell: decoding can begin with its frame. VP8 and AV1 say so in the first packet
     * only; H264 and H265 in those with parameter sets or the start of an intra slice.
     */
    public boolean keyFrame;
    /** The packet carries parameter sets (H264 SPS, H265 VPS or SPS). */
    public boolean parameterSets;
    /** The packet carries or begins an intra slice at which decoding can begin (H264 IDR, H265 IRAP). */
    public boolean intraSlice;
    /** The packet carries or begins a slice that is not {@link #intraSlice}. */
    public boolean interSlice;
    /** No other frame refers to this one. */
    public boolean discardable;
    /** From this frame on the temporal layer may be forwarded, if all below it was. */
    public boolean layerSync;
    /** The frame refers to frames of other times. Only VP9 says so; true where it is not told. */
    public boolean interPicture;
    /** The frame refers to the next lower spatial layer of the same time. */
    public boolean interLayer;
    /** The temporal layer, or {@link #NONE}. */
    public int temporalId;
    /** The spatial layer inside this stream, or {@link #NONE} for a stream without. */
    public int spatialId;
    /** The picture id, or {@link #NONE}. */
    public int pictureId;
    /** Bits of the picture id: 7, 15, or 0 if there is none. With a dependency descriptor 16: the frame number. */
    public int pictureIdBits;
    /** TL0PICIDX, or {@link #NONE}. */
    public int tl0;
    /** KEYIDX, or {@link #NONE}. */
    public int keyIndex;
    /** Pixels of width, or 0 where the packet does not tell. */
    public int width;
    /** Pixels of height, or 0 where the packet does not tell. */
    public int height;
    /** Number of spatial layers, or 0 where the packet does not tell. */
    public int spatialLayers;
    /** Bytes in front of the frame's own. */
    public int descriptorLength;

    /** Whether a dependency descriptor tells about the frame, which is then in {@link #dependency}. */
    public boolean described;

    /** The parsed dependency descriptor, when {@link #described}. */
    public final DependencyDescriptor dependency = new DependencyDescriptor();

    /** The parsed descriptor, when the codec is VP8 and the classifier said true. */
    public final Vp8Descriptor vp8 = new Vp8Descriptor();
    /** The parsed descriptor, when the codec is VP9 and the classifier said true. */
    public final Vp9Descriptor vp9 = new Vp9Descriptor();

    /** Sets everything to "not told". */
    public void clear() {
        described = false;
        startOfFrame = false;
        endOfFrame = false;
        endOfPicture = false;
        keyFrame = false;
        parameterSets = false;
        intraSlice = false;
        interSlice = false;
        discardable = false;
        layerSync = false;
        interPicture = true;
        interLayer = false;
        temporalId = NONE;
        spatialId = NONE;
        pictureId = NONE;
        pictureIdBits = 0;
        tl0 = NONE;
        keyIndex = NONE;
        width = 0;
        height = 0;
        spatialLayers = 0;
        descriptorLength = 0;
    }
}
