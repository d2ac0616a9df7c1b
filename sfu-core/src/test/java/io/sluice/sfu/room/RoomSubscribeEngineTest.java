package io.sluice.sfu.room;

import static io.sluice.sfu.room.MemoryLoop.MILLIS;
import static io.sluice.sfu.room.MemoryLoop.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.EncryptionPolicy;
import io.sluice.sfu.control.ParticipantKind;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.control.RoomPolicy;
import io.sluice.sfu.control.SubscriptionPermissions;
import io.sluice.sfu.negotiate.Direction;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.negotiate.MediaSection;
import io.sluice.sfu.subscribe.Demand;
import io.sluice.sfu.subscribe.PlayoutDelay;
import io.sluice.sfu.track.VideoQuality;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Receiving tracks: who gets which, and on which section. */
class RoomSubscribeEngineTest {
    private static final long A_MOMENT = 20 * MILLIS;

    private final TestRoom room = new TestRoom();
    private final RoomClient anna = room.join("anna");

    private static MediaSection section(RoomEvent.OfferMade offer, String track) {
        return offer.description().sections().stream()
                .filter(s -> track.equals(offer.tracks().get(s.mid())))
                .findFirst()
                .orElseThrow(() -> new AssertionError(track + " is not offered"));
    }

    /** The tracks that a client was offered, or was answered, last. */
    private static Set<String> received(RoomClient client) {
        return Set.copyOf(
                client.subscriber != null
                        ? client.last(RoomEvent.OfferMade.class).tracks().values()
                        : client.last(RoomEvent.AnswerMade.class).tracks().values());
    }

    private static Demand quality(VideoQuality quality) {
        return new Demand(true, quality, 0, 0, 0);
    }

    private void permit(SubscriptionPermissions permissions) {
        room.send(new RoomCommand.PermitSubscriptions(anna.sid, permissions));
        room.pass(A_MOMENT);
    }

    // Two peer connections.

    @Test
    void whereTheServersOfferIsPrimaryTheFirstOneLeavesAtOnceThoughEmpty() {
        room.pass(A_MOMENT);
        RoomEvent.OfferMade offer = anna.last(RoomEvent.OfferMade.class);
        assertThat(offer.description().sections())
                .singleElement()
                .satisfies(s -> assertThat(s.kind()).isEqualTo(MediaKind.APPLICATION));
        assertThat(offer.tracks()).isEmpty();
        room.pass(10 * SECOND);
        assertThat(anna.told(RoomEvent.OfferMade.class)).hasSize(1);
    }

    @Test
    void whereTheClientsOfferIsPrimaryTheServerWaitsForATrack() {
        RoomClient old = room.join(Guest.named("old").protocol(2));
        assertThat(old.last(RoomEvent.Joined.class).subscriberPrimary()).isFalse();
        room.pass(SECOND);
        assertThat(old.told(RoomEvent.OfferMade.class)).isEmpty();
        old.resume();
        room.pass(SECOND);
        assertThat(old.told(RoomEvent.OfferMade.class)).isEmpty();

        String track = anna.publishMicrophone("mic");
        room.pass(A_MOMENT);
        assertThat(received(old)).containsExactly(track);
    }

    @Test
    void tracksThatAreThereComeWithTheFirstOffer() {
        String microphone = anna.publishMicrophone("mic");
        String camera = anna.publishCamera("cam");
        RoomClient ben = room.join("ben");
        room.pass(A_MOMENT);

        RoomEvent.OfferMade offer = ben.told(RoomEvent.OfferMade.class).getFirst();
        MediaSection audio = section(offer, microphone);
        MediaSection video = section(offer, camera);
        assertThat(audio.kind()).isEqualTo(MediaKind.AUDIO);
        assertThat(audio.direction()).isEqualTo(Direction.SENDONLY);
        assertThat(audio.msid()).isNotNull().satisfies(msid -> {
            assertThat(msid.stream()).isEqualTo(anna.sid + "|" + microphone);
            assertThat(msid.track()).isEqualTo(microphone);
        });
        assertThat(video.ssrcs()).hasSize(2);
        assertThat(video.groups())
                .singleElement()
                .satisfies(g -> assertThat(g.semantics()).isEqualTo("FID"));
    }

