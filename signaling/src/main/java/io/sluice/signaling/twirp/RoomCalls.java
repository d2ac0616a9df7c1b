package io.sluice.signaling.twirp;

import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomSnapshot;
import io.sluice.sfu.shard.Rooms;
import io.sluice.sfu.shard.Shard;
import io.sluice.signaling.livekit.RoomMessages;
import io.sluice.signaling.livekit.RoomOpening;
import io.sluice.signaling.proto.CreateRoomRequest;
import io.sluice.signaling.proto.DeleteRoomRequest;
import io.sluice.signaling.proto.DeleteRoomResponse;
import io.sluice.signaling.proto.ListRoomsRequest;
import io.sluice.signaling.proto.ListRoomsResponse;
import io.sluice.signaling.proto.Room;
import io.sluice.signaling.proto.RoomConfiguration;
import io.sluice.signaling.proto.RoomEgress;
import io.sluice.signaling.proto.UpdateRoomMetadataRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The calls about rooms as a whole. */
final class RoomCalls {
    private static final int ATTEMPTS = 3;

    private final Rooms rooms;
    private final RoomOpening opening;
    private final ApiLimits limits;
    private final Sizes sizes;

    RoomCalls(Rooms rooms, RoomOpening opening, ApiLimits limits) {
        this.rooms = rooms;
        this.opening = opening;
        this.limits = limits;
        this.sizes = new Sizes(limits);
    }

    void addTo(TwirpService service) {
        service.with("CreateRoom", CreateRoomRequest.getDefaultInstance(), this::create)
                .with("ListRooms", ListRoomsRequest.getDefaultInstance(), this::list)
                .with("DeleteRoom", DeleteRoomRequest.getDefaultInstance(), this::delete)
                .with("UpdateRoomMetadata", UpdateRoomMetadataRequest.getDefaultInstance(), this::updateMetadata);
    }

    private Room create(Caller caller, CreateRoomRequest request) {
        caller.mustCreateRooms();
        if (!request.getEgress().equals(RoomEgress.getDefaultInstance())) {
            throw TwirpException.of(TwirpCode.INTERNAL, AbsentServices.EGRESS);
        }
        sizes.roomName(request.getName());
        sizes.metadata(request.getMetadata());
        request.getAgentsList().forEach(agent -> {
            sizes.metadata(agent.getMetadata());
            sizes.attributes(agent.getAttributesMap());
        });
        limits.mustBearMore();
        RoomConfiguration asked = asked(request);
        RoomConfiguration wanted = asked;
        if (!request.getRoomPreset().isEmpty()) {
            RoomConfiguration preset = opening.preset(request.getRoomPreset());
            if (preset == null) {
                throw TwirpException.of(
                        TwirpCode.INVALID_ARGUMENT, "unknown room configuration in create room request");
            }
            wanted = RoomOpening.over(preset, asked);
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return RoomMessages.write(openOrChange(caller, request.getName(), wanted, asked));
            } catch (TwirpException e) {
                // The room that was there ended meanwhile: there is place for a new one.
                if (e.code() != TwirpCode.NOT_FOUND || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private RoomSnapshot openOrChange(Caller caller, String name, RoomConfiguration wanted, RoomConfiguration asked) {
        boolean there = rooms.find(name) != null;
        Shard room = opening.open(name, wanted);
        return there
                ? change(caller, room, asked)
                : Answers.await(caller, room.ask(new RoomCommand.Look(new CompletableFuture<>())))
                        .room();
    }

    /**
     * A room that is there takes on what is asked for in particular; nothing is asked by leaving it out. What its clients have agreed on
     * stays.
     */
    private static RoomSnapshot change(Caller caller, Shard room, RoomConfiguration wanted) {
        RoomConfiguration asked = wanted.toBuilder()
                .clearMinPlayoutDelay()
                .clearMaxPlayoutDelay()
                .clearAgents()
                .build();
        if (asked.equals(RoomConfiguration.getDefaultInstance())) {
            return room.snapshot();
        }
        return Answers.await(
                caller,
                room.ask(new RoomCommand.ChangeRoom(
                        asked.getMetadata().isEmpty() ? Optional.empty() : Optional.of(asked.getMetadata()),
                        rules -> RoomOpening.rules(rules, asked),
                        new CompletableFuture<>())));
    }

    private static RoomConfiguration asked(CreateRoomRequest request) {
        return RoomConfiguration.newBuilder()
                .setEmptyTimeout(request.getEmptyTimeout())
                .setDepartureTimeout(request.getDepartureTimeout())
                .setMaxParticipants(request.getMaxParticipants())
                .setMetadata(request.getMetadata())
                .setMinPlayoutDelay(request.getMinPlayoutDelay())
                .setMaxPlayoutDelay(request.getMaxPlayoutDelay())
                .setSyncStreams(request.getSyncStreams())
                .addAllAgents(request.getAgentsList())
                .build();
    }

    /** Answered without asking the rooms: a busy one keeps nobody waiting, and none is kept busy. */
    private ListRoomsResponse list(Caller caller, ListRoomsRequest request) {
        caller.mustListRooms();
        List<Shard> found = new ArrayList<>();
        if (request.getNamesCount() == 0) {
            found.addAll(rooms.all());
        } else {
            Set<String> names = new HashSet<>(request.getNamesList());
            for (String name : names) {
                Shard room = rooms.find(name);
                if (room != null) {
                    found.add(room);
                }
            }
        }
        ListRoomsResponse.Builder answer = ListRoomsResponse.newBuilder();
        found.stream()
                .map(Shard::snapshot)
                .sorted(Comparator.comparingLong(RoomSnapshot::createdAtMillis).thenComparing(RoomSnapshot::sid))
                .forEach(room -> answer.addRooms(RoomMessages.write(room)));
        return answer.build();
    }

    private DeleteRoomResponse delete(Caller caller, DeleteRoomRequest request) {
        caller.mustCreateRooms();
        Shard room = Answers.room(rooms, request.getRoom());
        if (!room.offer(new RoomCommand.Close(DisconnectReason.ROOM_DELETED))) {
            throw TwirpException.of(TwirpCode.UNAVAILABLE, "the room has too much to do");
        }
        Answers.await(caller, room.ended().copy());
        return DeleteRoomResponse.getDefaultInstance();
    }

    private Room updateMetadata(Caller caller, UpdateRoomMetadataRequest request) {
        sizes.metadata(request.getMetadata());
        caller.mustAdminister(request.getRoom());
        return RoomMessages.write(Answers.await(
                caller,
                Answers.room(rooms, request.getRoom())
                        .ask(new RoomCommand.ChangeRoom(
                                Optional.of(request.getMetadata()), rules -> rules, new CompletableFuture<>()))));
    }
}
