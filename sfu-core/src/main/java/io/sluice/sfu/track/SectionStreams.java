package io.sluice.sfu.track;

import io.sluice.rtp.codec.Codec;
import io.sluice.rtp.ext.ExtensionIds;
import io.sluice.rtp.ext.HeaderExtension;
import io.sluice.rtp.ext.StreamText;
import io.sluice.rtp.packet.RtpPacket;
import io.sluice.sfu.negotiate.CodecParameters;
import io.sluice.sfu.negotiate.SsrcGroup;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One section in which a participant sends: its payload types and the streams that were found in it, by layer. */
final class SectionStreams {
    private static final int PAYLOAD_TYPES = 128;
    private static final int NONE = -1;
    private static final String ORIGINAL = "apt=";
    private static final List<String> PLACES = List.of("0", "1", "2");

    final PublishedTrack track;
    final byte[] mid;
    final @Nullable SourceStream[] streams = new SourceStream[PublishedTrack.MAX_LAYERS];

    private UplinkSection section;
    private byte[][] rids = {};
    private @Nullable CodecParameters[] parameters = new CodecParameters[0];
    private @Nullable Codec[] codecs = new Codec[0];
    private byte[] originals = {};
    private boolean[] nacks = {};

    SectionStreams(UplinkSection section) {
        this.section = section;
        this.track = section.track();
        this.mid = StreamText.bytes(section.mid());
        update(section);
    }

    /** Takes over what was negotiated anew for the same track. */
    void update(UplinkSection section) {
        this.section = section;
        int layers = Math.min(section.rids().size(), PublishedTrack.MAX_LAYERS);
        rids = new byte[layers][];
        for (int i = 0; i < layers; i++) {
            rids[i] = StreamText.bytes(section.rids().get(i));
        }
        parameters = new CodecParameters[PAYLOAD_TYPES];
        codecs = new Codec[PAYLOAD_TYPES];
        originals = new byte[PAYLOAD_TYPES];
        nacks = new boolean[PAYLOAD_TYPES];
        for (CodecParameters codec : section.codecs()) {
            int type = codec.payloadType();
            if (type >= 0 && type < PAYLOAD_TYPES) {
                parameters[type] = codec;
                codecs[type] = codec.codec();
                originals[type] = (byte) original(codec.fmtp());
                nacks[type] = codec.feedback().contains("nack");
            }
        }
    }

    /** What was negotiated. */
    UplinkSection section() {
        return section;
    }

    /** The codec of a payload type; null if it is not negotiated or unknown. */
    @Nullable
    Codec codec(int payloadType) {
        return codecs[payloadType];
    }

    /** All that was negotiated for a payload type. */
    @Nullable
    CodecParameters parameters(int payloadType) {
        return parameters[payloadType];
    }

    /** The payload type that a retransmission payload type repairs, or -1. */
    int original(int payloadType) {
        return originals[payloadType];
    }

    /** Whether lost packets of a payload type may be asked for. */
    boolean nack(int payloadType) {
        return nacks[payloadType];
    }

    /** The names of the simulcast streams, low to high: their rids, or for streams grouped by SSRC as old clients do it, their places. */
    List<String> layerNames() {
        if (section.rids().isEmpty()) {
            for (SsrcGroup group : section.groups()) {
                if (group.semantics().equals("SIM")) {
                    int streams = Math.min(group.ssrcs().size(), PLACES.size());
                    return PLACES.subList(0, streams);
                }
            }
        }
        return section.rids();
    }

    /** The first negotiated media codec: what will probably be sent. */
    @Nullable
    CodecParameters expected() {
        for (CodecParameters codec : section.codecs()) {
            Codec known = codec.codec();
            if (known != null && known != Codec.RTX) {
                return codec;
            }
        }
        return null;
    }

    /** Whether the section announced a source. */
    boolean announces(int ssrc) {
        return section.ssrcs().contains(Integer.toUnsignedLong(ssrc));
    }

    /** The layer of a media packet of a new source, or -1 if that cannot be told (yet). */
    int layerOf(RtpPacket packet, ExtensionIds ids) {
        if (rids.length > 0) {
            int byRid = StreamText.indexIn(packet, ids.id(HeaderExtension.RID), rids);
            return byRid >= 0 ? byRid : placeIn("SIM", packet.ssrc());
        }
        return Math.max(0, placeIn("SIM", packet.ssrc()));
    }

    /** The layer whose stream a retransmission stream repairs, or -1. */
    int repairedLayer(RtpPacket packet, ExtensionIds ids) {
        int byGroup = repairedByGroup(packet.ssrc());
        if (byGroup != NONE) {
            return byGroup;
        }
        int byRid = StreamText.indexIn(packet, ids.id(HeaderExtension.REPAIRED_RID), rids);
        if (byRid < 0) {
            byRid = StreamText.indexIn(packet, ids.id(HeaderExtension.RID), rids);
        }
        if (byRid >= 0 || rids.length > 0) {
            return byRid;
        }
        return onlyLayer();
    }

    private int repairedByGroup(int ssrc) {
        for (SsrcGroup group : section.groups()) {
            List<Long> ssrcs = group.ssrcs();
            if (group.semantics().equals("FID") && ssrcs.size() == 2 && ssrcs.get(1) == Integer.toUnsignedLong(ssrc)) {
                for (int layer = 0; layer < streams.length; layer++) {
                    SourceStream stream = streams[layer];
                    if (stream != null && Integer.toUnsignedLong(stream.ssrc()) == ssrcs.get(0)) {
                        return layer;
                    }
                }
            }
        }
        return NONE;
    }

    private int onlyLayer() {
        int only = NONE;
        for (int layer = 0; layer < streams.length; layer++) {
            if (streams[layer] != null) {
                if (only != NONE) {
                    return NONE;
                }
                only = layer;
            }
        }
        return only;
    }

    private int placeIn(String semantics, int ssrc) {
        for (SsrcGroup group : section.groups()) {
            if (group.semantics().equals(semantics)) {
                int place = group.ssrcs().indexOf(Integer.toUnsignedLong(ssrc));
                return place < PublishedTrack.MAX_LAYERS ? place : NONE;
            }
        }
        return NONE;
    }

    /** The payload type in {@code apt=96;rtx-time=…}, or -1. */
    private static int original(String fmtp) {
        for (String part : fmtp.split(";", 8)) {
            String parameter = part.strip().toLowerCase(Locale.ROOT);
            if (parameter.startsWith(ORIGINAL) && parameter.length() <= ORIGINAL.length() + 3) {
                int value = 0;
                for (int i = ORIGINAL.length(); i < parameter.length(); i++) {
                    int digit = Character.digit(parameter.charAt(i), 10);
                    value = digit < 0 || value < 0 ? NONE : 10 * value + digit;
                }
                return value < PAYLOAD_TYPES ? value : NONE;
            }
        }
        return NONE;
    }
}
