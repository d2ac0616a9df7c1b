package io.sluice.sfu.room;

import static io.sluice.sfu.room.MemoryLoop.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.control.RoomEvent.LayerDemanded;
import io.sluice.sfu.control.RoomEvent.Refusal;
import io.sluice.sfu.negotiate.Direction;
import io.sluice.sfu.publish.BackupCodecPolicy;
import io.sluice.sfu.publish.CodecInfo;
import io.sluice.sfu.publish.TrackInfo;
import io.sluice.sfu.track.VideoQuality;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A track in two codecs: the second is sent when somebody cannot decode the first. */
class RoomBackupCodecEngineTest {
    private final TwoCodecCall call = TwoCodecCall.camera();
    private final TestRoom room = call.room;
    private final RoomClient anna = call.anna;
    private final RoomClient ben = call.ben;
    private final RoomClient carl = call.carl;

    private static List<LayerDemanded> demands(RoomClient client, String codec) {
        return client.told(LayerDemanded.class).stream()
                .filter(d -> d.codec().equalsIgnoreCase(codec))
                .toList();
    }

    @Test
    void whoCannotDecodeTheFirstCodecMakesThePublisherSendTheSecond() {
        String track = call.publish(BackupCodecPolicy.SIMULCAST);
        assertThat(demands(anna, "vp8")).containsExactly(new LayerDemanded(track, "vp8", VideoQuality.HIGH));
        assertThat(ben.told(RoomEvent.SubscriptionFailed.class)).isEmpty();
        assertThat(ben.sectionsOf(track)).isEmpty();
        assertThat(carl.sectionsOf(track)).hasSize(1);

        String cid = call.sendSecond(track);

        assertThat(ben.sectionsOf(track)).hasSize(1);
        TrackInfo info = carl.known(anna.sid).tracks().getFirst();
        assertThat(info.mimeType()).isEqualTo("video/VP9");
        assertThat(info.codecs()).extracting(CodecInfo::mimeType).containsExactly("video/VP9", "video/VP8");
        assertThat(info.codecs().get(1).mid()).isEqualTo(call.secondMid());
        assertThat(info.codecs().get(1).cid()).isEqualTo(cid);
        assertThat(carl.known(anna.sid).tracks()).hasSize(1);
        room.pass(10 * SECOND);
        assertThat(demands(anna, "vp9").getLast().highest()).isEqualTo(VideoQuality.HIGH);
    }

    @Test
    void inASmallRoomAllGoOverToTheSecondCodec() {
        String track = call.publish(BackupCodecPolicy.PREFER_REGRESSION);
        String before = carl.sectionsOf(track).getFirst();
        int offers = carl.told(RoomEvent.OfferMade.class).size();
        call.sendSecond(track);

        assertThat(ben.sectionsOf(track)).hasSize(1);
        assertThat(carl.sectionsOf(track)).hasSize(1);
        assertThat(carl.told(RoomEvent.OfferMade.class).size()).isGreaterThan(offers);
        assertThat(before).isNotEmpty();
        room.pass(10 * SECOND);
        assertThat(demands(anna, "vp9").getLast().highest()).isEqualTo(VideoQuality.OFF);
        assertThat(demands(anna, "vp8").getLast().highest()).isEqualTo(VideoQuality.HIGH);
    }

    @Test
    void inALargeOneTheyDoNotUnlessThePublisherInsists() {
        room.join("dora");
        room.join("emil");
        String track = call.publish(BackupCodecPolicy.PREFER_REGRESSION);
        call.sendSecond(track);
        room.pass(10 * SECOND);
        assertThat(demands(anna, "vp9").getLast().highest()).isEqualTo(VideoQuality.HIGH);
    }

    @Test
    void whenTheSecondCodecEndsTheFirstGoesOnForThoseWhoCanDecodeIt() {
        String track = call.publish(BackupCodecPolicy.REGRESSION);
        call.sendSecond(track);
        anna.sections.direction(call.secondMid(), Direction.INACTIVE);
        call.exchange();

        assertThat(carl.sectionsOf(track)).hasSize(1);
        assertThat(ben.sectionsOf(track)).isEmpty();
        assertThat(carl.known(anna.sid).tracks().getFirst().codecs().get(1).mid())
                .isEmpty();
        room.pass(10 * SECOND);
        assertThat(demands(anna, "vp9").getLast().highest()).isEqualTo(VideoQuality.HIGH);
    }

    @Test
    void aResumedPublisherIsAskedAgain() {
        call.publish(BackupCodecPolicy.SIMULCAST);
        anna.connectBoth();
        anna.forget();
        anna.loseSignal();
        anna.resume();
        assertThat(demands(anna, "vp8")).hasSize(1);
    }

    @Test
    void whoDecodesNeitherIsToldSo() {
        String track = call.publish(BackupCodecPolicy.SIMULCAST);
        ben.decodes = codec -> codec.name().equals("opus");
        call.sendSecond(track);
        assertThat(ben.last(RoomEvent.SubscriptionFailed.class).failure())
                .isEqualTo(RoomEvent.SubscriptionFailed.Failure.CODEC_UNSUPPORTED);
        room.pass(10 * SECOND);
        assertThat(ben.told(RoomEvent.SubscriptionFailed.class)).hasSize(1);
    }

    @Test
    void aCodecThatWasNotAnnouncedIsRefused() {
        String track = call.publish(BackupCodecPolicy.SIMULCAST);
        room.send(new RoomCommand.AddTrack(anna.sid, Wishes.backup(track, "another", "h264")));
        assertThat(anna.last(RoomEvent.Answered.class).refusal()).isEqualTo(Refusal.UNSUPPORTED_TYPE);
    }

    @Test
    void endingTheTrackEndsBoth() {
        String track = call.publish(BackupCodecPolicy.SIMULCAST);
        call.sendSecond(track);
        anna.sections.direction("0", Direction.INACTIVE);
        call.exchange();
        assertThat(carl.known(anna.sid).tracks()).isEmpty();
        assertThat(ben.sectionsOf(track)).isEmpty();
        assertThat(carl.sectionsOf(track)).isEmpty();
    }
}
