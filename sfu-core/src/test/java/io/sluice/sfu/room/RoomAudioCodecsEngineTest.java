package io.sluice.sfu.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.control.RoomEvent.AudioCodecsDemanded;
import io.sluice.sfu.control.RoomEvent.CodecDemand;
import io.sluice.sfu.negotiate.Direction;
import io.sluice.sfu.publish.BackupCodecPolicy;
import io.sluice.sfu.publish.CodecInfo;
import io.sluice.sfu.publish.TrackInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sound in two codecs: the second is sent while somebody cannot decode the first. */
class RoomAudioCodecsEngineTest {
    private final TwoCodecCall call = TwoCodecCall.microphone();
    private final TestRoom room = call.room;
    private final RoomClient anna = call.anna;
    private final RoomClient ben = call.ben;
    private final RoomClient carl = call.carl;

    private static AudioCodecsDemanded demand(String track, boolean first, boolean second) {
        return new AudioCodecsDemanded(track, List.of(new CodecDemand("PCMU", first), new CodecDemand("opus", second)));
    }

    @Test
    void whoCannotDecodeTheFirstCodecMakesThePublisherSendTheSecond() {
        String track = call.publish(BackupCodecPolicy.SIMULCAST);
        assertThat(anna.told(AudioCodecsDemanded.class)).containsExactly(demand(track, true, true));
        assertThat(ben.told(RoomEvent.SubscriptionFailed.class)).isEmpty();
        assertThat(ben.sectionsOf(track)).isEmpty();
        assertThat(carl.sectionsOf(track)).hasSize(1);

        call.sendSecond(track);

        assertThat(ben.sectionsOf(track)).hasSize(1);
        TrackInfo info = carl.known(anna.sid).tracks().getFirst();
        assertThat(info.mimeType()).isEqualTo("audio/PCMU");
        assertThat(info.codecs()).extracting(CodecInfo::mimeType).containsExactly("audio/PCMU", "audio/opus");
    }

    @Test
    void itIsSentBesideTheFirstUnlessThePublisherInsists() {
        call.publish(BackupCodecPolicy.PREFER_REGRESSION);
        assertThat(anna.last(AudioCodecsDemanded.class).codecs().getFirst().enabled())
                .isTrue();
    }

    @Test
    void whereThePublisherInsistsAllGoOverToTheSecond() {
        String track = call.publish(BackupCodecPolicy.REGRESSION);
        assertThat(anna.last(AudioCodecsDemanded.class)).isEqualTo(demand(track, false, true));
        int offers = carl.told(RoomEvent.OfferMade.class).size();
        call.sendSecond(track);
        assertThat(carl.told(RoomEvent.OfferMade.class).size()).isGreaterThan(offers);
        assertThat(carl.sectionsOf(track)).hasSize(1);
        assertThat(anna.told(AudioCodecsDemanded.class)).hasSize(1);

        call.leave(ben);
        assertThat(anna.told(AudioCodecsDemanded.class)).hasSize(1);
        call.leave(carl);
        assertThat(anna.last(AudioCodecsDemanded.class)).isEqualTo(demand(track, false, false));
    }

    @Test
    void whoNeedsTheSecondSwitchesItOffByUnsubscribingAndOnAgain() {
        String track = call.publish(BackupCodecPolicy.SIMULCAST);
        call.sendSecond(track);

        call.subscribe(ben, track, false);
        assertThat(anna.told(AudioCodecsDemanded.class)).hasSize(2);
        assertThat(anna.last(AudioCodecsDemanded.class)).isEqualTo(demand(track, true, false));
        assertThat(carl.sectionsOf(track)).hasSize(1);

        call.subscribe(ben, track, true);
        assertThat(anna.told(AudioCodecsDemanded.class)).hasSize(3);
        assertThat(anna.last(AudioCodecsDemanded.class)).isEqualTo(demand(track, true, true));
        assertThat(ben.sectionsOf(track)).hasSize(1);
    }

    @Test
    void theLastWhoNeedsTheSecondSwitchesItOffByLeaving() {
        RoomClient dora = room.join("dora");
        dora.decodes = ben.decodes;
        String track = call.publish(BackupCodecPolicy.SIMULCAST);
        call.sendSecond(track);

        call.leave(ben);
        assertThat(anna.told(AudioCodecsDemanded.class)).hasSize(1);
        call.leave(dora);
        assertThat(anna.last(AudioCodecsDemanded.class)).isEqualTo(demand(track, true, false));
    }

    @Test
    void whoLeavesBeforeTheSecondCodecCameTakesTheWishBack() {
        String track = call.publish(BackupCodecPolicy.REGRESSION);
        call.leave(ben);
        assertThat(anna.last(AudioCodecsDemanded.class)).isEqualTo(demand(track, true, false));
        assertThat(carl.sectionsOf(track)).hasSize(1);
    }

    @Test
    void aSecondCodecThatEndedWhileNobodyNeededItIsAskedForAnew() {
        String track = call.publish(BackupCodecPolicy.SIMULCAST);
        call.sendSecond(track);
        call.subscribe(ben, track, false);
        anna.sections.direction(call.secondMid(), Direction.INACTIVE);
        call.exchange();
        assertThat(anna.told(AudioCodecsDemanded.class)).hasSize(2);

        call.subscribe(ben, track, true);
        assertThat(anna.told(AudioCodecsDemanded.class)).hasSize(3);
        assertThat(anna.last(AudioCodecsDemanded.class)).isEqualTo(demand(track, true, true));
    }

    @Test
    void thePublisherOfATrackThatEndedIsToldNothing() {
        String track = call.publish(BackupCodecPolicy.SIMULCAST);
        call.sendSecond(track);
        anna.sections.direction("0", Direction.INACTIVE);
        call.exchange();
        call.leave(ben);
        assertThat(anna.told(AudioCodecsDemanded.class)).hasSize(1);
    }

    @Test
    void aResumedPublisherIsAskedAgain() {
        String track = call.publish(BackupCodecPolicy.SIMULCAST);
        call.sendSecond(track);
        anna.connectBoth();
        anna.forget();
        anna.loseSignal();
        anna.resume();
        assertThat(anna.told(AudioCodecsDemanded.class)).containsExactly(demand(track, true, true));
    }
}
