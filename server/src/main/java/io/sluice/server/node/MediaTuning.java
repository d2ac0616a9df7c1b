package io.sluice.server.node;

import io.sluice.config.AudioConfig;
import io.sluice.config.DataChannels;
import io.sluice.config.PliThrottle;
import io.sluice.config.RtcConfig;
import io.sluice.config.SluiceConfig;
import io.sluice.sfu.allocate.CongestionSettings;
import io.sluice.sfu.audio.SpeechSettings;
import io.sluice.sfu.data.DataSettings;
import io.sluice.sfu.track.CodecSettings;
import io.sluice.sfu.track.KeyframeIntervals;
import io.sluice.sfu.track.MediaSettings;

/** From what the operator wrote about media to what rooms go by. */
final class MediaTuning {
    private MediaTuning() {}

    static MediaSettings of(SluiceConfig config) {
        RtcConfig rtc = config.rtc();
        PliThrottle throttle = rtc.pliThrottle();
        AudioConfig audio = config.audio();
        return new MediaSettings(
                new KeyframeIntervals(throttle.low(), throttle.mid(), throttle.high()),
                orDefault(rtc.videoBuffer(), MediaSettings.DEFAULT.videoHistory()),
                orDefault(rtc.audioBuffer(), MediaSettings.DEFAULT.audioHistory()),
                config.video().dynacastPauseDelay(),
                new SpeechSettings(
                        audio.activeLevel(), audio.minPercentile(), audio.updateInterval(), audio.smoothIntervals()),
                audio.forwardLoudest(),
                data(config),
                new CodecSettings(config.video().codecRegressionThreshold(), audio.activeRedEncoding()),
                new CongestionSettings(
                        rtc.congestionControl().enabled(),
                        rtc.congestionControl().allowPause()));
    }

    private static DataSettings data(SluiceConfig config) {
        DataChannels data = config.rtc().dataChannels();
        return DataSettings.DEFAULT.tuned(
                data.slowThreshold(),
                data.lossyTargetLatency(),
                data.dataTrackTargetLatency(),
                config.enableDataTracks(),
                config.rtc().reconnectOnError().dataChannel(),
                config.limit().maxDataTrackCustomEncodingLength());
    }

    /** In the configuration 0 packets mean as many as usual. */
    private static int orDefault(int packets, int usual) {
        return packets == 0 ? usual : packets;
    }
}