    @Test
    void aNewTrackIsOfferedAfterItsPublisherWasTold() {
        RoomClient ben = room.join("ben");
        room.pass(A_MOMENT);
        ben.forget();
        String track = anna.publishCamera("cam");
        room.pass(A_MOMENT);

        assertThat(received(ben)).containsExactly(track);
        int told =
                ben.events.indexOf(ben.told(RoomEvent.ParticipantsChanged.class).getFirst());
        int offered = ben.events.indexOf(ben.last(RoomEvent.OfferMade.class));
        assertThat(told).isLessThan(offered);
        assertThat(ben.last(RoomEvent.SubscriptionPermissionChanged.class))
                .isEqualTo(new RoomEvent.SubscriptionPermissionChanged(anna.sid, track, true));
        assertThat(anna.told(RoomEvent.SubscriptionPermissionChanged.class))
                .as("nobody receives his own")
                .isEmpty();
    }

    @Test
    void thePublisherHearsOnceThatItsTrackReachesSomebody() {
        String track = anna.publishMicrophone("mic");
        RoomClient ghost = room.join(Guest.named("ghost").hidden()).connect();
        room.pass(A_MOMENT);
        assertThat(received(ghost)).containsExactly(track);
        assertThat(anna.told(RoomEvent.TrackSubscribed.class)).isEmpty();

        RoomClient ben = room.join("ben");
        room.pass(A_MOMENT);
        assertThat(anna.told(RoomEvent.TrackSubscribed.class)).isEmpty();
        ben.connect();
        room.join("carl").connect();
        assertThat(anna.told(RoomEvent.TrackSubscribed.class)).containsExactly(new RoomEvent.TrackSubscribed(track));

        String camera = anna.publishCamera("cam");
        room.pass(A_MOMENT);
        assertThat(anna.last(RoomEvent.TrackSubscribed.class)).isEqualTo(new RoomEvent.TrackSubscribed(camera));
    }

    @ParameterizedTest
    @CsvSource({"chrome, 17, true", "safari, 17, false", "chrome, 3, false"})
    void aSectionCarriesAnotherTrackLaterWhereTheClientCanTakeThat(String browser, int protocol, boolean reused) {
        RoomClient ben = room.join(Guest.named("ben").browser(browser).protocol(protocol));
        anna.publishCamera("cam");
        room.pass(A_MOMENT);
        anna.sections.direction("0", Direction.INACTIVE);
        anna.offer();
        room.pass(A_MOMENT);
        assertThat(received(ben)).isEmpty();
        RoomEvent.OfferMade without = ben.last(RoomEvent.OfferMade.class);
        assertThat(without.description().sections()).hasSize(2);
        assertThat(without.description().sections().get(1).direction()).isEqualTo(Direction.INACTIVE);
        assertThat(without.description().sections().get(1).msid()).isNull();

        String screen = anna.announce(Wishes.screen("screen"));
        anna.sections.send(MediaKind.VIDEO, "screen", List.of(), 77);
        anna.offer();
        room.pass(A_MOMENT);
        RoomEvent.OfferMade offer = ben.last(RoomEvent.OfferMade.class);
        assertThat(section(offer, screen).mid()).isEqualTo(reused ? "1" : "2");
    }

