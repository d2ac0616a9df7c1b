package io.sluice.signaling.livekit;

import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.track.VideoQuality;
import io.sluice.signaling.proto.ConnectionQuality;
import io.sluice.signaling.proto.ConnectionQualityInfo;
import io.sluice.signaling.proto.ConnectionQualityUpdate;
import io.sluice.signaling.proto.SignalResponse;
import io.sluice.signaling.proto.SpeakerInfo;
import io.sluice.signaling.proto.SpeakersChanged;
import io.sluice.signaling.proto.StreamState;
import io.sluice.signaling.proto.StreamStateInfo;
import io.sluice.signaling.proto.StreamStateUpdate;
import io.sluice.signaling.proto.SubscribedAudioCodec;
import io.sluice.signaling.proto.SubscribedAudioCodecUpdate;
import io.sluice.signaling.proto.SubscribedCodec;
import io.sluice.signaling.proto.SubscribedQuality;
import io.sluice.signaling.proto.SubscribedQualityUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is told while media flows, in the words of the wire: who speaks, how well it arrives, what is held back, what is worth sending. */
final class MediaMessages {
    private MediaMessages() {}

    static SignalResponse speakers(RoomEvent.SpeakersChanged e) {
        SpeakersChanged.Builder m = SpeakersChanged.newBuilder();
        e.speakers()
                .forEach(s -> m.addSpeakers(SpeakerInfo.newBuilder()
                        .setSid(s.participantSid())
                        .setLevel(s.level())
                        .setActive(s.active())));
        return SignalResponse.newBuilder().setSpeakersChanged(m).build();
    }

    static SignalResponse streamStates(RoomEvent.StreamStatesChanged e) {
        StreamStateUpdate.Builder m = StreamStateUpdate.newBuilder();
        e.states()
                .forEach(s -> m.addStreamStates(StreamStateInfo.newBuilder()
                        .setParticipantSid(s.publisher())
                        .setTrackSid(s.track())
                        .setState(s.paused() ? StreamState.PAUSED : StreamState.ACTIVE)));
        return SignalResponse.newBuilder().setStreamStateUpdate(m).build();
    }

    /** @param worst the worst quality that the client has a word for */
    static SignalResponse quality(RoomEvent.QualityChanged e, ConnectionQuality worst) {
        ConnectionQualityUpdate.Builder m = ConnectionQualityUpdate.newBuilder();
        e.qualities()
                .forEach(q -> m.addUpdates(ConnectionQualityInfo.newBuilder()
                        .setParticipantSid(q.participant())
                        .setQuality(quality(q.score(), worst))
                        .setScore((float) meanOpinion(q.score()))));
        return SignalResponse.newBuilder().setConnectionQuality(m).build();
    }

    private static ConnectionQuality quality(double score, ConnectionQuality worst) {
        if (score > 80) {
            return ConnectionQuality.EXCELLENT;
        }
        if (score > 40) {
            return ConnectionQuality.GOOD;
        }
        return score > 20 ? ConnectionQuality.POOR : worst;
    }

    /** ITU-T G.107's mapping of an R factor to a mean opinion score. */
    private static double meanOpinion(double score) {
        double mos = 1 + 0.035 * score + 7e-6 * score * (score - 60) * (100 - score);
        return Math.clamp(mos, 1, 4.5);
    }

    static SignalResponse demanded(RoomEvent.LayerDemanded e) {
        List<SubscribedQuality> qualities = new ArrayList<>();
        for (VideoQuality quality : List.of(VideoQuality.LOW, VideoQuality.MEDIUM, VideoQuality.HIGH)) {
            boolean enabled = e.highest() != VideoQuality.OFF && quality.compareTo(e.highest()) <= 0;
            qualities.add(SubscribedQuality.newBuilder()
                    .setQualityValue(quality.ordinal())
                    .setEnabled(enabled)
                    .build());
        }
        return SignalResponse.newBuilder()
                .setSubscribedQualityUpdate(SubscribedQualityUpdate.newBuilder()
                        .setTrackSid(e.track())
                        .addAllSubscribedQualities(qualities)
                        .addSubscribedCodecs(SubscribedCodec.newBuilder()
                                .setCodec(e.codec().toLowerCase(Locale.ROOT))
                                .addAllQualities(qualities)))
                .build();
    }

    static SignalResponse demanded(RoomEvent.AudioCodecsDemanded e) {
        SubscribedAudioCodecUpdate.Builder update =
                SubscribedAudioCodecUpdate.newBuilder().setTrackSid(e.track());
        e.codecs()
                .forEach(demand -> update.addSubscribedAudioCodecs(SubscribedAudioCodec.newBuilder()
                        .setCodec(demand.codec().toLowerCase(Locale.ROOT))
                        .setEnabled(demand.enabled())));
        return SignalResponse.newBuilder().setSubscribedAudioCodecUpdate(update).build();
    }
}
