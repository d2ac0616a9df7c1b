package io.sluice.sfu.room;

import static io.sluice.sfu.room.MemoryLoop.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.control.RoomEvent.Refusal;
import io.sluice.sfu.negotiate.CodecParameters;
import io.sluice.sfu.negotiate.Direction;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.negotiate.MediaSection;
import io.sluice.sfu.publish.AudioFeature;
import io.sluice.sfu.publish.TrackInfo;
import io.sluice.sfu.publish.TrackRequest;
import io.sluice.sfu.publish.TrackSource;
import io.sluice.sfu.publish.VideoLayer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From the announcement of a track to its end. */
class RoomPublishEngineTest {
    private static final long SSRC = 0x5555;

    private final TestRoom room = new TestRoom();
    private final RoomClient anna = room.join("anna");
    private final RoomClient ben = room.join(Guest.named("ben").withoutAutoSubscribe());

    private TrackInfo seen(String track) {
        return ben.known(anna.sid).tracks().stream()
                .filter(t -> t.sid().equals(track))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not seen: " + track));
    }

    private List<String> tracksSeen() {
        return ben.known(anna.sid).tracks().stream().map(TrackInfo::sid).toList();
    }

    private Refusal refusal(TrackRequest wish) {
        anna.forget();
        RoomCommand.AddTrack command = new RoomCommand.AddTrack(anna.sid, wish);
        room.send(command);
        assertThat(anna.told(RoomEvent.TrackPublished.class)).isEmpty();
        RoomEvent.Answered answered = anna.last(RoomEvent.Answered.class);
        assertThat(answered.command()).isEqualTo(command);
        return answered.refusal();
    }

    @Test
    void anAnnouncedTrackIsAcceptedAtOnceAndSeenByNobody() {
        ben.forget();
        room.send(new RoomCommand.AddTrack(anna.sid, Wishes.microphone("mic")));

        RoomEvent.TrackPublished accepted = anna.last(RoomEvent.TrackPublished.class);
        assertThat(accepted.cid()).isEqualTo("mic");
        assertThat(accepted.track().sid()).startsWith("TR_AM");
        assertThat(accepted.track().mimeType()).isEmpty();
        assertThat(accepted.track().stream()).isEqualTo("camera");
        room.pass(SECOND);
        assertThat(ben.told(RoomEvent.ParticipantsChanged.class)).isEmpty();
        assertThat(anna.self().tracks()).isEmpty();
        assertThat(room.join("carl").known(anna.sid).tracks()).isEmpty();
    }

    @Test
    void theOfferThatCarriesATrackPublishesIt() {
        String track = anna.announce(Wishes.microphone("mic"));
        int version = ben.known(anna.sid).version();
        anna.forget();
        anna.sections.data();
        String mid = anna.sections.send(MediaKind.AUDIO, "mic", List.of(), SSRC);
        RoomEvent.AnswerMade answer = anna.offer();

        assertThat(answer.id()).isEqualTo(1);
        assertThat(answer.tracks())
                .as("nothing is sent on this peer connection")
                .isEmpty();
        MediaSection section = answer.description().sections().get(1);
        assertThat(section.mid()).isEqualTo(mid);
        assertThat(section.direction()).isEqualTo(Direction.RECVONLY);
        assertThat(section.codecs()).extracting(CodecParameters::name).containsExactly("opus");
        assertThat(section.codecs().getFirst().fmtp()).contains("usedtx=1");
        assertThat(answer.description().bundle()).containsExactly("0", "1");

        assertThat(seen(track).mimeType()).isEqualToIgnoringCase("audio/opus");
        assertThat(seen(track).mid()).isEqualTo(mid);
        assertThat(ben.known(anna.sid).publisher()).isTrue();
        assertThat(ben.known(anna.sid).version()).isGreaterThan(version);
        assertThat(anna.self().tracks()).containsExactly(seen(track));
        assertThat(anna.events)
                .as("the client hears of its own track before the answer")
                .element(0)
                .isInstanceOf(RoomEvent.ParticipantsChanged.class);
        assertThat(room.join("carl").known(anna.sid).tracks()).containsExactly(seen(track));
        assertThat(room.join("dora").last(RoomEvent.Joined.class).room().publishers())
                .isEqualTo(1);
    }

    @Test
    void simulcastLayersAreNamedByTheSection() {
        String track = anna.announce(Wishes.simulcastCamera("cam"));
        anna.sections.send(MediaKind.VIDEO, "cam", List.of("f", "h", "q"), 0);
        RoomEvent.AnswerMade answer = anna.offer();

        assertThat(answer.description().sections().getFirst().rids()).containsExactly("f", "h", "q");
        TrackInfo info = seen(track);
        assertThat(info.mimeType()).isEqualTo("video/VP8");
        assertThat(info.simulcast()).isTrue();
        assertThat(info.layers()).extracting(VideoLayer::rid).containsExactly("q", "h", "f");
        assertThat(info.layers()).extracting(VideoLayer::spatialLayer).containsExactly(0, 1, 2);
        assertThat(info.codecs()).singleElement().satisfies(codec -> {
            assertThat(codec.cid()).isEqualTo("cam");
            assertThat(codec.layers()).isEqualTo(info.layers());
        });
    }