    @Test
    void oneOfferIsOutAtATimeAndAnAnswerSpeaksOnlyOfWhatItAnswers() {
        RoomClient ben = room.join("ben").connect();
        ben.answersOffers = false;
        String first = anna.publishCamera("cam");
        room.pass(A_MOMENT);
        RoomEvent.OfferMade outstanding = ben.last(RoomEvent.OfferMade.class);
        assertThat(outstanding.tracks().values()).containsExactly(first);

        // The first track goes and the second takes its section while the offer of the first is out.
        anna.sections.direction("0", Direction.INACTIVE);
        anna.offer();
        String second = anna.announce(Wishes.screen("screen"));
        anna.sections.send(MediaKind.VIDEO, "screen", List.of(), 77);
        anna.offer();
        room.pass(SECOND);
        assertThat(ben.last(RoomEvent.OfferMade.class)).isSameAs(outstanding);

        ben.answer(outstanding);
        assertThat(anna.told(RoomEvent.TrackSubscribed.class)).isEmpty();
        room.pass(A_MOMENT);
        RoomEvent.OfferMade next = ben.last(RoomEvent.OfferMade.class);
        assertThat(next.id()).isEqualTo(outstanding.id() + 1);
        assertThat(next.tracks().values()).containsExactly(second);
        ben.answer(next);
        assertThat(anna.told(RoomEvent.TrackSubscribed.class)).containsExactly(new RoomEvent.TrackSubscribed(second));
    }

    @Test
    void aTrackInACodecTheClientCannotDecodeIsGivenUpWithAWord() {
        RoomClient ben = room.join("ben");
        ben.decodes = codec -> !codec.name().equals("VP8");
        String camera = anna.publishCamera("cam");
        String microphone = anna.publishMicrophone("mic");
        room.pass(A_MOMENT);

        assertThat(ben.told(RoomEvent.SubscriptionFailed.class))
                .containsExactly(new RoomEvent.SubscriptionFailed(
                        camera, RoomEvent.SubscriptionFailed.Failure.CODEC_UNSUPPORTED));
        assertThat(received(ben)).containsExactly(microphone);
        room.pass(10 * SECOND);
        assertThat(ben.told(RoomEvent.SubscriptionFailed.class)).hasSize(1);
    }

    // One peer connection.

    private RoomClient single(String identity) {
        RoomClient client = room.join(Guest.named(identity).singlePeerConnection());
        client.sections.receive(MediaKind.AUDIO);
        client.sections.receive(MediaKind.VIDEO);
        client.sections.data();
        return client;
    }

    @Test
    void tracksThatAreThereComeWithTheFirstAnswer() {
        String microphone = anna.publishMicrophone("mic");
        String camera = anna.publishCamera("cam");
        RoomClient ben = single("ben");
        room.pass(SECOND);
        assertThat(ben.told(RoomEvent.SectionsNeeded.class))
                .as("it has not offered yet")
                .isEmpty();

        RoomEvent.AnswerMade answer = ben.offer();
        assertThat(answer.tracks()).containsEntry("0", microphone).containsEntry("1", camera);
        assertThat(answer.description().sections().get(0).direction()).isEqualTo(Direction.SENDONLY);
        assertThat(answer.description().sections().get(1).ssrcs()).hasSize(2);
        room.pass(SECOND);
        assertThat(ben.told(RoomEvent.SectionsNeeded.class)).isEmpty();
        assertThat(ben.told(RoomEvent.OfferMade.class)).isEmpty();
    }

    @Test
    void aNewTrackTakesAFreeSectionWithTheNextOfferThatTheServerAsksFor() {
        RoomClient ben = single("ben");
        ben.offer();
        assertThat(ben.last(RoomEvent.AnswerMade.class)
                        .description()
                        .sections()
                        .get(0)
                        .direction())
                .isEqualTo(Direction.INACTIVE);
        String microphone = anna.publishMicrophone("mic");
        room.pass(A_MOMENT);
        assertThat(ben.told(RoomEvent.SectionsNeeded.class)).containsExactly(new RoomEvent.SectionsNeeded(0, 0));
        assertThat(ben.offer().tracks()).containsExactly(Map.entry("0", microphone));
        room.pass(SECOND);
        assertThat(ben.told(RoomEvent.SectionsNeeded.class)).hasSize(1);
    }

