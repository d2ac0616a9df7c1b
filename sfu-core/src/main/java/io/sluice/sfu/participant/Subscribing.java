package io.sluice.sfu.participant;

import io.sluice.sfu.allocate.CongestionSettings;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.participant.Wishes.Wish;
import io.sluice.sfu.publish.Backup;
import io.sluice.sfu.publish.Publication;
import io.sluice.sfu.subscribe.Demand;
import io.sluice.sfu.subscribe.DownTrack;
import io.sluice.sfu.subscribe.Downlink;
import io.sluice.sfu.track.PublishedTrack;
import io.sluice.sfu.track.VideoQuality;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tracks that a participant receives: what it wishes, what it may have, and what is on the wire. */
public final class Subscribing {
    private final Participant participant;
    private final RoomSide room;
    private final Wishes wishes = new Wishes();
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
    private final SectionQueue waiting = new SectionQueue();
    /** By track, those that have ended and still keep their section, for blank frames. */
    private final Map<String, Subscription> ending = new LinkedHashMap<>();

    private boolean limitRelieved;

    Subscribing(Participant participant, RoomSide room) {
        this.participant = participant;
        this.room = room;
    }

    /** The tracks received now. */
    public Collection<Subscription> subscriptions() {
        return subscriptions.values();
    }

    /** Whether any track of that publisher is received. */
    public boolean receives(String publisherSid) {
        for (Subscription subscription : subscriptions.values()) {
            if (subscription.publisher().sid().equals(publisherSid)) {
                return true;
            }
        }
        return false;
    }

    /** A client gives up on a track whose publisher it does not know within seconds: descriptions come after the announcement. */
    void tellPublishersFirst() {
        for (Subscription subscription : subscriptions.values()) {
            room.tellFirst(subscription.publisher());
        }
    }

    /** The client subscribes or ends subscriptions. */
    public void wish(Set<String> tracks, boolean subscribe) {
        for (String track : tracks) {
            Wish wish = wishes.of(track);
            if (wish == null) {
                continue;
            }
            wish.subscribe = subscribe;
            wish.found();
            RoomTracks.PublishedBy found = room.tracks().find(track);
            if (found != null) {
                reconcile(found.publisher(), found.publication());
            } else if (subscribe) {
                wishes.search(wish, room.nowNanos());
            }
        }
    }

    /** What the client wants of tracks; kept for tracks that come later. */
    public void demand(Set<String> tracks, Demand demand) {
        for (String track : tracks) {
            Wish wish = wishes.of(track);
            if (wish == null) {
                continue;
            }
            wish.demand = demand;
            Subscription subscription = subscriptions.get(track);
            if (subscription != null) {
                subscription.downTrack().setDemand(demand, room.nowNanos());
            }
        }
    }

    /** Makes what is so what should be, for one published track. */
    public void reconcile(Participant publisher, Publication publication) {
        if (publisher == participant || publication.media() == null) {
            return;
        }
        Wish wish = wishes.known(publication.sid());
        if (wish != null) {
            wish.found();
        }
        boolean wanted = wish != null && wish.subscribe != null
                ? wish.subscribe
                : participant.admission().autoSubscribe();
        boolean able = participant.permissions().canSubscribe();
        boolean allowed = participant.recorder()
                || publisher
                        .subscriptionPermissions()
                        .allows(participant.sid(), participant.identity(), publication.sid());
        boolean may = allowed && able;
        Subscription present = subscriptions.get(publication.sid());
        boolean has = present != null;
        if (wanted && able && (wish == null || wish.allowed == null || wish.allowed != allowed)) {
            tellPermission(publisher, publication, allowed);
        }
        boolean second = needsSecond(publication, wish);
        if (present != null && wanted && may && (present.backup() != second || present.over())) {
            // It goes on in another codec, which needs a new agreement.
            detach(publication.sid());
            has = false;
        }
        if (wanted && may && !has && withinLimit(publication.kind())) {
            attach(publisher, publication, second, wish);
        } else if (!(wanted && may)) {
            detach(publication.sid());
            releaseSecondCodec(publisher, publication);
        }
    }

    /** Whether the track is to be received in its second codec. */
    private static boolean needsSecond(Publication publication, @Nullable Wish wish) {
        Backup backup = publication.backup();
        boolean needed = wish != null && wish.needsBackup;
        return needed || backup != null && backup.replaces() && backup.media() != null;
    }

