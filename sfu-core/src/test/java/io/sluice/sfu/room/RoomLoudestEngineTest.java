package io.sluice.sfu.room;

import static io.sluice.sfu.room.MemoryLoop.MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomPolicy;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.track.MediaSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A room of which only the loudest microphone is forwarded. */
class RoomLoudestEngineTest {
    private static final MediaSettings ONE_AT_ONCE = new MediaSettings(
            MediaSettings.DEFAULT.keyframeIntervals(),
            MediaSettings.DEFAULT.videoHistory(),
            MediaSettings.DEFAULT.audioHistory(),
            MediaSettings.DEFAULT.pauseDelay(),
            MediaSettings.DEFAULT.speech(),
            1,
            MediaSettings.DEFAULT.data(),
            MediaSettings.DEFAULT.codecs(),
            MediaSettings.DEFAULT.congestion());
    private static final long ANNA = 1;
    private static final long BEN = 2;
    private static final int SPEECH = 20;
    private static final int SILENCE = 127;
    private static final int PACKETS = 100;

    private final TestRoom room = new TestRoom(RoomPolicy.DEFAULT, ONE_AT_ONCE);

    private RoomClient speaker(String name, long ssrc) {
        RoomClient client = room.join(name);
        client.announce(Wishes.microphone("mic"));
        client.sections.send(MediaKind.AUDIO, "mic", List.of(), ssrc);
        client.offer();
        return client.connectBoth();
    }

    @Test
    void listenersGetTheLoudestAndWhoSpeaksNextInItsPlace() {
        RoomClient anna = speaker("anna", ANNA);
        RoomClient ben = speaker("ben", BEN);
        RoomClient listener = room.join("carl").connect();
        listener.received.clear();

        say(anna, ben, SPEECH, SILENCE);
        assertThat(listener.received).hasSizeBetween(PACKETS - 5, PACKETS + 5);

        listener.received.clear();
        say(anna, ben, SILENCE, SPEECH);
        assertThat(listener.received).hasSizeBetween(PACKETS - 5, PACKETS + 5);
    }

    @Test
    void whoIsNotForwardedIsCountedAsLongAsTheRoomIsThere() {
        RoomClient anna = speaker("anna", ANNA);
        RoomClient ben = speaker("ben", BEN);
        say(anna, ben, SPEECH, SILENCE);

        assertThat(room.loop.counters().microphonesWithheld.get()).isEqualTo(1);
        assertThat(room.loop.counters().participantsForwarded.get()).isZero();
        room.send(new RoomCommand.Close(DisconnectReason.ROOM_DELETED));
        room.pass(20 * MILLIS);

        assertThat(room.loop.counters().microphonesWithheld.get()).isZero();
    }

    @Test
    void whoRecordsGetsEverybody() {
        RoomClient anna = speaker("anna", ANNA);
        RoomClient ben = speaker("ben", BEN);
        RoomClient recorder = room.join(Guest.named("rec").recorder()).connect();
        recorder.received.clear();

        say(anna, ben, SPEECH, SILENCE);

        assertThat(recorder.received).hasSizeBetween(2 * PACKETS - 10, 2 * PACKETS + 10);
    }

    private void say(RoomClient anna, RoomClient ben, int annasLevel, int bensLevel) {
        for (int i = 0; i < PACKETS; i++) {
            anna.speak("0", ANNA, annasLevel);
            ben.speak("0", BEN, bensLevel);
            room.pass(20 * MILLIS);
        }
    }
}