    @Test
    void whereNoSectionIsFreeTheClientIsAskedForAsManyAsAreMissing() {
        RoomClient ben = single("ben");
        ben.offer();
        String first = anna.publishCamera("cam");
        String second = anna.announce(Wishes.screen("screen"));
        anna.sections.send(MediaKind.VIDEO, "screen", List.of(), 77);
        anna.offer();
        String third = room.join("carl").publishCamera("cam");
        room.pass(A_MOMENT);
        assertThat(ben.last(RoomEvent.SectionsNeeded.class)).isEqualTo(new RoomEvent.SectionsNeeded(0, 2));
        room.pass(SECOND);
        assertThat(ben.told(RoomEvent.SectionsNeeded.class)).hasSize(1);

        // What was asked for is not asked for again beside what is new.
        String fourth = room.join("dora").publishCamera("cam");
        room.pass(A_MOMENT);
        assertThat(ben.last(RoomEvent.SectionsNeeded.class)).isEqualTo(new RoomEvent.SectionsNeeded(0, 1));
        for (int i = 0; i < 3; i++) {
            ben.sections.receive(MediaKind.VIDEO);
        }
        assertThat(ben.offer().tracks().values()).containsExactlyInAnyOrder(first, second, third, fourth);
        room.pass(SECOND);
        assertThat(ben.told(RoomEvent.SectionsNeeded.class)).hasSize(2);
    }

    @Test
    void anEndedSubscriptionFreesItsSection() {
        String first = anna.publishMicrophone("mic");
        RoomClient ben = single("ben");
        assertThat(ben.offer().tracks().values()).containsExactly(first);
        room.send(new RoomCommand.Subscribe(ben.sid, Set.of(first), false));
        room.pass(A_MOMENT);
        assertThat(ben.last(RoomEvent.SectionsNeeded.class)).isEqualTo(new RoomEvent.SectionsNeeded(0, 0));
        RoomEvent.AnswerMade answer = ben.offer();
        assertThat(answer.tracks()).isEmpty();
        assertThat(answer.description().sections().getFirst().direction()).isEqualTo(Direction.INACTIVE);

        room.send(new RoomCommand.Subscribe(ben.sid, Set.of(first), true));
        room.pass(A_MOMENT);
        assertThat(ben.last(RoomEvent.SectionsNeeded.class)).isEqualTo(new RoomEvent.SectionsNeeded(0, 0));
        assertThat(ben.offer().tracks()).containsEntry("0", first);
    }

    @Test
    void aTrackWhoseSectionTheClientTakesForItselfGetsAnother() {
        String theirs = anna.publishMicrophone("mic");
        RoomClient ben = single("ben");
        assertThat(ben.offer().tracks()).containsEntry("0", theirs);

        // Some libraries send on the first receiving section they find.
        String own = ben.announce(Wishes.microphone("own"));
        ben.sections.rename("0", "own");
        ben.sections.direction("0", Direction.SENDRECV);
        RoomEvent.AnswerMade answer = ben.offer();
        assertThat(answer.tracks()).isEmpty();
        assertThat(anna.known(ben.sid).tracks())
                .singleElement()
                .satisfies(t -> assertThat(t.sid()).isEqualTo(own));
        room.pass(A_MOMENT);
        assertThat(ben.last(RoomEvent.SectionsNeeded.class)).isEqualTo(new RoomEvent.SectionsNeeded(1, 0));
        String mid = ben.sections.receive(MediaKind.AUDIO);
        assertThat(ben.offer().tracks()).containsEntry(mid, theirs);
    }

    @Test
    void aSectionWhoseOwnTrackEndedCarriesSomebodyElsesAtOnce() {
        RoomClient ben = room.join(Guest.named("ben").singlePeerConnection());
        ben.publishMicrophone("own");
        String theirs = anna.publishMicrophone("mic");
        room.pass(A_MOMENT);
        ben.sections.direction("0", Direction.RECVONLY);
        RoomEvent.AnswerMade answer = ben.offer();

        assertThat(answer.tracks()).containsEntry("0", theirs);
        assertThat(anna.known(ben.sid).tracks()).isEmpty();
    }

