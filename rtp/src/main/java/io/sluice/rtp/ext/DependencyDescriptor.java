package io.sluice.rtp.ext;

import io.sluice.rtp.packet.RtpPacket;

/**
 * One dependency descriptor (AV1 RTP specification, appendix A): which frame a packet belongs to, its layers, what it refers to and which
 * decode targets need it. Reusable; arrays are filled, not replaced.
 *
 * <p>{@link #parse} reads by the structure the caller keeps for the stream. If the descriptor brings a structure of its own it is read by that
 * one, and the caller, once it trusts the packet, adopts it: {@code if (d.hasStructure()) kept.copyFrom(d.structure())}.
 */
public final class DependencyDescriptor {
    private final BitReader in = new BitReader();
    private final DependencyStructure attached = new DependencyStructure();
    private final byte[] indications = new byte[DependencyStructure.MAX_DECODE_TARGETS];
    private final int[] references = new int[DependencyStructure.MAX_REFERENCES];
    private final int[] chains = new int[DependencyStructure.MAX_DECODE_TARGETS];

    private boolean startOfFrame;
    private boolean endOfFrame;
    private int templateId;
    private int frameNumber;
    private boolean hasStructure;
    private boolean hasActiveTargets;
    private int activeTargets;
    private int spatialId;
    private int temporalId;
    private int decodeTargets;
    private int present;
    private int referenceCount;
    private int chainCount;
    private int width;
    private int height;

    /** {@link #parse(byte[], int, int, DependencyStructure)} on a packet's extension; false also if it has none. */
    public boolean parse(RtpPacket packet, int id, DependencyStructure kept) {
        int at = packet.extension(id);
        return at >= 0 && parse(packet.buffer(), at, packet.extensionLength(id), kept);
    }

    /**
     * Reads a descriptor.
     *
     * @param kept the stream's structure, empty before the first; not changed here
     * @return false if it is malformed, or refers to a template the structure does not have: then only the fields of the mandatory part
     *     hold, and those only if {@code length} is at least 3
     */
    public boolean parse(byte[] buffer, int offset, int length, DependencyStructure kept) {
        hasStructure = false;
        hasActiveTargets = false;
        activeTargets = 0;
        if (length < 3) {
            return false;
        }
        in.wrap(buffer, offset, length);
        startOfFrame = in.bit();
        endOfFrame = in.bit();
        templateId = in.bits(6);
        frameNumber = in.bits(16);
        boolean customIndications = false;
        boolean customReferences = false;
        boolean customChains = false;
        DependencyStructure structure = kept;
        if (length > 3) {
            boolean attachedPresent = in.bit();
            boolean activePresent = in.bit();
            customIndications = in.bit();
            customReferences = in.bit();
            customChains = in.bit();
            if (attachedPresent) {
                // A structure belongs to the first packet of its frame.
                if (!attached.read(in) || !startOfFrame) {
                    return false;
                }
                structure = attached;
                hasStructure = true;
                hasActiveTargets = true;
                activeTargets = attached.allTargets();
            }
            if (structure.isEmpty()) {
                return false;
            }
            if (activePresent) {
                hasActiveTargets = true;
                activeTargets = readMask(structure.decodeTargets());
            }
        }
        int template = templateId - structure.idOffset() & 63;
        if (template >= structure.templates()) {
            hasStructure = false;
            hasActiveTargets = false;
            return false;
        }
        useTemplate(structure, template);
        if (customIndications) {
            for (int i = 0; i < decodeTargets; i++) {
                indications[i] = (byte) in.bits(2);
            }
        }
        if ((customReferences && !readReferences()) || (customChains && !readChains()) || in.overrun()) {
            hasStructure = false;
            hasActiveTargets = false;
            return false;
        }
        present = 0;
        for (int i = 0; i < decodeTargets; i++) {
            present |= indications[i] == DependencyStructure.NOT_PRESENT ? 0 : 1 << i;
        }
        return true;
    }

    private int readMask(int targets) {
        return targets == 32 ? in.bits(16) << 16 | in.bits(16) : in.bits(targets);
    }

    private void useTemplate(DependencyStructure structure, int template) {
        spatialId = structure.templateSpatial[template];
        temporalId = structure.templateTemporal[template];
        decodeTargets = structure.decodeTargets();
        System.arraycopy(structure.templateIndications, template * decodeTargets, indications, 0, decodeTargets);
        referenceCount = structure.templateReferenceCount[template];
        for (int i = 0; i < referenceCount; i++) {
            references[i] = structure.templateReferences[template * DependencyStructure.MAX_REFERENCES + i];
        }
        chainCount = structure.chains();
        for (int i = 0; i < chainCount; i++) {
            chains[i] = structure.templateChains[template * chainCount + i];
        }
        width = structure.width(spatialId);
        height = structure.height(spatialId);
    }

    private boolean readReferences() {
        referenceCount = 0;
        int size = in.bits(2);
        while (size != 0) {
            if (referenceCount == DependencyStructure.MAX_REFERENCES) {
                return false;
            }
            references[referenceCount++] = in.bits(4 * size) + 1;
            size = in.bits(2);
        }
        return true;
    }

    private boolean readChains() {
        for (int i = 0; i < chainCount; i++) {
            chains[i] = in.bits(8);
        }
        return true;
    }

    /** Whether the packet is the first of its frame. */
    public boolean startOfFrame() {
        return startOfFrame;
    }

    /** Whether the packet is the last of its frame. */
    public boolean endOfFrame() {
        return endOfFrame;
    }

    /** The template id as on the wire, 0 to 63. */
    public int templateId() {
        return templateId;
    }

    /** The frame number, 0 to 65535, counting frames of all layers in decode order. */
    public int frameNumber() {
        return frameNumber;
    }

    /** Whether the descriptor brings a structure: the packet begins a key frame. */
    public boolean hasStructure() {
        return hasStructure;
    }

    /** The structure it brings; overwritten by the next {@link #parse}. */
    public DependencyStructure structure() {
        return attached;
    }

    /** Whether the descriptor says which decode targets are active from this frame on; with a structure it always does. */
    public boolean hasActiveTargets() {
        return hasActiveTargets;
    }

    /** A bit for each decode target, the least significant for target 0; meaningful if {@link #hasActiveTargets}. */
    public int activeTargets() {
        return activeTargets;
    }

    /** The frame's spatial layer. */
    public int spatialId() {
        return spatialId;
    }

    /** The frame's temporal layer. */
    public int temporalId() {
        return temporalId;
    }

    /** Number of decode targets of the structure. */
    public int decodeTargets() {
        return decodeTargets;
    }

    /** What a decode target makes of the frame, one of the indications of {@link DependencyStructure}. */
    public int indication(int target) {
        return indications[target];
    }

    /** The decode targets that the frame is part of, the least significant bit for target 0. */
    public int present() {
        return present;
    }

    /** Number of frames the frame refers to. */
    public int references() {
        return referenceCount;
    }

    /** How many frame numbers back a referred frame lies, 1 to 4096. */
    public int reference(int index) {
        return references[index];
    }

    /** Number of chains. */
    public int chains() {
        return chainCount;
    }

    /** How many frame numbers back the frame before in a chain lies; 0 if the chain begins here. */
    public int chainDistance(int chain) {
        return chains[chain];
    }

    /** Pixels of width of the frame's layer, or 0 if the structure does not tell. */
    public int width() {
        return width;
    }

    /** Pixels of height of the frame's layer, or 0 if the structure does not tell. */
    public int height() {
        return height;
    }
}
