package io.sluice.signaling.twirp;

import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.sfu.control.Permissions;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomView;
import io.sluice.sfu.publish.TrackInfo;
import io.sluice.sfu.shard.Rooms;
import io.sluice.sfu.shard.Shard;
import io.sluice.signaling.livekit.RoomMessages;
import io.sluice.signaling.livekit.RoomOpening;
import io.sluice.signaling.livekit.TrackMessages;
import io.sluice.signaling.proto.ForwardParticipantRequest;
import io.sluice.signaling.proto.ForwardParticipantResponse;
import io.sluice.signaling.proto.ListParticipantsRequest;
import io.sluice.signaling.proto.ListParticipantsResponse;
import io.sluice.signaling.proto.MoveParticipantRequest;
import io.sluice.signaling.proto.MoveParticipantResponse;
import io.sluice.signaling.proto.MuteRoomTrackRequest;
import io.sluice.signaling.proto.MuteRoomTrackResponse;
import io.sluice.signaling.proto.ParticipantInfo;
import io.sluice.signaling.proto.ParticipantTracks;
import io.sluice.signaling.proto.RemoveParticipantResponse;
import io.sluice.signaling.proto.RoomConfiguration;
import io.sluice.signaling.proto.RoomParticipantIdentity;
import io.sluice.signaling.proto.UpdateParticipantRequest;
import io.sluice.signaling.proto.UpdateSubscriptionsRequest;
import io.sluice.signaling.proto.UpdateSubscriptionsResponse;
import io.sluice.tokenapi.token.Revocations;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The calls about somebody in a room. */
final class ParticipantCalls {
    private final Rooms rooms;
    private final RoomOpening opening;
    private final ApiLimits limits;
    private final Sizes sizes;
    private final Revocations revocations;
    private final Clock clock;

    ParticipantCalls(Rooms rooms, RoomOpening opening, ApiLimits limits, Revocations revocations, Clock clock) {
        this.rooms = rooms;
        this.opening = opening;
        this.limits = limits;
        this.sizes = new Sizes(limits);
        this.revocations = revocations;
        this.clock = clock;
    }

    void addTo(TwirpService service) {
        service.with("ListParticipants", ListParticipantsRequest.getDefaultInstance(), this::list)
                .with("GetParticipant", RoomParticipantIdentity.getDefaultInstance(), this::get)
                .with("RemoveParticipant", RoomParticipantIdentity.getDefaultInstance(), this::remove)
                .with("MutePublishedTrack", MuteRoomTrackRequest.getDefaultInstance(), this::mute)
                .with("UpdateParticipant", UpdateParticipantRequest.getDefaultInstance(), this::update)
                .with("UpdateSubscriptions", UpdateSubscriptionsRequest.getDefaultInstance(), this::subscribe)
                .with("MoveParticipant", MoveParticipantRequest.getDefaultInstance(), this::move)
                .with("ForwardParticipant", ForwardParticipantRequest.getDefaultInstance(), this::forward);
    }

    /** Of a room that is not there: nobody, which is no error. */
    private ListParticipantsResponse list(Caller caller, ListParticipantsRequest request) {
        caller.mustAdminister(request.getRoom());
        ListParticipantsResponse.Builder answer = ListParticipantsResponse.newBuilder();
        Shard room = rooms.find(request.getRoom());
        if (room != null) {
            Answers.await(caller, room.ask(new RoomCommand.Look(new CompletableFuture<>())))
                    .participants()
                    .forEach(each -> answer.addParticipants(RoomMessages.write(each)));
        }
        return answer.build();
    }

    private ParticipantInfo get(Caller caller, RoomParticipantIdentity request) {
        caller.mustAdminister(request.getRoom());
        return RoomMessages.write(Answers.await(
                caller,
                room(request.getRoom()).ask(new RoomCommand.Find(request.getIdentity(), new CompletableFuture<>()))));
    }

    private RemoveParticipantResponse remove(Caller caller, RoomParticipantIdentity request) {
        caller.mustAdminister(request.getRoom());
        String identity = request.getIdentity();
        Shard room = room(request.getRoom());
        Answers.await(caller, room.ask(new RoomCommand.Find(identity, new CompletableFuture<>())));
        // Before it is out, so that it is not back in at once; and what it was given until it was out goes, too.
        Instant before = request.getRevokeTokenTs() > 0
                ? Instant.ofEpochSecond(
                        Math.min(request.getRevokeTokenTs(), clock.instant().getEpochSecond()))
                : clock.instant();
        revocations.revoke(request.getRoom(), identity, before);
        Answers.await(
                caller,
                room.ask(new RoomCommand.Remove(
                        identity, DisconnectReason.PARTICIPANT_REMOVED, new CompletableFuture<>())));
        revocations.revoke(request.getRoom(), identity, before);
        return RemoveParticipantResponse.getDefaultInstance();
    }