    // Wishes, rights and limits, whatever the number of peer connections.

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoSubscribesByHandGetsWhatItAsksFor(boolean singlePeerConnection) {
        Guest guest = Guest.named("ben").withoutAutoSubscribe();
        RoomClient ben = singlePeerConnection
                ? room.join(guest.singlePeerConnection())
                : room.join(guest).connect();
        ben.sections.receive(MediaKind.AUDIO);
        String track = anna.publishMicrophone("mic");
        if (singlePeerConnection) {
            ben.offer();
        }
        room.pass(A_MOMENT);
        assertThat(received(ben)).isEmpty();

        room.send(new RoomCommand.Subscribe(ben.sid, Set.of(track), true));
        room.pass(A_MOMENT);
        if (singlePeerConnection) {
            ben.offer();
        }
        assertThat(received(ben)).containsExactly(track);

        room.send(new RoomCommand.Subscribe(ben.sid, Set.of(track), false));
        room.pass(A_MOMENT);
        if (singlePeerConnection) {
            ben.offer();
        }
        assertThat(received(ben)).isEmpty();
    }

    @Test
    void aTrackMayBeWishedForBeforeItIsThere() {
        RoomClient ben = room.join(Guest.named("ben").withoutAutoSubscribe());
        String track = anna.announce(Wishes.microphone("mic"));
        room.send(new RoomCommand.Subscribe(ben.sid, Set.of(track), true));
        room.pass(A_MOMENT);
        assertThat(received(ben)).isEmpty();
        anna.sections.send(MediaKind.AUDIO, "mic", List.of(), 7);
        anna.offer();
        room.pass(A_MOMENT);
        assertThat(received(ben)).containsExactly(track);
    }

    @Test
    void aTrackThatDoesNotComeWithinAMinuteIsNotFound() {
        RoomClient ben = room.join(Guest.named("ben").withoutAutoSubscribe()).connect();
        room.send(new RoomCommand.Subscribe(ben.sid, Set.of("TR_none"), true));
        room.pass(59 * SECOND);
        assertThat(ben.told(RoomEvent.SubscriptionFailed.class)).isEmpty();
        room.pass(2 * SECOND);
        room.pass(70 * SECOND);
        assertThat(ben.told(RoomEvent.SubscriptionFailed.class))
                .containsExactly(new RoomEvent.SubscriptionFailed(
                        "TR_none", RoomEvent.SubscriptionFailed.Failure.TRACK_NOT_FOUND));
    }

    @Test
    void aTrackThatCameIsNotMissedLater() {
        RoomClient publisher = room.join("publisher").connect();
        RoomClient ben = room.join(Guest.named("ben").withoutAutoSubscribe()).connect();
        String track = publisher.announce(Wishes.microphone("mic"));
        room.send(new RoomCommand.PermitSubscriptions(publisher.sid, new SubscriptionPermissions(false, List.of())));
        room.send(new RoomCommand.Subscribe(ben.sid, Set.of(track), true));
        publisher.sections.send(MediaKind.AUDIO, "mic", List.of(), 7);
        publisher.offer();
        room.pass(70 * SECOND);

        assertThat(ben.told(RoomEvent.SubscriptionFailed.class))
                .as("it is there, and not permitted")
                .isEmpty();
    }

    @Test
    void whoMayNotSubscribeGetsNothing() {
        RoomClient ben = room.join(Guest.named("ben").withoutSubscribing());
        assertThat(ben.last(RoomEvent.Joined.class).subscriberPrimary()).isFalse();
        String track = anna.publishMicrophone("mic");
        room.send(new RoomCommand.Subscribe(ben.sid, Set.of(track), true));
        room.pass(SECOND);
        assertThat(ben.told(RoomEvent.OfferMade.class)).isEmpty();
        assertThat(ben.told(RoomEvent.SubscriptionPermissionChanged.class)).isEmpty();
    }