    @Test
    void aSectionMayComeBeforeItsAnnouncement() {
        anna.sections.send(MediaKind.VIDEO, "cam", List.of(), SSRC);
        RoomEvent.AnswerMade answer = anna.offer();
        assertThat(answer.description().sections().getFirst().direction()).isEqualTo(Direction.RECVONLY);
        assertThat(tracksSeen()).isEmpty();

        String track = anna.announce(Wishes.camera("cam"));
        assertThat(tracksSeen()).containsExactly(track);
        assertThat(seen(track).mid()).isEqualTo("0");
    }

    @Test
    void browsersThatRenameTracksAreUnderstoodByKind() {
        String microphone = anna.announce(Wishes.microphone("mic"));
        String camera = anna.announce(Wishes.camera("cam"));
        anna.sections.send(MediaKind.VIDEO, "{renamed-1}", List.of(), SSRC);
        anna.sections.send(MediaKind.AUDIO, "{renamed-2}", List.of(), SSRC + 1);
        anna.offer();

        assertThat(seen(camera).mid()).isEqualTo("0");
        assertThat(seen(camera).codecs().getFirst().sdpCid()).isEqualTo("{renamed-1}");
        assertThat(seen(microphone).mid()).isEqualTo("1");
    }

    @Test
    void aSectionIsGivenToTheTrackItNamesAndNotToAnEarlierOne() {
        String first = anna.announce(Wishes.camera("cam-1"));
        String second = anna.announce(Wishes.screen("cam-2"));
        anna.sections.send(MediaKind.VIDEO, "cam-2", List.of(), SSRC);
        anna.offer();
        assertThat(tracksSeen()).containsExactly(second);
        anna.sections.send(MediaKind.VIDEO, "cam-1", List.of(), SSRC + 1);
        anna.offer();
        assertThat(tracksSeen()).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void onlyWhatIsPermittedIsPublished() {
        RoomClient listener = room.join(Guest.named("listener").withoutPublishing());
        room.send(new RoomCommand.AddTrack(listener.sid, Wishes.microphone("mic")));
        assertThat(listener.last(RoomEvent.Answered.class).refusal()).isEqualTo(Refusal.NOT_ALLOWED);

        RoomClient speaker = room.join(Guest.named("speaker").publishingOnly(TrackSource.MICROPHONE));
        room.send(new RoomCommand.AddTrack(speaker.sid, Wishes.camera("cam")));
        assertThat(speaker.last(RoomEvent.Answered.class).refusal()).isEqualTo(Refusal.NOT_ALLOWED);
        speaker.publishMicrophone("mic");
        assertThat(ben.known(speaker.sid).tracks()).hasSize(1);

        // Media that nobody announced reaches nobody.
        speaker.sections.send(MediaKind.VIDEO, "cam", List.of(), SSRC);
        speaker.offer();
        assertThat(ben.known(speaker.sid).tracks()).hasSize(1);
    }

    @Test
    void whatIsNoTrackIsRefused() {
        assertThat(refusal(Wishes.of("x", MediaKind.APPLICATION, TrackSource.UNKNOWN, List.of(), "")))
                .isEqualTo(Refusal.UNSUPPORTED_TYPE);
        assertThat(refusal(Wishes.of("x", MediaKind.VIDEO, TrackSource.CAMERA, List.of(), "TR_unknown")))
                .isEqualTo(Refusal.NOT_FOUND);
    }

    @Test
    void twentyTracksMayWaitForTheirMedia() {
        for (int i = 0; i < 20; i++) {
            anna.announce(Wishes.camera("cam-" + i));
        }
        assertThat(refusal(Wishes.camera("cam-20"))).isEqualTo(Refusal.LIMIT_EXCEEDED);
        anna.sections.send(MediaKind.VIDEO, "cam-3", List.of(), SSRC);
        anna.offer();
        anna.announce(Wishes.camera("cam-20"));
    }

    @Test
    void aTrackWithAnIdInUseWaitsUntilThatIsFree() {
        String first = anna.publishCamera("cam");
        for (int i = 0; i < 3; i++) {
            assertThat(refusal(Wishes.screen("cam"))).isEqualTo(Refusal.QUEUED);
        }
        assertThat(refusal(Wishes.screen("cam"))).isEqualTo(Refusal.LIMIT_EXCEEDED);

        anna.forget();
        anna.sections.direction("0", Direction.INACTIVE);
        anna.offer();
        RoomEvent.TrackPublished next = anna.last(RoomEvent.TrackPublished.class);
        assertThat(next.cid()).isEqualTo("cam");
        assertThat(next.track().source()).isEqualTo(TrackSource.SCREEN_SHARE);
        assertThat(next.track().sid()).isNotEqualTo(first);
        assertThat(tracksSeen()).isEmpty();

        anna.sections.direction("0", Direction.SENDONLY);
        anna.offer();
        assertThat(tracksSeen()).containsExactly(next.track().sid());
    }

    @Test
    void muteIsHeardByAllAtOnce() {
        String track = anna.publishCamera("cam");
        room.send(new RoomCommand.Mute(anna.sid, track, true));
        assertThat(seen(track).muted()).isTrue();
        assertThat(anna.self().tracks().getFirst().muted()).isTrue();

        ben.forget();
        room.send(new RoomCommand.Mute(anna.sid, track, true));
        assertThat(ben.events).isEmpty();
        room.send(new RoomCommand.Mute(anna.sid, track, false));
        assertThat(seen(track).muted()).isFalse();

        room.send(new RoomCommand.Mute(ben.sid, track, true));
        assertThat(ben.last(RoomEvent.Answered.class).refusal()).isEqualTo(Refusal.NOT_FOUND);
        assertThat(seen(track).muted()).isFalse();
    }

    @Test
    void aTrackMayBeMutedBeforeItIsPublished() {
        String track = anna.announce(Wishes.camera("cam"));
        ben.forget();
        room.send(new RoomCommand.Mute(anna.sid, track, true));
        assertThat(ben.events).isEmpty();
        anna.sections.send(MediaKind.VIDEO, "cam", List.of(), SSRC);
        anna.offer();
        assertThat(seen(track).muted()).isTrue();
    }

    @Test
    void changesOfATrackAreHeard() {
        String camera = anna.publishCamera("cam");
        String microphone = anna.publishMicrophone("mic");
        room.send(new RoomCommand.UpdateVideoTrack(anna.sid, camera, 640, 360));
        room.send(new RoomCommand.UpdateAudioTrack(anna.sid, microphone, List.of(AudioFeature.STEREO)));
        assertThat(seen(camera).width()).isEqualTo(640);
        assertThat(seen(camera).height()).isEqualTo(360);
        assertThat(seen(microphone).stereo()).isTrue();

        room.send(new RoomCommand.UpdateVideoTrack(anna.sid, "TR_none", 1, 1));
        assertThat(anna.last(RoomEvent.Answered.class).refusal()).isEqualTo(Refusal.NOT_FOUND);
        room.send(new RoomCommand.UpdateAudioTrack(anna.sid, "TR_none", List.of()));
        assertThat(anna.told(RoomEvent.Answered.class)).hasSize(2);
    }

    @Test
    void aSectionThatStopsSendingUnpublishesItsTrack() {
        anna.publishCamera("cam");
        String microphone = anna.publishMicrophone("mic");
        anna.sections.direction("0", Direction.INACTIVE);
        RoomEvent.AnswerMade answer = anna.offer();
        assertThat(tracksSeen()).containsExactly(microphone);
        assertThat(answer.description().sections().getFirst().direction()).isEqualTo(Direction.INACTIVE);
        assertThat(anna.told(RoomEvent.TrackUnpublished.class))
                .as("it knows by itself")
                .isEmpty();

        anna.sections.stop("1");
        answer = anna.offer();
        assertThat(tracksSeen()).isEmpty();
        assertThat(answer.description().sections().get(1).rejected()).isTrue();
        assertThat(answer.description().bundle()).containsExactly("0");
        assertThat(ben.known(anna.sid).publisher()).isTrue();
    }

    @Test
    void aSectionMayCarryAnotherTrackLater() {
        String first = anna.publishCamera("cam");
        anna.sections.direction("0", Direction.INACTIVE);
        anna.offer();
        anna.sections.rename("0", "screen");
        anna.sections.direction("0", Direction.SENDONLY);
        String second = anna.announce(Wishes.screen("screen"));
        assertThat(tracksSeen()).isEmpty();
        anna.offer();
        assertThat(tracksSeen()).containsExactly(second).doesNotContain(first);
    }

    @Test
    void aSectionMayChangeItsTrackWithinOneOffer() {
        anna.publishCamera("cam");
        String second = anna.announce(Wishes.screen("screen"));
        assertThat(refusal(Wishes.camera("cam"))).isEqualTo(Refusal.QUEUED);
        anna.sections.rename("0", "screen");
        anna.offer();

        assertThat(tracksSeen()).containsExactly(second);
        // The one that waited for the id must not snatch the section away.
        String third = anna.last(RoomEvent.TrackPublished.class).track().sid();
        assertThat(third).isNotEqualTo(second);
    }

    @Test
    void aTrackLivesOnWhenTheBrowserRenamesItsMedia() {
        String track = anna.publishCamera("cam");
        anna.sections.rename("0", "{another-camera}");
        anna.offer();
        assertThat(tracksSeen()).containsExactly(track);
    }

    @Test
    void tracksOfOneWhoLeavesAreGone() {
        anna.publishCamera("cam");
        room.send(new RoomCommand.Leave(anna.sid, io.sluice.sfu.control.DisconnectReason.CLIENT_INITIATED));
        assertThat(ben.known(anna.sid).tracks()).isEmpty();
    }
}
