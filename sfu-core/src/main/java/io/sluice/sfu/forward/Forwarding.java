package io.sluice.sfu.forward;

import io.sluice.sfu.control.Admission;
import io.sluice.sfu.control.CommandRefusedException;
import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.EventSink;
import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.sfu.control.Permissions;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomDoor;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.control.RoomEvent.Refusal;
import io.sluice.sfu.lane.Lane;
import io.sluice.sfu.participant.Participant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One participant in one other room. Towards that room it behaves as the participant's client would: it enters, announces tracks, offers
 * sections, mutes, leaves; only its packets come over a {@link Lane}. Lives on the loop of the room it comes from.
 */
final class Forwarding {
    private static final Logger log = LoggerFactory.getLogger(Forwarding.class);

    private final long number;
    private final String room;
    private final Participant who;
    private final RoomDoor source;
    private final RoomDoor destination;
    private final CompletableFuture<ParticipantSnapshot> answer;
    private final Lane lane;
    /** Its sid there; empty before it is let in. */
    private String sid = "";

    private @Nullable ForwardedTracks tracks;
    private ParticipantSnapshot seen;
    private boolean leaving;
    private boolean dropsLogged;

    Forwarding(long number, String room, Participant who, RoomCommand.Forward command) {
        this.number = number;
        this.room = room;
        this.who = who;
        this.source = command.source();
        this.destination = command.destination();
        this.answer = command.answer();
        this.lane = new Lane(ssrc -> source.offer(new RoomCommand.ForwardPicture(number, ssrc)));
        this.seen = who.snapshot();
    }

    Participant participant() {
        return who;
    }

    void enter() {
        lane.calls(destination.caller(lane::drain));
        Ear ear = new Ear(source, number);
        if (!destination.offer(new RoomCommand.Enter(admission(), ear))) {
            ear.event(new RoomEvent.Left(DisconnectReason.JOIN_FAILURE, RoomEvent.Left.Action.DISCONNECT));
        }
    }

    /** Everything that others know of it, and the right to publish; nothing comes back to it from there. */
    private Admission admission() {
        Permissions here = who.permissions();
        Permissions there = new Permissions(
                false, true, false, Set.of(), here.hidden(), here.recorder(), here.agent(), false, false, false);
        return new Admission(
                who.identity(),
                seen.name(),
                seen.metadata(),
                seen.attributes(),
                who.admission().kind(),
                who.admission().kindDetails(),
                there,
                who.admission().client(),
                true,
                false,
                false,
                true,
                null);
    }

    /** Whether that was the end of it. */
    boolean told(RoomEvent event, long nowNanos) {
        switch (event) {
            case RoomEvent.Joined joined -> {
                if (leaving) {
                    destination.offer(new RoomCommand.Leave(joined.self().sid(), DisconnectReason.CLIENT_INITIATED));
                    return true;
                }
                entered(joined.self(), nowNanos);
            }
            case RoomEvent.Left left -> {
                ended(left.reason(), nowNanos);
                return true;
            }
            case RoomEvent.TrackPublished published -> {
                if (tracks != null) {
                    tracks.accepted(published.cid(), published.track().sid());
                }
            }
            case RoomEvent.LayerDemanded demanded -> {
                if (tracks != null) {
                    tracks.wanted(demanded.track(), demanded.highest(), nowNanos);
                }
            }
            case RoomEvent.Answered answered -> {
                if (answered.refusal() != Refusal.OK && answered.command() instanceof RoomCommand.AddTrack) {
                    log.warn(
                            "track_not_forwarded room={} participant={} destination={} reason={}",
                            room,
                            who.identity(),
                            destination.name(),
                            answered.message());
                }
            }
            default -> {
                // Meant for clients.
            }
        }
        return false;
    }

    private void entered(ParticipantSnapshot there, long nowNanos) {
        sid = there.sid();
        destination.offer(new RoomCommand.Feed(sid, lane));
        tracks = new ForwardedTracks(who, destination, sid, lane);
        tracks.follow(false, nowNanos);
        log.info("forwarding_started room={} participant={} destination={}", room, who.identity(), destination.name());
        answer.complete(there);
    }

    private void ended(DisconnectReason reason, long nowNanos) {
        if (tracks != null) {
            tracks.close(nowNanos);
        }
        if (sid.isEmpty()) {
            answer.completeExceptionally(
                    switch (reason) {
                        case DUPLICATE_IDENTITY ->
                            new CommandRefusedException(
                                    Refusal.DUPLICATE_NAME, "identity is taken in the destination room");
                        case JOIN_FAILURE ->
                            new CommandRefusedException(Refusal.NOT_ALLOWED, "destination room is full");
                        default -> new CommandRefusedException(Refusal.NOT_FOUND, "destination room has ended");
                    });
            return;
        }
        log.info(
                "forwarding_ended room={} participant={} destination={} reason={}",
                room,
                who.identity(),
                destination.name(),
                reason);
    }

    /**
     * The participant leaves where it comes from.
     *
     * @return whether that was the end of it; otherwise it ends as soon as it knows whether it was let in
     */
    boolean leave(long nowNanos) {
        leaving = true;
        if (tracks == null) {
            answer.completeExceptionally(new CommandRefusedException(Refusal.NOT_FOUND, "participant does not exist"));
            return false;
        }
        destination.offer(new RoomCommand.Leave(sid, DisconnectReason.CLIENT_INITIATED));
        ended(DisconnectReason.CLIENT_INITIATED, nowNanos);
        return true;
    }

    void pictureWanted(int ssrc, long nowNanos) {
        if (tracks != null) {
            tracks.pictureWanted(ssrc, nowNanos);
        }
    }

    void tick(long nowNanos) {
        if (tracks == null) {
            return;
        }
        ParticipantSnapshot latest = who.snapshot();
        tracks.follow(latest != seen, nowNanos);
        if (latest != seen) {
            describe(latest);
            seen = latest;
        }
        if (lane.dropped() > 0 && !dropsLogged) {
            dropsLogged = true;
            log.warn(
                    "forwarding_overflow room={} participant={} destination={}",
                    room,
                    who.identity(),
                    destination.name());
        }
    }

    private void describe(ParticipantSnapshot latest) {
        if (latest.name().equals(seen.name())
                && latest.metadata().equals(seen.metadata())
                && latest.attributes().equals(seen.attributes())) {
            return;
        }
        Map<String, String> attributes = new HashMap<>();
        seen.attributes().keySet().forEach(key -> attributes.put(key, ""));
        attributes.putAll(latest.attributes());
        destination.offer(new RoomCommand.UpdateParticipant(
                who.identity(),
                latest.name(),
                latest.metadata(),
                attributes,
                Optional.empty(),
                new CompletableFuture<>()));
    }

    /** Hears on the loop of the destination, and says it where the participant comes from. */
    private record Ear(RoomDoor source, long number) implements EventSink {
        @Override
        public void event(RoomEvent event) {
            switch (event) {
                case RoomEvent.Joined _,
                        RoomEvent.Left _,
                        RoomEvent.TrackPublished _,
                        RoomEvent.LayerDemanded _,
                        RoomEvent.Answered _ -> source.offer(new RoomCommand.ForwardTold(number, event));
                default -> {
                    // Meant for clients.
                }
            }
        }

        @Override
        public void end() {
            // Left was told before.
        }
    }
}