    @Test
    void aPublisherChoosesWhoMayReceiveIt() {
        RoomClient ben = room.join("ben");
        RoomClient carl = room.join("carl");
        String microphone = anna.publishMicrophone("mic");
        String camera = anna.publishCamera("cam");
        room.pass(A_MOMENT);
        assertThat(received(ben)).containsExactlyInAnyOrder(microphone, camera);

        permit(new SubscriptionPermissions(
                false,
                List.of(
                        new SubscriptionPermissions.Grant("", "ben", false, Set.of(microphone)),
                        new SubscriptionPermissions.Grant(carl.sid, "", true, Set.of()))));
        assertThat(received(ben)).containsExactly(microphone);
        assertThat(received(carl)).containsExactlyInAnyOrder(microphone, camera);
        assertThat(ben.last(RoomEvent.SubscriptionPermissionChanged.class))
                .isEqualTo(new RoomEvent.SubscriptionPermissionChanged(anna.sid, camera, false));
        RoomClient dora = room.join("dora");
        room.pass(A_MOMENT);
        assertThat(received(dora)).isEmpty();

        permit(new SubscriptionPermissions(true, List.of()));
        assertThat(received(ben)).containsExactlyInAnyOrder(microphone, camera);
        assertThat(received(dora)).containsExactlyInAnyOrder(microphone, camera);
        assertThat(ben.last(RoomEvent.SubscriptionPermissionChanged.class))
                .isEqualTo(new RoomEvent.SubscriptionPermissionChanged(anna.sid, camera, true));
    }

    @Test
    void recordersReceiveWhatOthersMayNot() {
        permit(new SubscriptionPermissions(false, List.of()));
        String track = anna.publishMicrophone("mic");
        RoomClient recorder = room.join(Guest.named("recorder").recorder().hidden());
        RoomClient egress = room.join(Guest.named("egress").kind(ParticipantKind.EGRESS));
        RoomClient ben = room.join("ben");
        room.pass(A_MOMENT);
        assertThat(received(recorder)).containsExactly(track);
        assertThat(received(egress)).containsExactly(track);
        assertThat(received(ben)).isEmpty();
    }

    @Test
    void beyondTheLimitATrackWaitsUntilAnotherGoes() {
        TestRoom limited = new TestRoom(new RoomPolicy(
                0, 300, 20, RoomPolicy.ALL_CODECS, 100, 50, 20, 1, 0, PlayoutDelay.NONE, false, EncryptionPolicy.OFF));
        RoomClient carl = limited.join("carl");
        String first = carl.publishCamera("cam");
        String second = carl.announce(Wishes.screen("screen"));
        carl.sections.send(MediaKind.VIDEO, "screen", List.of(), 77);
        carl.offer();
        String microphone = carl.publishMicrophone("mic");
        RoomClient ben = limited.join("ben");
        limited.pass(A_MOMENT);
        assertThat(received(ben)).containsExactlyInAnyOrder(first, microphone);

        carl.sections.direction("0", Direction.INACTIVE);
        carl.offer();
        limited.pass(A_MOMENT);
        assertThat(received(ben)).containsExactlyInAnyOrder(second, microphone);
    }

    @Test
    void aLongMeetingDoesNotUseUpTheWishesOfASubscriber() {
        RoomClient ben = room.join("ben");
        for (int i = 0; i < 4_200; i++) {
            anna.forget();
            ben.forget();
            anna.announce(Wishes.microphone("mic"));
            if (i == 0) {
                anna.sections.send(MediaKind.AUDIO, "mic", List.of(), 7);
            }
            anna.sections.direction("0", Direction.SENDONLY);
            anna.offer();
            anna.sections.direction("0", Direction.INACTIVE);
            anna.offer();
        }
        String camera = anna.publishCamera("cam");
        room.pass(A_MOMENT);
        assertThat(received(ben)).containsExactly(camera);
        room.send(new RoomCommand.Subscribe(ben.sid, Set.of(camera), false));
        room.pass(A_MOMENT);
        assertThat(received(ben)).isEmpty();
    }

