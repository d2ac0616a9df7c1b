package io.sluice.server.node;

import io.sluice.sfu.control.CommandRefusedException;
import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.sfu.control.Permissions;
import io.sluice.sfu.control.Permissions.RoomGrants;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomUnavailableException;
import io.sluice.sfu.control.RoomView;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.publish.TrackInfo;
import io.sluice.sfu.publish.TrackSource;
import io.sluice.sfu.shard.Rooms;
import io.sluice.sfu.shard.Shard;
import io.sluice.tokenapi.channel.Rights;
import io.sluice.tokenapi.live.LiveParticipant;
import io.sluice.tokenapi.live.LiveRooms;
import io.sluice.tokenapi.token.Revocations;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rooms of this node as the token API needs them. Blocks its caller until the room has answered. */
final class NodeRooms implements LiveRooms {
    private static final Logger log = LoggerFactory.getLogger(NodeRooms.class);
    private static final long PATIENCE_SECONDS = 3;

    private final Rooms rooms;
    private final Revocations revocations;
    private final Clock clock;

    /** @param revocations told whose tokens are not to lead back in */
    NodeRooms(Rooms rooms, Revocations revocations, Clock clock) {
        this.rooms = rooms;
        this.revocations = revocations;
        this.clock = clock;
    }

    @Override
    public List<LiveParticipant> participants(String room) {
        RoomView view = ask(room, new RoomCommand.Look(new CompletableFuture<>()));
        return view == null
                ? List.of()
                : view.participants().stream().map(NodeRooms::live).toList();
    }

    @Override
    public void remove(String room, String identity) {
        revocations.revoke(room, identity, clock.instant());
        var command = new RoomCommand.Remove(identity, DisconnectReason.PARTICIPANT_REMOVED, new CompletableFuture<>());
        if (ask(room, command) != null) {
            log.info("participant_removed room={} participant={} reason=rights", room, identity);
        }
    }

    /** What a token says beyond these rights, such as which sources may be published, stays as it is. */
    @Override
    public void permit(String room, String identity, Rights rights) {
        ParticipantSnapshot who = ask(room, new RoomCommand.Find(identity, new CompletableFuture<>()));
        if (who == null) {
            return;
        }
        Permissions had = who.permissions();
        Permissions has = new Permissions(
                rights.canSubscribe(),
                rights.canPublish(),
                rights.canPublishData(),
                had.publishSources(),
                had.hidden(),
                had.recorder(),
                had.agent(),
                had.canUpdateMetadata(),
                had.canSubscribeMetrics(),
                had.canManageAgentSession(),
                Optional.of(new RoomGrants(rights.roomAdmin(), rights.isOwner())));
        if (!has.equals(had)) {
            ask(
                    room,
                    new RoomCommand.UpdateParticipant(
                            identity, "", "", Map.of(), Optional.of(has), new CompletableFuture<>()));
            log.info("participant_permitted room={} participant={} rights={}", room, identity, rights);
        }
    }

    @Override
    public void close(String room) {
        Shard shard = rooms.find(room);
        if (shard != null && shard.offer(new RoomCommand.Close(DisconnectReason.ROOM_DELETED))) {
            await(room, shard.ended());
        }
    }

    private <T> @Nullable T ask(String room, RoomCommand.Asked<T> question) {
        Shard shard = rooms.find(room);
        return shard == null ? null : await(room, shard.ask(question));
    }

    private static <T> @Nullable T await(String room, CompletableFuture<T> answer) {
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException e) {
            boolean gone = e.getCause() instanceof CommandRefusedException
                    || (e.getCause() instanceof RoomUnavailableException unavailable
                            && unavailable.reason() == RoomUnavailableException.Reason.CLOSED);
            if (!gone) {
                log.warn("room_did_not_do_it room={}", room, e.getCause());
            }
            return null;
        } catch (TimeoutException e) {
            log.warn("room_did_not_answer room={} seconds={}", room, PATIENCE_SECONDS);
            return null;
        }
    }

    private static LiveParticipant live(ParticipantSnapshot who) {
        boolean screen = false;
        boolean video = false;
        boolean audio = false;
        for (TrackInfo track : who.tracks()) {
            boolean shared = track.source() == TrackSource.SCREEN_SHARE;
            screen |= shared;
            video |= track.kind() == MediaKind.VIDEO && !shared;
            audio |= track.kind() == MediaKind.AUDIO;
        }
        return new LiveParticipant(
                who.identity(), who.name(), Instant.ofEpochMilli(who.joinedAtMillis()), audio, video, screen);
    }
}
