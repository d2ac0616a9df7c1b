package io.sluice.sfu.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sfu.control.EncryptionPolicy;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.control.RoomFact;
import io.sluice.sfu.control.RoomPolicy;
import io.sluice.sfu.publish.Encryption;
import io.sluice.sfu.publish.TrackRequest;
import io.sluice.sfu.publish.TrackSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a room makes of tracks without end-to-end encryption. */
class RoomEncryptionEngineTest {
    private static TestRoom room(EncryptionPolicy policy) {
        return new TestRoom(RoomPolicy.DEFAULT.withEncryption(policy));
    }

    private static List<RoomFact.TrackUnencrypted> told(TestRoom room) {
        return room.facts.stream()
                .filter(RoomFact.TrackUnencrypted.class::isInstance)
                .map(RoomFact.TrackUnencrypted.class::cast)
                .toList();
    }

    @Test
    void whatIsRequiredIsNamedToWhoDoesNotDoIt() {
        TestRoom room = room(EncryptionPolicy.REQUIRE);
        RoomClient anna = room.join("anna");
        RoomCommand.AddTrack wish = new RoomCommand.AddTrack(anna.sid, Wishes.microphone("mic"));
        room.send(wish);

        RoomEvent.Answered answered = anna.last(RoomEvent.Answered.class);
        assertThat(answered.command()).isEqualTo(wish);
        assertThat(answered.refusal()).isEqualTo(RoomEvent.Refusal.NOT_ALLOWED);
        assertThat(answered.message()).contains("end-to-end encryption", "NONE");
        assertThat(anna.told(RoomEvent.TrackPublished.class)).isEmpty();
        assertThat(told(room)).singleElement().satisfies(fact -> {
            assertThat(fact.refused()).isTrue();
            assertThat(fact.participant().identity()).isEqualTo("anna");
            assertThat(fact.source()).isEqualTo(TrackSource.MICROPHONE);
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = Encryption.class,
            names = {"GCM", "CUSTOM"})
    void whatIsEncryptedIsWelcomeEverywhere(Encryption encryption) {
        TestRoom room = room(EncryptionPolicy.REQUIRE);
        room.join("anna").announce(encrypted(Wishes.microphone("mic"), encryption));
        assertThat(told(room)).isEmpty();
    }

    @Test
    void whatIsReportedIsLetIn() {
        TestRoom room = room(EncryptionPolicy.REPORT);
        room.join("anna").announce(Wishes.microphone("mic"));
        assertThat(told(room))
                .singleElement()
                .satisfies(fact -> assertThat(fact.refused()).isFalse());
    }

    @Test
    void whereNobodyLooksNobodyIsTold() {
        TestRoom room = room(EncryptionPolicy.OFF);
        room.join("anna").announce(Wishes.microphone("mic"));
        assertThat(told(room)).isEmpty();
    }

    private static TrackRequest encrypted(TrackRequest wish, Encryption encryption) {
        return new TrackRequest(
                wish.cid(),
                wish.name(),
                wish.kind(),
                wish.width(),
                wish.height(),
                wish.muted(),
                wish.source(),
                wish.layers(),
                wish.codecs(),
                wish.sid(),
                wish.stereo(),
                wish.disableDtx(),
                wish.disableRed(),
                encryption,
                wish.stream(),
                wish.backupPolicy(),
                wish.audioFeatures(),
                wish.trailerFeatures());
    }
}
