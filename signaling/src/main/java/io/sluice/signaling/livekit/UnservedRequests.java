package io.sluice.signaling.livekit;

import io.sluice.signaling.proto.RequestResponse;
import io.sluice.signaling.proto.SignalRequest;
import io.sluice.signaling.proto.SignalResponse;
import org.jspecify.annotations.Nullable;

/** Refuses requests for features this node does not have; clients wait for an answer to them without a limit of their own. */
final class UnservedRequests {
    private static final String NO_DATA_BLOBS = "data blobs are not available on this node";

    /** The refusal, or null for every request that is served. */
    @Nullable
    SignalResponse refuse(SignalRequest request) {
        RequestResponse.Builder refusal = RequestResponse.newBuilder().setReason(RequestResponse.Reason.NOT_ALLOWED);
        switch (request.getMessageCase()) {
            case STORE_DATA_BLOB_REQUEST ->
                refusal.setMessage(NO_DATA_BLOBS)
                        .setRequestId(request.getStoreDataBlobRequest().getRequestId());
            case GET_DATA_BLOB_REQUEST ->
                refusal.setMessage(NO_DATA_BLOBS)
                        .setRequestId(request.getGetDataBlobRequest().getRequestId());
            default -> {
                return null;
            }
        }
        return SignalResponse.newBuilder().setRequestResponse(refusal).build();
    }
}
