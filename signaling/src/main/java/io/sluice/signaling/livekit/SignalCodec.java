package io.sluice.signaling.livekit;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.sluice.signaling.livekit.Decoded.Read;
import io.sluice.signaling.livekit.Decoded.Refused;
import io.sluice.signaling.proto.JoinRequest;
import io.sluice.signaling.proto.SignalRequest;
import io.sluice.signaling.proto.SignalResponse;
import io.sluice.signaling.proto.WorkerMessage;
import io.sluice.transport.ice.IceCandidate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Between the bytes and texts of the signalling WebSocket and the messages they mean. A binary frame is a protobuf message, a text frame
 * the same message in proto3's JSON. Members from newer protocols are passed over; a message whose member is unknown has the case
 * {@code MESSAGE_NOT_SET}. All methods are safe to call from any thread, and no input makes one throw.
 */
public final class SignalCodec {
    /** Bytes of a binary frame, characters of a text frame. */
    public static final int MAX_FRAME = 2 << 20;
    /** Bytes of a join request after decompression. */
    public static final int MAX_JOIN_REQUEST = 1 << 20;

    private SignalCodec() {}

    /** Reads what a client sent in a binary frame. */
    public static Decoded<SignalRequest> decodeRequest(byte[] frame) {
        return binary(frame, SignalRequest.parser());
    }

    /** Reads what a client sent in a text frame. */
    public static Decoded<SignalRequest> decodeRequest(String frame) {
        SignalRequest.Builder request = SignalRequest.newBuilder();
        Refusal refusal = text(frame, request);
        return refusal == null ? new Read<>(request.build()) : new Refused<>(refusal);
    }

    /** Reads what a server sent in a binary frame. */
    public static Decoded<SignalResponse> decodeResponse(byte[] frame) {
        return binary(frame, SignalResponse.parser());
    }

    /** Reads what a server sent in a text frame. */
    public static Decoded<SignalResponse> decodeResponse(String frame) {
        SignalResponse.Builder response = SignalResponse.newBuilder();
        Refusal refusal = text(frame, response);
        return refusal == null ? new Read<>(response.build()) : new Refused<>(refusal);
    }

    /** Reads what an agent worker sent in a binary frame. */
    public static Decoded<WorkerMessage> decodeWorkerMessage(byte[] frame) {
        return binary(frame, WorkerMessage.parser());
    }

    /** Reads what an agent worker sent in a text frame. */
    public static Decoded<WorkerMessage> decodeWorkerMessage(String frame) {
        WorkerMessage.Builder message = WorkerMessage.newBuilder();
        Refusal refusal = text(frame, message);
        return refusal == null ? new Read<>(message.build()) : new Refused<>(refusal);
    }

    /** The binary frame of a message. */
    public static byte[] encode(Message message) {
        return message.toByteArray();
    }

    /** The text frame of a message; members at their default are left out. */
    public static String encodeText(Message message) {
        return JsonFrames.print(message);
    }

    /**
     * Reads the {@code join_request} parameter of the newer join path: base64url, padded or not, of a wrapped JoinRequest that may be
     * gzip-compressed.
     *
     * @param parameter null or empty where the request has none
     */
    public static Decoded<JoinRequest> decodeJoinRequest(@Nullable String parameter) {
        return JoinRequests.decode(parameter);
    }

    /** Reads the {@code attributes} parameter of the older join path: base64url of a JSON object of strings. */
    public static Decoded<Map<String, String>> decodeAttributes(String parameter) {
        return AttributesParameter.decode(parameter);
    }

    /** Reads the {@code candidateInit} of a trickle message. A candidate that cannot be used is no error, a text that is no JSON is. */
    public static Decoded<CandidateInit> decodeCandidate(String candidateInit) {
        return CandidateJson.parse(candidateInit);
    }

    /**
     * Writes the {@code candidateInit} of a trickle message in the strict form that native clients insist on.
     *
     * @param mid the section's name
     * @param index the section's number
     * @param ufrag the ICE generation, written into the candidate's line
     */
    public static String encodeCandidate(IceCandidate candidate, String mid, int index, @Nullable String ufrag) {
        return CandidateJson.format(candidate, mid, index, ufrag);
    }

    private static <T> Decoded<T> binary(byte[] frame, Parser<T> parser) {
        if (frame.length > MAX_FRAME) {
            return new Refused<>(Refusal.FRAME_TOO_LARGE);
        }
        try {
            return new Read<>(parser.parseFrom(frame));
        } catch (InvalidProtocolBufferException e) {
            return new Refused<>(Refusal.FRAME_BROKEN);
        }
    }

    private static @Nullable Refusal text(String frame, Message.Builder into) {
        if (frame.length() > MAX_FRAME) {
            return Refusal.FRAME_TOO_LARGE;
        }
        return JsonFrames.merge(frame, into) ? null : Refusal.FRAME_BROKEN;
    }
}
