package io.sluice.sfu.room;

import static io.sluice.sfu.room.MemoryLoop.MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.control.RoomEvent.AudioCodecsDemanded;
import io.sluice.sfu.control.RoomEvent.CodecDemand;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.publish.BackupCodecPolicy;
import io.sluice.sfu.publish.CodecInfo;
import io.sluice.sfu.publish.TrackInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sound in two codecs: the second is sent when somebody cannot decode the first. */
class RoomAudioCodecsEngineTest {
    private static final long A_MOMENT = 20 * MILLIS;
    private static final String BACKUP = "mic-opus";

    private final TestRoom room = new TestRoom();
    private final RoomClient anna = room.join("anna");
    private final RoomClient ben = room.join("ben");
    private final RoomClient carl = room.join("carl");

    private String publish(BackupCodecPolicy policy) {
        anna.sections.alsoPcmu();
        ben.decodes = codec -> !codec.name().equals("PCMU");
        String track = anna.announce(Wishes.microphoneWithBackup("mic", policy));
        anna.sections.send(MediaKind.AUDIO, "mic", List.of(), 0x1111);
        anna.offer();
        room.pass(A_MOMENT);
        return track;
    }

    private void sendBackup(String track) {
        room.send(new RoomCommand.AddTrack(anna.sid, Wishes.audioBackup(track, BACKUP, "opus")));
        assertThat(anna.last(RoomEvent.TrackPublished.class).cid()).isEqualTo(BACKUP);
        anna.sections.send(MediaKind.AUDIO, BACKUP, List.of(), 0x2222);
        anna.offer();
        room.pass(A_MOMENT);
    }

    @Test
    void whoCannotDecodeTheFirstCodecMakesThePublisherSendTheSecond() {
        String track = publish(BackupCodecPolicy.SIMULCAST);
        assertThat(anna.told(AudioCodecsDemanded.class))
                .containsExactly(new AudioCodecsDemanded(
                        track, List.of(new CodecDemand("PCMU", true), new CodecDemand("opus", true))));
        assertThat(ben.told(RoomEvent.SubscriptionFailed.class)).isEmpty();
        assertThat(ben.sectionsOf(track)).isEmpty();
        assertThat(carl.sectionsOf(track)).hasSize(1);

        sendBackup(track);

        assertThat(ben.sectionsOf(track)).hasSize(1);
        TrackInfo info = carl.known(anna.sid).tracks().getFirst();
        assertThat(info.mimeType()).isEqualTo("audio/PCMU");
        assertThat(info.codecs()).extracting(CodecInfo::mimeType).containsExactly("audio/PCMU", "audio/opus");
    }

    @Test
    void itIsSentBesideTheFirstUnlessThePublisherInsists() {
        publish(BackupCodecPolicy.PREFER_REGRESSION);
        assertThat(anna.last(AudioCodecsDemanded.class).codecs().getFirst().enabled())
                .isTrue();
    }

    @Test
    void whereThePublisherInsistsAllGoOverToTheSecond() {
        String track = publish(BackupCodecPolicy.REGRESSION);
        assertThat(anna.last(AudioCodecsDemanded.class).codecs().getFirst().enabled())
                .isFalse();
        int offers = carl.told(RoomEvent.OfferMade.class).size();
        sendBackup(track);
        assertThat(carl.told(RoomEvent.OfferMade.class).size()).isGreaterThan(offers);
        assertThat(carl.sectionsOf(track)).hasSize(1);
    }

    @Test
    void aResumedPublisherIsAskedAgain() {
        publish(BackupCodecPolicy.SIMULCAST);
        anna.connectBoth();
        anna.forget();
        anna.loseSignal();
        anna.resume();
        assertThat(anna.told(AudioCodecsDemanded.class)).hasSize(1);
    }
}
