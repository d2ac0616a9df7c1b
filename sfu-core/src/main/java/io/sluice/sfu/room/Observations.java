package io.sluice.sfu.room;

import io.sluice.sfu.audio.LevelMeter;
import io.sluice.sfu.audio.Speaker;
import io.sluice.sfu.audio.SpeakerRanking;
import io.sluice.sfu.control.ParticipantState;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.participant.Participant;
import io.sluice.sfu.participant.Subscription;
import io.sluice.sfu.publish.Publication;
import io.sluice.sfu.track.PublishedTrack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the room notices by itself at regular times: who speaks, and how well everybody is connected. */
final class Observations {
    private static final long QUALITY_NANOS = 5_000_000_000L;
    private static final double EXCELLENT = 100;

    private final Members members;
    private final SpeakerRanking speakers;
    private final Map<String, QualityClass> told = new HashMap<>();
    private long qualityDue;

    Observations(Members members, long nowNanos) {
        this.members = members;
        this.speakers = new SpeakerRanking();
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
    }

    void forget(Participant publisher, PublishedTrack microphone) {
        LevelMeter levels = microphone.levelMeter();
        if (levels != null) {
            speakers.remove(publisher.sid(), levels);
        }
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

    /** Each hears of itself and of those it receives. */
    private void tellSpeakers(List<Speaker> changed) {
        for (Participant receiver : members.all()) {
            List<Speaker> heard = new ArrayList<>();
            for (Speaker speaker : changed) {
                if (speaker.participantSid().equals(receiver.sid())
                        || receiver.subscribing().receives(speaker.participantSid())) {
                    heard.add(speaker);
                }
            }
            if (!heard.isEmpty()) {
                receiver.tell(new RoomEvent.SpeakersChanged(heard));
            }
        }
    }

    private void measureQuality() {
        Map<String, Double> scores = new HashMap<>();
        boolean changed = false;
        for (Participant who : members.all()) {
            if (who.state() != ParticipantState.ACTIVE) {
                continue;
            }
            double score = score(who);
            scores.put(who.sid(), score);
            changed |= told.put(who.sid(), QualityClass.of(score)) != QualityClass.of(score);
        }
        told.keySet().retainAll(scores.keySet());
        if (changed) {
            scores.keySet().forEach(sid -> tellQuality(sid, scores));
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

    private void tellQuality(String receiverSid, Map<String, Double> scores) {
        Participant receiver = members.bySid(receiverSid);
        if (receiver == null) {
            return;
        }
        List<RoomEvent.Quality> seen = new ArrayList<>();
        scores.forEach((sid, score) -> {
            if (sid.equals(receiverSid) || receiver.subscribing().receives(sid)) {
                seen.add(new RoomEvent.Quality(sid, score));
            }
        });
        receiver.tell(new RoomEvent.QualityChanged(seen));
    }
}
