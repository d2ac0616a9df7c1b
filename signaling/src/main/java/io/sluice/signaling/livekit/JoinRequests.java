package io.sluice.signaling.livekit;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.signaling.livekit.Decoded.Read;
import io.sluice.signaling.livekit.Decoded.Refused;
import io.sluice.signaling.proto.JoinRequest;
import io.sluice.signaling.proto.WrappedJoinRequest;
import java.io.IOException;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Unwraps the {@code join_request} parameter: base64url around a message around a message that may be compressed. */
final class JoinRequests {
    /** Base64 of a full-sized request that is not compressed, and of what wraps it. */
    private static final int MAX_PARAMETER = SignalCodec.MAX_JOIN_REQUEST / 3 * 4 + 1024;

    private JoinRequests() {}

    static Decoded<JoinRequest> decode(@Nullable String parameter) {
        if (parameter == null || parameter.isEmpty()) {
            return new Refused<>(Refusal.JOIN_REQUEST_MISSING);
        }
        if (parameter.length() > MAX_PARAMETER) {
            return new Refused<>(Refusal.JOIN_REQUEST_TOO_LARGE);
        }
        byte[] wrapped;
        try {
            wrapped = Base64.getUrlDecoder().decode(parameter);
        } catch (IllegalArgumentException e) {
            return new Refused<>(Refusal.JOIN_REQUEST_NOT_BASE64);
        }
        try {
            return unwrap(WrappedJoinRequest.parseFrom(wrapped));
        } catch (InvalidProtocolBufferException e) {
            return new Refused<>(Refusal.WRAPPED_JOIN_REQUEST_BROKEN);
        }
    }

    private static Decoded<JoinRequest> unwrap(WrappedJoinRequest wrapped) {
        ByteString inner = wrapped.getJoinRequest();
        byte[] bytes;
        try {
            bytes = switch (wrapped.getCompression()) {
                case NONE -> inner.toByteArray();
                case GZIP -> inflate(inner);
                case UNRECOGNIZED -> throw new IOException("unknown compression");
            };
        } catch (IOException e) {
            return new Refused<>(Refusal.JOIN_REQUEST_BROKEN);
        }
        if (bytes.length > SignalCodec.MAX_JOIN_REQUEST) {
            return new Refused<>(Refusal.JOIN_REQUEST_TOO_LARGE);
        }
        try {
            return new Read<>(JoinRequest.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            return new Refused<>(Refusal.JOIN_REQUEST_BROKEN);
        }
    }

    /** Stops one byte after the largest request, so that a small bomb does not become a large one. */
    private static byte[] inflate(ByteString compressed) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(compressed.newInput())) {
            return in.readNBytes(SignalCodec.MAX_JOIN_REQUEST + 1);
        }
    }
}
