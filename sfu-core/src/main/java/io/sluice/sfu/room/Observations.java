package io.sluice.sfu.room;

import io.sluice.sfu.audio.LevelMeter;
import io.sluice.sfu.audio.LoudestSpeakers;
import io.sluice.sfu.audio.Speaker;
import io.sluice.sfu.audio.SpeakerRanking;
import io.sluice.sfu.control.ParticipantState;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.measure.MediaCounters;
import io.sluice.sfu.participant.Participant;
import io.sluice.sfu.participant.Subscription;
import io.sluice.sfu.publish.Publication;
import io.sluice.sfu.track.MediaSettings;
import io.sluice.sfu.track.PublishedTrack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the room notices by itself at regular times: who speaks, and how well everybody is connected. */
final class Observations {
    private static final long QUALITY_NANOS = 5_000_000_000L;
    private static final double EXCELLENT = 100;
    /** Above 1, the worst mean opinion score (ITU-T P.800). */
    private static final double BEST_OPINION = 3.5;

    private final Members members;
    private final MediaCounters counters;
    private final SpeakerRanking speakers;
    private final @Nullable LoudestSpeakers loudest;
    private final Map<String, QualityClass> told = new HashMap<>();
    private Map<String, Double> scores = Map.of();
    private long qualityDue;

    Observations(Members members, MediaSettings settings, MediaCounters counters, long nowNanos) {
        this.members = members;
        this.counters = counters;
        this.speakers = new SpeakerRanking(settings.speech());
        this.loudest = settings.loudestSpeakers() == 0
                ? null
                : new LoudestSpeakers(settings.loudestSpeakers(), settings.speech());
        this.qualityDue = nowNanos + QUALITY_NANOS;
    }

    /** The steps in which clients show quality. */
    private enum QualityClass {
        EXCELLENT,
        GOOD,
        POOR,
        LOST;

        static QualityClass of(double score) {
            return score > 80 ? EXCELLENT : score > 40 ? GOOD : score > 20 ? POOR : LOST;
        }
    }

    void listen(Participant publisher, PublishedTrack microphone, long nowNanos) {
        LevelMeter levels = microphone.levelMeter();
        if (levels != null) {
            speakers.add(publisher.sid(), levels, nowNanos);
        }
        microphone.compete(loudest, nowNanos);
    }

    void forget(Participant publisher, PublishedTrack microphone, long nowNanos) {
        LevelMeter levels = microphone.levelMeter();
        if (levels != null) {
            speakers.remove(publisher.sid(), levels);
        }
        microphone.compete(null, nowNanos);
    }

    void tick(long now) {
        if (now >= speakers.deadline()) {
            List<Speaker> changed = speakers.tick(now);
            if (!changed.isEmpty()) {
                tellSpeakers(changed);
            }
        }
        if (now >= qualityDue) {
            qualityDue = now + QUALITY_NANOS;
            measureQuality();
        }
    }

    /** Who receives somebody for the first time hears how loud and how well connected that one is. */
    void tuned(Participant subscriber, Participant publisher) {
        if (publisher.hidden()) {
            return;
        }
        for (Speaker speaker : speakers.speaking()) {
            if (speaker.participantSid().equals(publisher.sid())) {
                subscriber.tell(new RoomEvent.SpeakersChanged(List.of(speaker)));
            }
        }
        Double score = scores.get(publisher.sid());
        if (score != null) {
            subscriber.tell(new RoomEvent.QualityChanged(List.of(new RoomEvent.Quality(publisher.sid(), score))));
        }
    }

    /** Who receives somebody no more will not hear when that one stops speaking. */
    void untuned(Participant subscriber, Participant publisher) {
        boolean speaks = speakers.speaking().stream()
                .anyMatch(speaker -> speaker.participantSid().equals(publisher.sid()));
        if (speaks && !publisher.hidden()) {
            subscriber.tell(new RoomEvent.SpeakersChanged(List.of(new Speaker(publisher.sid(), 0, false))));
        }
    }

    /** Each hears of itself and of those it receives; of the hidden nobody hears. */
    private boolean concerns(Participant receiver, String sid) {
        Participant about = members.bySid(sid);
        return sid.equals(receiver.sid())
                || (about != null && !about.hidden() && receiver.subscribing().receives(sid));
    }

    private void tellSpeakers(List<Speaker> changed) {
        for (Participant receiver : members.all()) {
            List<Speaker> heard = new ArrayList<>();
            for (Speaker speaker : changed) {
                if (concerns(receiver, speaker.participantSid())) {
                    heard.add(speaker);
                }
            }
            if (!heard.isEmpty()) {
                receiver.tell(new RoomEvent.SpeakersChanged(heard));
            }
        }
    }

    private void measureQuality() {
        Map<String, Double> measured = new HashMap<>();
        boolean changed = false;
        for (Participant who : members.all()) {
            if (who.state() != ParticipantState.ACTIVE) {
                continue;
            }
            double score = score(who);
            measured.put(who.sid(), score);
            counters.qualityRating.note(Math.max(0, 2 - QualityClass.of(score).ordinal()));
            counters.qualityScore.note(1 + score / EXCELLENT * BEST_OPINION);
            changed |= told.put(who.sid(), QualityClass.of(score)) != QualityClass.of(score);
        }
        told.keySet().retainAll(measured.keySet());
        scores = measured;
        if (changed) {
            measured.keySet().forEach(this::tellQuality);
        }
    }

    private static double score(Participant who) {
        double score = EXCELLENT;
        for (Publication publication : who.publishing().published()) {
            PublishedTrack media = publication.media();
            if (media != null && !publication.muted()) {
                score = Math.min(score, media.score());
            }
        }
        for (Subscription subscription : who.subscribing().subscriptions()) {
            if (subscription.bound() && !subscription.publication().muted()) {
                score = Math.min(score, subscription.downTrack().score());
            }
        }
        return score;
    }

    private void tellQuality(String receiverSid) {
        Participant receiver = members.bySid(receiverSid);
        if (receiver == null) {
            return;
        }
        List<RoomEvent.Quality> seen = new ArrayList<>();
        scores.forEach((sid, score) -> {
            if (concerns(receiver, sid)) {
                seen.add(new RoomEvent.Quality(sid, score));
            }
        });
        receiver.tell(new RoomEvent.QualityChanged(seen));
    }
}
