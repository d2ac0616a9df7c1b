package io.sluice.sfu.track;

import io.sluice.rtp.loss.RetransmitHistory;
import io.sluice.sfu.allocate.CongestionSettings;
import io.sluice.sfu.audio.SpeechSettings;
import io.sluice.sfu.data.DataSettings;
import java.time.Duration;

/**
 * What an operator may tune about media; the same for all rooms of a node. Read when a track or a stream begins, never for a packet.
 *
 * @param keyframeIntervals how often a publisher is asked for key frames
 * @param videoHistory packets of a video layer that are kept for retransmission at most, at least 1
 * @param audioHistory packets of an audio stream that are kept for retransmission at most, at least 1
 * @param pauseDelay how long lower demand for layers must last before the publisher hears of it
 * @param speech when a participant speaks
 * @param loudestSpeakers how many microphones of a room are forwarded at once; 0 for all
 * @param data the bounds of what is not media
 * @param codecs what is done about tracks in several codecs
 * @param congestion what is done for receivers whose lines do not carry everything
 */
public record MediaSettings(
        KeyframeIntervals keyframeIntervals,
        int videoHistory,
        int audioHistory,
        Duration pauseDelay,
        SpeechSettings speech,
        int loudestSpeakers,
        DataSettings data,
        CodecSettings codecs,
        CongestionSettings congestion) {
    /** The settings without any configuration. */
    public static final MediaSettings DEFAULT = new MediaSettings(
            KeyframeIntervals.DEFAULT,
            RetransmitHistory.VIDEO_PACKETS,
            RetransmitHistory.AUDIO_PACKETS,
            Duration.ofSeconds(5),
            SpeechSettings.DEFAULT,
            0,
            DataSettings.DEFAULT,
            CodecSettings.DEFAULT,
            CongestionSettings.DEFAULT);
}
