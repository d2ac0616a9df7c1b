package io.sluice.signaling.agent;

import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.publish.BackupCodecPolicy;
import io.sluice.sfu.publish.Encryption;
import io.sluice.sfu.publish.TrackInfo;
import io.sluice.sfu.publish.TrackSource;
import java.util.List;

final class TestTracks {
    private TestTracks() {}

    static TrackInfo microphone() {
        return new TrackInfo(
                "TR_mic",
                MediaKind.AUDIO,
                "mic",
                false,
                0,
                0,
                TrackSource.MICROPHONE,
                List.of(),
                "audio/opus",
                "0",
                List.of(),
                false,
                Encryption.NONE,
                "camera",
                0,
                List.of(),
                BackupCodecPolicy.SIMULCAST,
                List.of());
    }
}
