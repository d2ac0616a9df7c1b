package io.sluice.sfu.room;

import io.sluice.sfu.control.CommandRefusedException;
import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.sfu.control.Permissions;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.control.RoomEvent.Refusal;
import io.sluice.sfu.control.RoomView;
import io.sluice.sfu.participant.Participant;
import io.sluice.sfu.publish.TrackInfo;
import java.util.List;
import java.util.Optional;

/** What those who run the server do to participants: the server API, the console, the token API. */
final class Administration {
    private final Room room;
    private final Members members;

    Administration(Room room, Members members) {
        this.room = room;
        this.members = members;
    }

    ParticipantSnapshot find(String identity) {
        return present(identity).snapshot();
    }

    /** Sends somebody out. Others are told before the answer. */
    ParticipantSnapshot remove(String identity, DisconnectReason reason) {
        Participant who = present(identity);
        members.leave(who, reason);
        room.flushChanges();
        return who.snapshot();
    }

    /** Tells somebody of the room to which it belongs now, and sends it there. */
    ParticipantSnapshot move(String identity, RoomView destination) {
        Participant who = present(identity);
        if (who.forwarded()) {
            throw new CommandRefusedException(Refusal.NOT_ALLOWED, "participant is forwarded from another room");
        }
        if (who.sink() == null) {
            throw new CommandRefusedException(Refusal.NOT_ALLOWED, "participant is reconnecting");
        }
        List<ParticipantSnapshot> others = destination.participants().stream()
                .filter(p -> !p.permissions().hidden() && !p.identity().equals(identity))
                .toList();
        who.tell(new RoomEvent.Moved(destination.room(), who.snapshot(), others));
        members.remove(who, DisconnectReason.MIGRATION, RoomEvent.Left.Action.RECONNECT);
        room.flushChanges();
        return who.snapshot();
    }

    /** Mutes or unmutes a track as its publisher would, and tells the publisher. Nothing if there is no such track. */
    Optional<TrackInfo> mute(RoomCommand.MuteTrack command) {
        Participant who = present(command.identity());
        return who.publishing().muteByOrder(command.track(), command.muted());
    }

    /** Changes how somebody is described and what it may do. */
    ParticipantSnapshot update(RoomCommand.UpdateParticipant command) {
        Participant who = present(command.identity());
        if (SelfDescription.bytes(who.attributesWith(command.attributes()))
                > room.policy().maxAttributesBytes()) {
            throw new CommandRefusedException(Refusal.LIMIT_EXCEEDED, "exceeds attributes size limit");
        }
        who.describe(command.name(), command.metadata(), command.attributes());
        command.permissions().ifPresent(permissions -> permit(who, permissions));
        room.changed(who);
        room.flushChanges();
        return who.snapshot();
    }

    ParticipantSnapshot subscribe(RoomCommand.ChangeSubscriptions command) {
        Participant who = present(command.identity());
        who.subscribing().wish(command.tracks(), command.subscribe());
        return who.snapshot();
    }

    /** What somebody may not do any more ends, what it may do now begins. */
    private void permit(Participant who, Permissions wanted) {
        Permissions before = who.permissions();
        Permissions next = wanted.roomGrants().isPresent() ? wanted : wanted.with(before.roomGrants());
        if (before.equals(next)) {
            return;
        }
        who.permissions(next);
        who.publishing().revoke();
        who.dataPublishing().revoke();
        if (before.canSubscribe() != next.canSubscribe()) {
            room.tracks().subscribeToExisting(who);
        }
        members.rightsChanged();
    }

    /** @throws CommandRefusedException if nobody has that identity */
    Participant present(String identity) {
        Participant who = members.byIdentity(identity);
        if (who == null) {
            throw new CommandRefusedException(Refusal.NOT_FOUND, "participant does not exist");
        }
        return who;
    }
}