    private MuteRoomTrackResponse mute(Caller caller, MuteRoomTrackRequest request) {
        caller.mustAdminister(request.getRoom());
        if (!request.getMuted() && !limits.remoteUnmute()) {
            throw TwirpException.of(TwirpCode.FAILED_PRECONDITION, "remote unmute not enabled");
        }
        Optional<TrackInfo> track = Answers.await(
                caller,
                room(request.getRoom())
                        .ask(new RoomCommand.MuteTrack(
                                request.getIdentity(),
                                request.getTrackSid(),
                                request.getMuted(),
                                new CompletableFuture<>())));
        MuteRoomTrackResponse.Builder answer = MuteRoomTrackResponse.newBuilder();
        track.ifPresent(muted -> answer.setTrack(TrackMessages.write(muted)));
        return answer.build();
    }

    private ParticipantInfo update(Caller caller, UpdateParticipantRequest request) {
        sizes.participantName(request.getName());
        sizes.metadata(request.getMetadata());
        sizes.attributes(request.getAttributesMap());
        caller.mustAdminister(request.getRoom());
        Optional<Permissions> permissions =
                request.hasPermission() ? Optional.of(RoomMessages.read(request.getPermission())) : Optional.empty();
        ParticipantSnapshot updated = Answers.await(
                caller,
                room(request.getRoom())
                        .ask(new RoomCommand.UpdateParticipant(
                                request.getIdentity(),
                                request.getName(),
                                request.getMetadata(),
                                request.getAttributesMap(),
                                permissions,
                                new CompletableFuture<>())));
        return RoomMessages.write(updated);
    }

    private UpdateSubscriptionsResponse subscribe(Caller caller, UpdateSubscriptionsRequest request) {
        caller.mustAdminister(request.getRoom());
        Set<String> tracks = new HashSet<>(request.getTrackSidsList());
        for (ParticipantTracks each : request.getParticipantTracksList()) {
            tracks.addAll(each.getTrackSidsList());
        }
        Answers.await(
                caller,
                room(request.getRoom())
                        .ask(new RoomCommand.ChangeSubscriptions(
                                request.getIdentity(), tracks, request.getSubscribe(), new CompletableFuture<>())));
        return UpdateSubscriptionsResponse.getDefaultInstance();
    }

    /**
     * The participant is told of the other room and joins there anew, so it may be on any loop. Some moments without sound and pictures
     * are the price.
     */
    private MoveParticipantResponse move(Caller caller, MoveParticipantRequest request) {
        mustTake(caller, request.getRoom(), request.getDestinationRoom());
        Shard room = room(request.getRoom());
        Answers.await(caller, room.ask(new RoomCommand.Find(request.getIdentity(), new CompletableFuture<>())));
        Shard destination = opening.open(request.getDestinationRoom(), RoomConfiguration.getDefaultInstance());
        RoomView view = Answers.await(caller, destination.ask(new RoomCommand.Look(new CompletableFuture<>())));
        int max = view.room().policy().maxParticipants();
        if (max > 0 && view.room().participants() >= max) {
            throw TwirpException.of(TwirpCode.FAILED_PRECONDITION, "destination room is full");
        }
        Answers.await(caller, room.ask(new RoomCommand.Move(request.getIdentity(), view, new CompletableFuture<>())));
        return MoveParticipantResponse.getDefaultInstance();
    }

    /** The participant stays, and what it publishes is in the other room as well from now on. */
    private ForwardParticipantResponse forward(Caller caller, ForwardParticipantRequest request) {
        mustTake(caller, request.getRoom(), request.getDestinationRoom());
        limits.mustBearMore();
        Shard room = room(request.getRoom());
        Answers.await(caller, room.ask(new RoomCommand.Find(request.getIdentity(), new CompletableFuture<>())));
        Shard destination = opening.open(request.getDestinationRoom(), RoomConfiguration.getDefaultInstance());
        Answers.await(
                caller,
                room.ask(new RoomCommand.Forward(request.getIdentity(), room, destination, new CompletableFuture<>())));
        return ForwardParticipantResponse.getDefaultInstance();
    }

    private void mustTake(Caller caller, String room, String destination) {
        caller.mustAdminister(room, destination);
        if (room.equals(destination)) {
            throw TwirpException.of(TwirpCode.INVALID_ARGUMENT, "destination room cannot be the same as source room");
        }
        sizes.roomName(destination);
    }

    /** Where there is no room there is nobody in it. */
    private Shard room(String name) {
        Shard room = rooms.find(name);
        if (room == null) {
            throw Answers.noSuchParticipant();
        }
        return room;
    }
}
