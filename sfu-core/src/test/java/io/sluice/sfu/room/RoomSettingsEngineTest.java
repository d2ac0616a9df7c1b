package io.sluice.sfu.room;

import static io.sluice.sfu.room.MemoryLoop.MILLIS;
import static io.sluice.sfu.room.MemoryLoop.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sfu.allocate.CongestionSettings;
import io.sluice.sfu.audio.SpeechSettings;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.control.RoomPolicy;
import io.sluice.sfu.data.DataSettings;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.subscribe.Demand;
import io.sluice.sfu.track.CodecSettings;
import io.sluice.sfu.track.KeyframeIntervals;
import io.sluice.sfu.track.MediaSettings;
import io.sluice.sfu.track.VideoQuality;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** That what the operator tuned about media reaches the tracks of a room. */
class RoomSettingsEngineTest {
    private static final long SSRC = 4711;
    private static final int WHISPER = 60;

    private static final MediaSettings ATTENTIVE = new MediaSettings(
            KeyframeIntervals.DEFAULT,
            MediaSettings.DEFAULT.videoHistory(),
            MediaSettings.DEFAULT.audioHistory(),
            Duration.ofSeconds(1),
            new SpeechSettings(WHISPER + 10, 40, Duration.ofMillis(200), 2),
            0,
            DataSettings.DEFAULT,
            CodecSettings.DEFAULT,
            CongestionSettings.DEFAULT);

    private static void whisper(TestRoom room, RoomClient speaker) {
        speaker.announce(Wishes.microphone("mic"));
        speaker.sections.send(MediaKind.AUDIO, "mic", List.of(), SSRC);
        speaker.offer();
        speaker.connectBoth();
        for (int i = 0; i < 100; i++) {
            speaker.speak("0", SSRC, WHISPER);
            room.pass(20 * MILLIS);
        }
    }

    @Test
    void whoWhispersSpeaksOnlyWhereThatCounts() {
        TestRoom deaf = new TestRoom();
        RoomClient unheard = deaf.join("anna");
        whisper(deaf, unheard);
        assertThat(unheard.told(RoomEvent.SpeakersChanged.class)).isEmpty();

        TestRoom attentive = new TestRoom(RoomPolicy.DEFAULT, ATTENTIVE);
        RoomClient heard = attentive.join("anna");
        whisper(attentive, heard);
        assertThat(heard.last(RoomEvent.SpeakersChanged.class).speakers())
                .singleElement()
                .satisfies(speaker -> assertThat(speaker.active()).isTrue());
    }

    @Test
    void lessDemandIsToldAfterTheDelayThatWasSet() {
        TestRoom room = new TestRoom(RoomPolicy.DEFAULT, ATTENTIVE);
        RoomClient anna = room.join("anna").connect();
        String track = anna.announce(Wishes.simulcastCamera("cam"));
        anna.sections.send(MediaKind.VIDEO, "cam", List.of("q", "h", "f"), 0);
        anna.offer();
        RoomClient ben = room.join("ben");
        room.pass(500 * MILLIS);
        assertThat(anna.last(RoomEvent.LayerDemanded.class).highest()).isEqualTo(VideoQuality.HIGH);

        anna.forget();
        room.send(new RoomCommand.TrackSettings(ben.sid, Set.of(track), Demand.NOTHING));
        room.pass(900 * MILLIS);
        assertThat(anna.told(RoomEvent.LayerDemanded.class)).isEmpty();
        room.pass(SECOND);
        assertThat(anna.last(RoomEvent.LayerDemanded.class).highest()).isEqualTo(VideoQuality.OFF);
    }
}
