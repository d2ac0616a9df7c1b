package io.sluice.benchmarks.publisher;

import io.sluice.rtp.ext.HeaderExtension;
import io.sluice.sfu.negotiate.CodecParameters;
import io.sluice.sfu.negotiate.ExtensionParameters;
import io.sluice.sfu.track.LayerInfo;
import io.sluice.sfu.track.VideoQuality;
import java.util.ArrayList;
import java.util.List;

/**
 * Eight seconds of a 720p camera in VP8 as a browser publishes it: three simulcast layers named by RID, three temporal layers each, 30
 * frames a second, a key frame at the start. The same bytes in every run.
 */
public final class Recording {
    /** Frames of each layer; a whole number of temporal patterns. */
    public static final int FRAMES = 240;
    /** Time between two frames. */
    public static final long FRAME_NANOS = 1_000_000_000L / 30;
    /** Ticks of the RTP clock between two frames. */
    static final int FRAME_TICKS = 3_000;

    static final int PAYLOAD_TYPE = 96;
    static final String MID = "0";

    private static final HeaderExtension[] EXTENSIONS = {
        HeaderExtension.MID, HeaderExtension.RID, HeaderExtension.TRANSPORT_SEQUENCE
    };
    private static final List<LayerInfo> LAYERS = List.of(
            new LayerInfo(VideoQuality.LOW, 320, 180, 150_000, "q"),
            new LayerInfo(VideoQuality.MEDIUM, 640, 360, 400_000, "h"),
            new LayerInfo(VideoQuality.HIGH, 1280, 720, 2_000_000, "f"));

    private final List<RecordedLayer> layers = new ArrayList<>();

    /** Makes the recording. */
    public Recording() {
        for (int i = 0; i < LAYERS.size(); i++) {
            layers.add(new RecordedLayer(i, LAYERS.get(i)));
        }
    }

    /** What the publisher announces. */
    public static List<LayerInfo> layerInfos() {
        return LAYERS;
    }

    /** The names of the layers, low to high. */
    public static List<String> rids() {
        List<String> rids = new ArrayList<>();
        for (LayerInfo each : LAYERS) {
            rids.add(String.valueOf(each.rid()));
        }
        return rids;
    }

    /** The name of its section. */
    public static String mid() {
        return MID;
    }

    /** The codec in which it was negotiated. */
    public static List<CodecParameters> codecs() {
        return List.of(new CodecParameters(
                PAYLOAD_TYPE, "VP8", 90_000, 1, "", List.of("transport-cc", "nack", "nack pli", "ccm fir")));
    }

    /** The header extensions of its packets. */
    public static List<ExtensionParameters> extensions() {
        List<ExtensionParameters> list = new ArrayList<>();
        for (HeaderExtension each : EXTENSIONS) {
            list.add(new ExtensionParameters(id(each), each.uri()));
        }
        return list;
    }

    static int id(HeaderExtension extension) {
        for (int i = 0; i < EXTENSIONS.length; i++) {
            if (EXTENSIONS[i] == extension) {
                return i + 3;
            }
        }
        throw new IllegalArgumentException(extension.toString());
    }

    /** Simulcast layers. */
    public int layers() {
        return layers.size();
    }

    /** Packets of one layer in the eight seconds. */
    public int packets(int layer) {
        return layers.get(layer).packets.size();
    }

    /** The mean size of a layer's packets in bytes, RTP header included. */
    public int meanSize(int layer) {
        long bytes = 0;
        for (RecordedPacket each : layers.get(layer).packets) {
            bytes += each.bytes().length;
        }
        return Math.toIntExact(bytes / packets(layer));
    }

    RecordedPacket packet(int layer, int index) {
        return layers.get(layer).packets.get(index);
    }
}