    // Which layers are wanted.

    @Test
    void thePublisherHearsWhichLayersAreWanted() {
        String track = anna.announce(Wishes.simulcastCamera("cam"));
        anna.sections.send(MediaKind.VIDEO, "cam", List.of("q", "h", "f"), 0);
        anna.offer();
        RoomClient ben = room.join(Guest.named("ben").adaptiveStream());
        room.pass(A_MOMENT);
        assertThat(anna.last(RoomEvent.LayerDemanded.class))
                .isEqualTo(new RoomEvent.LayerDemanded(track, "VP8", VideoQuality.LOW));

        room.send(new RoomCommand.TrackSettings(ben.sid, Set.of(track), quality(VideoQuality.MEDIUM)));
        assertThat(anna.last(RoomEvent.LayerDemanded.class).highest()).isEqualTo(VideoQuality.MEDIUM);
        room.send(new RoomCommand.TrackSettings(
                ben.sid, Set.of(track), new Demand(true, VideoQuality.LOW, 1280, 720, 0)));
        assertThat(anna.last(RoomEvent.LayerDemanded.class).highest())
                .as("a size counts before a quality")
                .isEqualTo(VideoQuality.HIGH);

        anna.forget();
        room.send(new RoomCommand.TrackSettings(ben.sid, Set.of(track), Demand.NOTHING));
        room.pass(4 * SECOND);
        assertThat(anna.told(RoomEvent.LayerDemanded.class))
                .as("less is only told when it lasts")
                .isEmpty();
        room.pass(2 * SECOND);
        assertThat(anna.last(RoomEvent.LayerDemanded.class).highest()).isEqualTo(VideoQuality.OFF);
        room.send(new RoomCommand.TrackSettings(ben.sid, Set.of(track), quality(VideoQuality.HIGH)));
        assertThat(anna.last(RoomEvent.LayerDemanded.class).highest()).isEqualTo(VideoQuality.HIGH);
    }

    @Test
    void whatIsWantedOfATrackThatComesLaterIsRemembered() {
        RoomClient ben = room.join("ben");
        String track = anna.announce(Wishes.simulcastCamera("cam"));
        room.send(new RoomCommand.TrackSettings(ben.sid, Set.of(track), quality(VideoQuality.MEDIUM)));
        anna.sections.send(MediaKind.VIDEO, "cam", List.of("q", "h", "f"), 0);
        anna.offer();
        room.pass(A_MOMENT);
        assertThat(anna.told(RoomEvent.LayerDemanded.class))
                .containsExactly(new RoomEvent.LayerDemanded(track, "VP8", VideoQuality.MEDIUM));
    }

    @Test
    void whereNobodyReceivesATrackItsPublisherHearsSoAfterTenSeconds() {
        RoomClient publisher = room.join("publisher").connect();
        String track = publisher.announce(Wishes.simulcastCamera("cam"));
        publisher.sections.send(MediaKind.VIDEO, "cam", List.of("q", "h", "f"), 0);
        publisher.offer();
        room.send(new RoomCommand.Leave(anna.sid, DisconnectReason.CLIENT_INITIATED));
        publisher.forget();
        room.pass(11 * SECOND);
        assertThat(publisher.last(RoomEvent.LayerDemanded.class))
                .isEqualTo(new RoomEvent.LayerDemanded(track, "VP8", VideoQuality.OFF));

        publisher.resume();
        publisher.forget();
        room.pass(11 * SECOND);
        assertThat(publisher.last(RoomEvent.LayerDemanded.class).highest())
                .as("a resumed client has forgotten")
                .isEqualTo(VideoQuality.OFF);
    }
}