    private void tellPermission(Participant publisher, Publication publication, boolean allowed) {
        Wish wish = wishes.of(publication.sid());
        if (wish != null) {
            wish.allowed = allowed;
        }
        room.tellFirst(publisher);
        participant.tell(new RoomEvent.SubscriptionPermissionChanged(publisher.sid(), publication.sid(), allowed));
    }

    private int limit(MediaKind kind) {
        return kind == MediaKind.AUDIO
                ? room.policy().subscriptionLimitAudio()
                : room.policy().subscriptionLimitVideo();
    }

    private boolean withinLimit(MediaKind kind) {
        int limit = limit(kind);
        return limit == 0
                || subscriptions.values().stream().filter(s -> s.kind() == kind).count() < limit;
    }

    private void attach(Participant publisher, Publication publication, boolean second, @Nullable Wish wish) {
        Backup backup = second ? publication.backup() : null;
        if (backup != null) {
            publisher.publishing().backups().need(publication, participant.sid());
        }
        PublishedTrack media = backup != null ? backup.media() : publication.media();
        if (media == null) {
            return;
        }
        Subscription before = ending.remove(publication.sid());
        if (before != null) {
            release(before);
        }
        String cname = publisher.sid() + "|" + publication.sid();
        Downlink downlink = participant.links().sending().downlink();
        downlink.delayPlayout(room.policy().playoutDelay());
        CongestionSettings congestion = room.mediaSettings().congestion();
        downlink.steer(congestion, congestion.mayPause(participant.admission().allowPause()));
        if (participant.recorder() || participant.agent()) {
            downlink.hearEverybody();
        }
        DownTrack downTrack = downlink.add(media, cname, room.nowNanos());
        downTrack.setDemand(wish != null && wish.demand != null ? wish.demand : initialDemand(), room.nowNanos());
        Subscription subscription =
                new Subscription(publisher, publication, downTrack, backup != null, inStep(), room.nowNanos());
        boolean first = !receives(publisher.sid());
        subscriptions.put(publication.sid(), subscription);
        room.tracks().beginning(subscription);
        if (first) {
            room.tracks().tuned(participant, publisher);
        }
        ServerOffers serverOffers = participant.links().serverOffers();
        if (serverOffers != null) {
            serverOffers.add(subscription);
        } else {
            waiting.add(subscription);
        }
    }

    /** Firefox can not take tracks that come later into a stream it has; old clients take the stream's id for the track's. */
    private boolean inStep() {
        return room.policy().syncStreams()
                && participant.admission().client().protocol() > 9
                && !participant.admission().client().firefox();
    }

    private Demand initialDemand() {
        return participant.admission().adaptiveStream()
                ? new Demand(true, VideoQuality.LOW, 0, 0, 0)
                : Demand.EVERYTHING;
    }

    /** The track is no longer received. What its receiver shows last is made blank; until then it keeps its section. */
    public void detach(String trackSid) {
        detach(trackSid, true);
    }

    private void detach(String trackSid, boolean blank) {
        Subscription gone = subscriptions.remove(trackSid);
        if (gone == null) {
            return;
        }
        limitRelieved |= limit(gone.kind()) > 0;
        room.tracks().ending(gone);
        if (blank && participant.links().sending().downlink().end(gone.downTrack(), room.nowNanos())) {
            ending.put(trackSid, gone);
        } else {
            release(gone);
        }
        if (!receives(gone.publisher().sid())) {
            room.tracks().untuned(participant, gone.publisher());
        }
    }

    /** Gives the section of an ended subscription back. */
    private void release(Subscription gone) {
        participant.links().sending().downlink().remove(gone.downTrack(), room.nowNanos());
        ServerOffers serverOffers = participant.links().serverOffers();
        if (serverOffers != null) {
            serverOffers.remove(gone);
        } else if (!waiting.remove(gone)) {
            if (gone.clientSection != null) {
                gone.clientSection.subscription = null;
            }
            waiting.sectionsChanged();
        }
    }

    private void releaseEnded() {
        for (Subscription each : List.copyOf(ending.values())) {
            if (each.downTrack().over()) {
                ending.values().remove(each);
                release(each);
            }
        }
    }

    /** The track has ended; its id never comes back. */
    public void forget(String trackSid) {
        detach(trackSid);
        wishes.forget(trackSid);
    }

