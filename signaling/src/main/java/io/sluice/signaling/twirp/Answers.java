package io.sluice.signaling.twirp;

import io.sluice.sfu.control.CommandRefusedException;
import io.sluice.sfu.control.RoomUnavailableException;
import io.sluice.sfu.shard.Rooms;
import io.sluice.sfu.shard.Shard;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what a room answers, and puts its refusals into Twirp's words. */
final class Answers {
    private Answers() {}

    static <T> T await(Caller caller, CompletableFuture<T> answer) {
        try {
            return answer.get(caller.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw TwirpException.of(TwirpCode.DEADLINE_EXCEEDED, "request timed out");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TwirpException.of(TwirpCode.UNAVAILABLE, "the server ends");
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case RoomUnavailableException gone -> unavailable(gone);
                case CommandRefusedException refused -> refused(refused);
                case RuntimeException bug -> bug;
                case null, default -> new IllegalStateException(e);
            };
        }
    }

    private static TwirpException unavailable(RoomUnavailableException e) {
        return switch (e.reason()) {
            case CLOSED -> noSuchRoom();
            case FAILED -> TwirpException.of(TwirpCode.INTERNAL, "operation cannot be completed");
            case BUSY -> TwirpException.of(TwirpCode.UNAVAILABLE, "the room has too much to do");
        };
    }

    private static TwirpException refused(CommandRefusedException e) {
        String text = e.getMessage() == null ? "" : e.getMessage();
        return switch (e.refusal()) {
            case NOT_FOUND -> TwirpException.of(TwirpCode.NOT_FOUND, text);
            case NOT_ALLOWED -> TwirpException.of(TwirpCode.FAILED_PRECONDITION, text);
            case DUPLICATE_NAME -> TwirpException.of(TwirpCode.ALREADY_EXISTS, text);
            default -> TwirpException.of(TwirpCode.INVALID_ARGUMENT, text);
        };
    }

    /** The room that a call is about. */
    static Shard room(Rooms rooms, String name) {
        Shard room = rooms.find(name);
        if (room == null) {
            throw noSuchRoom();
        }
        return room;
    }

    static TwirpException noSuchRoom() {
        return TwirpException.of(TwirpCode.NOT_FOUND, "requested room does not exist");
    }

    static TwirpException noSuchParticipant() {
        return TwirpException.of(TwirpCode.NOT_FOUND, "participant does not exist");
    }
}
