package io.sluice.signaling.livekit;

import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.publish.AudioFeature;
import io.sluice.sfu.publish.BackupCodecPolicy;
import io.sluice.sfu.publish.CodecInfo;
import io.sluice.sfu.publish.LayerMode;
import io.sluice.sfu.publish.PacketTrailerFeature;
import io.sluice.sfu.publish.TrackInfo;
import io.sluice.sfu.publish.TrackRequest;
import io.sluice.sfu.publish.TrackSource;
import io.sluice.sfu.track.VideoQuality;
import io.sluice.signaling.proto.AddTrackRequest;
import io.sluice.signaling.proto.AudioTrackFeature;
import io.sluice.signaling.proto.Encryption;
import io.sluice.signaling.proto.SimulcastCodec;
import io.sluice.signaling.proto.SimulcastCodecInfo;
import io.sluice.signaling.proto.TimedVersion;
import io.sluice.signaling.proto.TrackType;
import io.sluice.signaling.proto.VideoLayer;
import java.util.List;

/** Tracks and the wish to publish them, between the room's words and the wire's. */
public final class TrackMessages {
    private TrackMessages() {}

    static TrackRequest read(AddTrackRequest m) {
        MediaKind kind = switch (m.getType()) {
            case AUDIO -> MediaKind.AUDIO;
            case VIDEO -> MediaKind.VIDEO;
            default -> MediaKind.APPLICATION;
        };
        return new TrackRequest(
                m.getCid(),
                m.getName(),
                kind,
                m.getWidth(),
                m.getHeight(),
                m.getMuted(),
                Enums.fromWire(TrackSource.values(), m.getSourceValue()),
                layers(m.getLayersList()),
                m.getSimulcastCodecsList().stream().map(TrackMessages::codec).toList(),
                m.getSid(),
                m.getStereo(),
                m.getDisableDtx(),
                m.getDisableRed(),
                Enums.fromWire(io.sluice.sfu.publish.Encryption.values(), m.getEncryptionValue()),
                m.getStream(),
                Enums.fromWire(BackupCodecPolicy.values(), m.getBackupCodecPolicyValue()),
                Enums.fromWire(AudioFeature.values(), m.getAudioFeaturesValueList()),
                Enums.fromWire(PacketTrailerFeature.values(), m.getPacketTrailerFeaturesValueList()));
    }

    private static TrackRequest.CodecRequest codec(SimulcastCodec m) {
        return new TrackRequest.CodecRequest(
                m.getCodec(),
                m.getCid(),
                layers(m.getLayersList()),
                Enums.fromWire(LayerMode.values(), m.getVideoLayerModeValue()));
    }

    private static List<io.sluice.sfu.publish.VideoLayer> layers(List<VideoLayer> layers) {
        return layers.stream()
                .map(l -> new io.sluice.sfu.publish.VideoLayer(
                        Enums.fromWire(VideoQuality.values(), l.getQualityValue()),
                        l.getWidth(),
                        l.getHeight(),
                        l.getBitrate(),
                        Integer.toUnsignedLong(l.getSsrc()),
                        l.getSpatialLayer(),
                        l.getRid(),
                        Integer.toUnsignedLong(l.getRepairSsrc())))
                .toList();
    }

    /** The wish as it came, for an answer that quotes it. */
    static AddTrackRequest write(TrackRequest r) {
        AddTrackRequest.Builder m = AddTrackRequest.newBuilder()
                .setCid(r.cid())
                .setName(r.name())
                .setType(type(r.kind()))
                .setWidth(r.width())
                .setHeight(r.height())
                .setMuted(r.muted())
                .setDisableDtx(r.disableDtx())
                .setSourceValue(r.source().ordinal())
                .setSid(r.sid())
                .setStereo(r.stereo())
                .setDisableRed(r.disableRed())
                .setEncryptionValue(r.encryption().ordinal())
                .setStream(r.stream())
                .setBackupCodecPolicyValue(r.backupPolicy().ordinal());
        r.layers().forEach(l -> m.addLayers(layer(l)));
        r.codecs()
                .forEach(c -> m.addSimulcastCodecs(SimulcastCodec.newBuilder()
                        .setCodec(c.codec())
                        .setCid(c.cid())
                        .addAllLayers(
                                c.layers().stream().map(TrackMessages::layer).toList())
                        .setVideoLayerModeValue(c.layerMode().ordinal())));
        r.audioFeatures().forEach(f -> m.addAudioFeaturesValue(f.ordinal()));
        r.trailerFeatures().forEach(f -> m.addPacketTrailerFeaturesValue(f.ordinal()));
        return m.build();
    }

    /** The track as others are told of it. */
    public static io.sluice.signaling.proto.TrackInfo write(TrackInfo t) {
        io.sluice.signaling.proto.TrackInfo.Builder m = io.sluice.signaling.proto.TrackInfo.newBuilder()
                .setSid(t.sid())
                .setType(type(t.kind()))
                .setName(t.name())
                .setMuted(t.muted())
                .setWidth(t.width())
                .setHeight(t.height())
                .setSimulcast(t.simulcast())
                .setDisableDtx(t.disableDtx())
                .setSourceValue(t.source().ordinal())
                .setMimeType(t.mimeType())
                .setMid(t.mid())
                .setStereo(t.stereo())
                .setDisableRed(t.disableRed())
                .setEncryption(Enums.toWire(Encryption.Type::forNumber, t.encryption(), Encryption.Type.NONE))
                .setStream(t.stream())
                .setBackupCodecPolicyValue(t.backupPolicy().ordinal());
        if (t.versionMicros() != 0) {
            m.setVersion(TimedVersion.newBuilder().setUnixMicro(t.versionMicros()));
        }
        t.layers().forEach(l -> m.addLayers(layer(l)));
        t.codecs().forEach(c -> m.addCodecs(codec(c)));
        t.audioFeatures()
                .forEach(f ->
                        m.addAudioFeatures(Enums.toWire(AudioTrackFeature::forNumber, f, AudioTrackFeature.TF_STEREO)));
        t.trailerFeatures().forEach(f -> m.addPacketTrailerFeaturesValue(f.ordinal()));
        return m.build();
    }

    private static SimulcastCodecInfo codec(CodecInfo c) {
        SimulcastCodecInfo.Builder m = SimulcastCodecInfo.newBuilder()
                .setMimeType(c.mimeType())
                .setMid(c.mid())
                .setCid(c.cid())
                .setVideoLayerModeValue(c.layerMode().ordinal())
                .setSdpCid(c.sdpCid());
        c.layers().forEach(l -> m.addLayers(layer(l)));
        return m.build();
    }

    private static VideoLayer layer(io.sluice.sfu.publish.VideoLayer l) {
        return VideoLayer.newBuilder()
                .setQualityValue(l.quality().ordinal())
                .setWidth(l.width())
                .setHeight(l.height())
                .setBitrate(l.bitrate())
                .setSsrc((int) l.ssrc())
                .setSpatialLayer(l.spatialLayer())
                .setRid(l.rid())
                .setRepairSsrc((int) l.repairSsrc())
                .build();
    }

    private static TrackType type(MediaKind kind) {
        return switch (kind) {
            case AUDIO -> TrackType.AUDIO;
            case VIDEO -> TrackType.VIDEO;
            case APPLICATION -> TrackType.DATA;
        };
    }
}
