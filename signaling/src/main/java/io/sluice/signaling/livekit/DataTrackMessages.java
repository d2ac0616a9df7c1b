package io.sluice.signaling.livekit;

import io.sluice.sfu.publish.DataTrackHandle;
import io.sluice.sfu.publish.DataTrackWish;
import io.sluice.signaling.proto.DataTrackFrameEncoding;
import io.sluice.signaling.proto.DataTrackInfo;
import io.sluice.signaling.proto.DataTrackSchemaEncoding;
import io.sluice.signaling.proto.DataTrackSchemaId;
import io.sluice.signaling.proto.DataTrackSubscriberHandles;
import io.sluice.signaling.proto.Encryption;
import io.sluice.signaling.proto.PublishDataTrackRequest;
import io.sluice.signaling.proto.PublishDataTrackResponse;
import io.sluice.signaling.proto.SignalResponse;
import io.sluice.signaling.proto.UnpublishDataTrackResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Data tracks, between the room's words and the wire's. */
final class DataTrackMessages {
    private static final int NOT_WELL_KNOWN = -1;

    private DataTrackMessages() {}

    static DataTrackWish read(PublishDataTrackRequest m) {
        return new DataTrackWish(
                Integer.toUnsignedLong(m.getPubHandle()),
                m.getName(),
                Enums.fromWire(io.sluice.sfu.publish.Encryption.values(), m.getEncryptionValue()),
                m.hasFrameEncoding() ? encoding(m.getFrameEncoding()) : null,
                m.hasSchema() ? schema(m.getSchema()) : null);
    }

    private static DataTrackWish.@Nullable Encoding encoding(DataTrackFrameEncoding m) {
        return switch (m.getValueCase()) {
            case WELL_KNOWN -> new DataTrackWish.Encoding(m.getWellKnownValue(), null);
            case CUSTOM -> new DataTrackWish.Encoding(NOT_WELL_KNOWN, m.getCustom());
            case VALUE_NOT_SET -> null;
        };
    }

    private static DataTrackWish.Schema schema(DataTrackSchemaId m) {
        DataTrackSchemaEncoding e = m.getEncoding();
        DataTrackWish.Encoding encoding = switch (e.getValueCase()) {
            case WELL_KNOWN -> new DataTrackWish.Encoding(e.getWellKnownValue(), null);
            case CUSTOM -> new DataTrackWish.Encoding(NOT_WELL_KNOWN, e.getCustom());
            case VALUE_NOT_SET -> null;
        };
        return new DataTrackWish.Schema(m.getName(), encoding);
    }

    static PublishDataTrackRequest request(DataTrackWish wish) {
        PublishDataTrackRequest.Builder m = PublishDataTrackRequest.newBuilder()
                .setPubHandle((int) wish.handle())
                .setName(wish.name())
                .setEncryption(encryption(wish));
        if (wish.frameEncoding() != null) {
            m.setFrameEncoding(frameEncoding(wish.frameEncoding()));
        }
        if (wish.schema() != null) {
            m.setSchema(schema(wish.schema()));
        }
        return m.build();
    }

    static DataTrackInfo write(io.sluice.sfu.publish.DataTrackInfo track) {
        DataTrackWish wish = track.wish();
        DataTrackInfo.Builder m = DataTrackInfo.newBuilder()
                .setPubHandle((int) wish.handle())
                .setSid(track.sid())
                .setName(wish.name())
                .setEncryption(encryption(wish));
        if (wish.frameEncoding() != null) {
            m.setFrameEncoding(frameEncoding(wish.frameEncoding()));
        }
        if (wish.schema() != null) {
            m.setSchema(schema(wish.schema()));
        }
        return m.build();
    }

    private static Encryption.Type encryption(DataTrackWish wish) {
        return Enums.toWire(Encryption.Type::forNumber, wish.encryption(), Encryption.Type.NONE);
    }

    private static DataTrackFrameEncoding frameEncoding(DataTrackWish.Encoding encoding) {
        DataTrackFrameEncoding.Builder m = DataTrackFrameEncoding.newBuilder();
        String custom = encoding.custom();
        return custom == null
                ? m.setWellKnownValue(encoding.wellKnown()).build()
                : m.setCustom(custom).build();
    }

    private static DataTrackSchemaId schema(DataTrackWish.Schema schema) {
        DataTrackSchemaId.Builder m = DataTrackSchemaId.newBuilder().setName(schema.name());
        DataTrackWish.Encoding encoding = schema.encoding();
        if (encoding != null) {
            DataTrackSchemaEncoding.Builder e = DataTrackSchemaEncoding.newBuilder();
            String custom = encoding.custom();
            m.setEncoding(custom == null ? e.setWellKnownValue(encoding.wellKnown()) : e.setCustom(custom));
        }
        return m.build();
    }

    static SignalResponse published(io.sluice.sfu.publish.DataTrackInfo track) {
        return SignalResponse.newBuilder()
                .setPublishDataTrackResponse(
                        PublishDataTrackResponse.newBuilder().setInfo(write(track)))
                .build();
    }

    static SignalResponse unpublished(io.sluice.sfu.publish.DataTrackInfo track) {
        return SignalResponse.newBuilder()
                .setUnpublishDataTrackResponse(
                        UnpublishDataTrackResponse.newBuilder().setInfo(write(track)))
                .build();
    }

    static SignalResponse handles(Map<Integer, DataTrackHandle> handles) {
        DataTrackSubscriberHandles.Builder m = DataTrackSubscriberHandles.newBuilder();
        handles.forEach((handle, track) -> m.putSubHandles(
                handle,
                DataTrackSubscriberHandles.PublishedDataTrack.newBuilder()
                        .setPublisherIdentity(track.publisherIdentity())
                        .setPublisherSid(track.publisherSid())
                        .setTrackSid(track.trackSid())
                        .build()));
        return SignalResponse.newBuilder().setDataTrackSubscriberHandles(m).build();
    }
}
