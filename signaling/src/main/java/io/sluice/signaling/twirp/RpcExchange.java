package io.sluice.signaling.twirp;

import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.sfu.data.ServerInbox;
import io.sluice.signaling.proto.DataPacket;
import io.sluice.signaling.proto.RpcRequest;
import io.sluice.signaling.proto.RpcResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One remote procedure call from the server to a participant: request, acknowledgement, response, each a data packet. */
final class RpcExchange implements ServerInbox {
    private static final int VERSION = 1;
    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(2);

    private final String id = UUID.randomUUID().toString();
    private final CompletableFuture<Boolean> acknowledged = new CompletableFuture<>();
    private final CompletableFuture<RpcResponse> response = new CompletableFuture<>();

    /** The request's id, which is also the identity that the method sees as its caller. */
    String id() {
        return id;
    }

    byte[] request(String identity, String method, String payload, Duration patience) {
        return DataPacket.newBuilder()
                .setParticipantIdentity(id)
                .addDestinationIdentities(identity)
                .setRpcRequest(RpcRequest.newBuilder()
                        .setId(id)
                        .setMethod(method)
                        .setPayload(payload)
                        .setResponseTimeoutMs((int) patience.toMillis())
                        .setVersion(VERSION))
                .build()
                .toByteArray();
    }

    @Override
    public void received(byte[] bytes) {
        DataPacket packet;
        try {
            packet = DataPacket.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            // Whoever sends such a packet is waited for in vain.
            return;
        }
        if (packet.getRpcAck().getRequestId().equals(id)) {
            acknowledged.complete(true);
        } else if (packet.getRpcResponse().getRequestId().equals(id)) {
            acknowledged.complete(true);
            response.complete(packet.getRpcResponse());
        }
    }

    @Override
    public void gone() {
        acknowledged.complete(false);
        response.complete(RpcResponse.newBuilder()
                .setError(RpcFault.RECIPIENT_DISCONNECTED.error())
                .build());
    }

    /** Waits for what the participant answers. */
    String payload(Duration patience) throws InterruptedException {
        await(acknowledged, ACKNOWLEDGED_WITHIN, RpcFault.CONNECTION_TIMEOUT);
        RpcResponse answer = await(response, patience, RpcFault.RESPONSE_TIMEOUT);
        if (answer.hasError()) {
            throw RpcFault.of(answer.getError());
        }
        return answer.getPayload();
    }

    private static <T> T await(CompletableFuture<T> what, Duration patience, RpcFault otherwise)
            throws InterruptedException {
        try {
            return what.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw otherwise.exception();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // nobody completes them so
        }
    }
}
