package io.sluice.sfu.room;

import io.sluice.sfu.control.CommandRefusedException;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.control.RoomSnapshot;
import io.sluice.sfu.control.RoomView;
import io.sluice.sfu.participant.Participant;
import io.sluice.sfu.subscribe.Demand;
import java.util.function.Supplier;

/** What each command does in the room. */
final class Commands {
    private final Room room;
    private final Members members;
    private final Simulations simulations;
    private final Administration administration;

    Commands(Room room, Members members, Simulations simulations) {
        this.room = room;
        this.members = members;
        this.simulations = simulations;
        this.administration = new Administration(room, members);
    }

    void handle(RoomCommand command, long now) {
        switch (command) {
            case RoomCommand.Join join -> members.join(join.admission(), join.sink());
            case RoomCommand.Enter enter -> members.enter(enter.admission(), enter.sink());
            case RoomCommand.Resume resume -> members.resume(resume.identity(), resume.sink());
            case RoomCommand.Close close -> members.close(close.reason());
            case RoomCommand.UpdateMetadata update -> room.change(update.metadata(), room.policy());
            case RoomCommand.EndCorrespondence end -> room.data().endCorrespondence(end.address());
            case RoomCommand.ForwardTold told -> room.forwards().told(told.forwarding(), told.event(), now);
            case RoomCommand.ForwardPicture picture ->
                room.forwards().pictureWanted(picture.forwarding(), picture.ssrc(), now);
            case RoomCommand.Asked<?> asked -> answer(asked, now);
            case RoomCommand.OfParticipant of -> {
                Participant who = members.bySid(of.participant());
                if (who != null) {
                    handle(who, of, now);
                }
            }
        }
    }

    private void answer(RoomCommand.Asked<?> asked, long now) {
        switch (asked) {
            case RoomCommand.Explain explain -> explain.answer().complete(Explanations.of(room, members));
            case RoomCommand.Look look -> look.answer().complete(view());
            case RoomCommand.SendData send -> send.answer().complete(room.data().send(send.message(), now));
            case RoomCommand.Correspond c ->
                c.answer().complete(room.data().correspond(c.address(), c.identity(), c.packet(), c.inbox(), now));
            case RoomCommand.Find find -> answer(find, () -> administration.find(find.identity()));
            case RoomCommand.Remove remove ->
                answer(remove, () -> administration.remove(remove.identity(), remove.reason()));
            case RoomCommand.MuteTrack mute -> answer(mute, () -> administration.mute(mute));
            case RoomCommand.UpdateParticipant update -> answer(update, () -> administration.update(update));
            case RoomCommand.ChangeSubscriptions change -> answer(change, () -> administration.subscribe(change));
            case RoomCommand.Move move -> answer(move, () -> administration.move(move.identity(), move.destination()));
            case RoomCommand.Forward forward -> forward(forward);
            case RoomCommand.ChangeRoom change -> change.answer().complete(change(change));
        }
    }

    /** The answer comes from the destination. */
    private void forward(RoomCommand.Forward forward) {
        try {
            room.forwards().begin(administration.present(forward.identity()), forward);
        } catch (CommandRefusedException e) {
            forward.answer().completeExceptionally(e);
        }
    }

    private static <T> void answer(RoomCommand.Asked<T> asked, Supplier<T> deed) {
        T result;
        try {
            result = deed.get();
        } catch (CommandRefusedException e) {
            asked.answer().completeExceptionally(e);
            return;
        }
        asked.answer().complete(result);
    }

    private RoomView view() {
        return new RoomView(
                room.snapshot(),
                members.all().stream().map(Participant::snapshot).toList());
    }

    private RoomSnapshot change(RoomCommand.ChangeRoom change) {
        room.change(change.metadata().orElse(room.metadata()), change.rules().apply(room.policy()));
        return room.latest();
    }

    private void handle(Participant who, RoomCommand.OfParticipant command, long now) {
        switch (command) {
            case RoomCommand.SignalLost lost -> members.signalLost(who, lost.sink());
            case RoomCommand.Leave leave -> members.leave(who, leave.reason());
            case RoomCommand.Feed feed -> {
                who.feed(feed.lane());
                members.connected(who);
            }
            case RoomCommand.Offer offer -> who.links().offer(offer.description(), offer.id(), now);
            case RoomCommand.Answer answer -> who.links().answer(answer.description(), now);
            case RoomCommand.BadDescription bad -> room.broken(who, bad.reason());
            case RoomCommand.Trickle t -> who.links().trickle(t.toSubscriber(), t.candidate(), now);
            case RoomCommand.AddTrack add -> who.publishing().add(add);
            case RoomCommand.Mute mute -> who.publishing().mute(mute);
            case RoomCommand.UpdateAudioTrack update -> who.publishing().update(update);
            case RoomCommand.UpdateVideoTrack update -> who.publishing().update(update);
            case RoomCommand.Subscribe s -> who.subscribing().wish(s.tracks(), s.subscribe());
            case RoomCommand.TrackSettings s -> who.subscribing().demand(s.tracks(), s.demand());
            case RoomCommand.PermitSubscriptions permit -> {
                who.subscriptionPermissions(permit.permissions());
                room.tracks().reconcileAll(who);
            }
            case RoomCommand.PublishDataTrack publish -> who.dataPublishing().publish(publish);
            case RoomCommand.UnpublishDataTrack unpublish ->
                who.dataPublishing().unpublish(unpublish);
            case RoomCommand.SubscribeData s -> who.dataSubscribing().wish(s.tracks());
            case RoomCommand.SyncState sync -> sync(who, sync);
            case RoomCommand.UpdateSelf update -> describe(who, update);
            case RoomCommand.Simulate simulate -> simulations.play(who, simulate);
        }
    }

    private void sync(Participant who, RoomCommand.SyncState sync) {
        for (String track : sync.publishedTracks()) {
            if (!who.publishing().knows(track) && !who.dataPublishing().knows(track)) {
                room.broken(who, "client believes in unknown track " + track);
                return;
            }
        }
        who.subscribing().demand(sync.disabledTracks(), Demand.NOTHING);
        who.subscribing().wish(sync.subscriptionTracks(), sync.subscribe());
    }

    private void describe(Participant who, RoomCommand.UpdateSelf update) {
        SelfDescription.Verdict verdict = SelfDescription.judge(who, update, room.policy());
        if (verdict.refusal() == RoomEvent.Refusal.OK) {
            who.describe(update.name(), update.metadata(), update.attributes());
            room.changed(who);
            room.flushChanges();
        }
        who.tell(new RoomEvent.Answered(update, verdict.refusal(), verdict.message()));
    }
}