    /** The participant is leaving and receives nothing more. */
    public void close() {
        releaseSecondCodecs();
        List.copyOf(subscriptions.keySet()).forEach(track -> detach(track, false));
    }

    private void releaseSecondCodecs() {
        for (Subscription each : subscriptions.values()) {
            releaseSecondCodec(each.publisher(), each.publication());
        }
        for (String track : wishes.needingBackup()) {
            RoomTracks.PublishedBy found = room.tracks().find(track);
            if (found != null) {
                releaseSecondCodec(found.publisher(), found.publication());
            }
        }
    }

    private void releaseSecondCodec(Participant publisher, Publication publication) {
        publisher.publishing().backups().release(publication, participant.sid());
    }

    /** The client cannot decode the track in any codec it is sent in. */
    void undecodable(Subscription subscription) {
        Wish wish = wishes.of(subscription.publication().sid());
        if (wish != null && !subscription.backup() && subscription.publication().backup() != null) {
            wish.needsBackup = true;
            detach(subscription.publication().sid());
            subscription.publisher().publishing().backups().need(subscription.publication(), participant.sid());
            reconcile(subscription.publisher(), subscription.publication());
            return;
        }
        if (wish != null) {
            wish.subscribe = false;
        }
        releaseSecondCodec(subscription.publisher(), subscription.publication());
        room.counters().subscriptionsUndecodable.add(1);
        detach(subscription.publication().sid());
        participant.tell(new RoomEvent.SubscriptionFailed(
                subscription.publication().sid(), RoomEvent.SubscriptionFailed.Failure.CODEC_UNSUPPORTED));
    }

    /** The next track that waits for a section of the client. */
    @Nullable
    Subscription nextWaiting(MediaKind kind) {
        return waiting.next(kind);
    }

    /** The client took the section away on which the track was sent: it waits for another. */
    void displaced(Subscription subscription) {
        if (ending.values().remove(subscription)) {
            participant.links().sending().downlink().remove(subscription.downTrack(), room.nowNanos());
            waiting.sectionsChanged();
        } else {
            waiting.add(subscription);
        }
    }

    /** An offer of the client was answered, and may have brought sections. */
    void answered() {
        waiting.answered();
        tellSubscribed();
    }

    void linkConnected(MediaLink link) {
        if (link == participant.links().sending()) {
            tellSubscribed();
        }
    }

    /** The publishers hear that their tracks reach somebody. */
    void tellSubscribed() {
        if (participant.hidden() || !participant.links().sending().flowing()) {
            return;
        }
        for (Subscription subscription : subscriptions.values()) {
            if (subscription.bound()) {
                if (subscription.firstAgreement()) {
                    room.tracks().agreed(subscription);
                }
                subscription.publisher().publishing().reached(subscription.publication());
            }
        }
    }

    /** The client resumed: it may have missed which of its streams are paused, or go on. */
    public void resume() {
        tellPauses(true);
    }

    private void tellPauses(boolean again) {
        List<RoomEvent.StreamState> changed = new ArrayList<>();
        for (Subscription subscription : subscriptions.values()) {
            if (subscription.takePauseChange() || again && subscription.everPaused()) {
                changed.add(new RoomEvent.StreamState(
                        subscription.publisher().sid(),
                        subscription.publication().sid(),
                        subscription.downTrack().paused()));
            }
        }
        if (!changed.isEmpty()) {
            participant.tell(new RoomEvent.StreamStatesChanged(changed));
        }
    }

    /** Asks the client for sections where tracks wait, and gives up on tracks that never came. */
    public void tick(long nowNanos) {
        if (!ending.isEmpty()) {
            releaseEnded();
        }
        if (waiting.due()
                && participant.sink() != null
                && participant.links().clientOffers().offered()) {
            RoomEvent needed = waiting.ask(participant.links().clientOffers());
            tellPublishersFirst();
            participant.tell(needed);
        }
        if (participant.links().sending().downlink().takePausesChanged()) {
            tellPauses(false);
        }
        if (limitRelieved) {
            limitRelieved = false;
            room.tracks().subscribeToExisting(participant);
        }
        for (String track : wishes.notFound(nowNanos)) {
            participant.tell(
                    new RoomEvent.SubscriptionFailed(track, RoomEvent.SubscriptionFailed.Failure.TRACK_NOT_FOUND));
        }
    }
}
