package io.sluice.signaling.twirp;

import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.data.DataKind;
import io.sluice.sfu.data.ServerMessage;
import io.sluice.sfu.shard.Rooms;
import io.sluice.sfu.shard.Shard;
import io.sluice.signaling.proto.DataPacket;
import io.sluice.signaling.proto.PerformRpcRequest;
import io.sluice.signaling.proto.PerformRpcResponse;
import io.sluice.signaling.proto.SendDataRequest;
import io.sluice.signaling.proto.SendDataResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The calls that send data to participants. */
final class DataCalls {
    private static final int NONCE_BYTES = 16;
    private static final int LONGEST_RPC_PAYLOAD = 15 * 1024;
    private static final Duration RPC_PATIENCE = Duration.ofSeconds(10);

    private final Rooms rooms;

    DataCalls(Rooms rooms) {
        this.rooms = rooms;
    }

    void addTo(TwirpService service) {
        service.with("SendData", SendDataRequest.getDefaultInstance(), this::send)
                .with("PerformRpc", PerformRpcRequest.getDefaultInstance(), this::perform);
    }

    private SendDataResponse send(Caller caller, SendDataRequest request) {
        caller.mustAdminister(request.getRoom());
        int nonce = request.getNonce().size();
        if (nonce != 0 && nonce != NONCE_BYTES) {
            throw TwirpException.plain(
                    TwirpCode.INVALID_ARGUMENT, "nonce should be 16-bytes or not present, got: " + nonce + " bytes");
        }
        ServerMessage message = new ServerMessage(
                request.getKind() == DataPacket.Kind.LOSSY ? DataKind.LOSSY : DataKind.RELIABLE,
                request.getData().toByteArray(),
                Set.copyOf(request.getDestinationIdentitiesList()),
                Set.copyOf(request.getDestinationSidsList()),
                request.getTopic(),
                request.getNonce().toByteArray());
        Answers.await(
                caller,
                Answers.room(rooms, request.getRoom())
                        .ask(new RoomCommand.SendData(message, new CompletableFuture<>())));
        return SendDataResponse.getDefaultInstance();
    }

    private PerformRpcResponse perform(Caller caller, PerformRpcRequest request) {
        caller.mustAdminister(request.getRoom());
        if (request.getDestinationIdentity().isEmpty()) {
            throw TwirpException.of(TwirpCode.INVALID_ARGUMENT, "destination identity is required");
        }
        if (request.getPayload().getBytes(StandardCharsets.UTF_8).length > LONGEST_RPC_PAYLOAD) {
            throw RpcFault.REQUEST_PAYLOAD_TOO_LARGE.exception();
        }
        Duration patience = patience(caller, request.getResponseTimeoutMs());
        Shard room = Answers.room(rooms, request.getRoom());
        RpcExchange exchange = new RpcExchange();
        byte[] packet =
                exchange.request(request.getDestinationIdentity(), request.getMethod(), request.getPayload(), patience);
        try {
            boolean there = Answers.await(
                    caller,
                    room.ask(new RoomCommand.Correspond(
                            exchange.id(),
                            request.getDestinationIdentity(),
                            packet,
                            exchange,
                            new CompletableFuture<>())));
            if (!there) {
                throw RpcFault.RECIPIENT_NOT_FOUND.exception();
            }
            return PerformRpcResponse.newBuilder()
                    .setPayload(exchange.payload(patience))
                    .build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TwirpException.of(TwirpCode.UNAVAILABLE, "the server ends");
        } finally {
            room.offer(new RoomCommand.EndCorrespondence(exchange.id()));
        }
    }

    private static Duration patience(Caller caller, int millis) {
        Duration wanted = millis == 0 ? RPC_PATIENCE : Duration.ofMillis(Integer.toUnsignedLong(millis));
        return wanted.compareTo(caller.patience()) < 0 ? wanted : caller.patience();
    }
}
