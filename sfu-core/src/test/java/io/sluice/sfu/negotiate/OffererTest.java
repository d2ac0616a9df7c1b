package io.sluice.sfu.negotiate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sfu.control.RoomPolicy;
import io.sluice.transport.dtls.Fingerprint;
import io.sluice.transport.dtls.Setup;
import io.sluice.transport.ice.IceParameters;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OffererTest {
    private static final LocalDescription LOCAL = new LocalDescription(
            new IceParameters("ufrag", "password-of-22-characters"),
            new Fingerprint("sha-256", "AA:BB"),
            Setup.ACTPASS,
            List.of(),
            false);

    private static Offerer offerer(boolean reuse) {
        return new Offerer(new CodecCatalog(RoomPolicy.ALL_CODECS), reuse, 41);
    }

    private static OutgoingStream stream(String track) {
        return new OutgoingStream(new StreamId("PA_a|" + track, track), 1, 2, "VP8", false);
    }

    @Test
    void theFirstOfferLeavesWithoutTracks() {
        Offerer offerer = offerer(true);

        assertThat(offerer.due()).isFalse();
        offerer.force();
        assertThat(offerer.due()).isTrue();
        SessionDescription offer = offerer.next(LOCAL);

        assertThat(offerer.offerId()).isEqualTo(42);
        assertThat(offer.sections()).hasSize(1);
        assertThat(offer.sections().getFirst().kind()).isEqualTo(MediaKind.APPLICATION);
        assertThat(offerer.due()).isFalse();
    }

    @Test
    void aChangeDuringAnExchangeWaitsForTheAnswer() {
        Offerer offerer = offerer(true);
        offerer.next(LOCAL);

        offerer.add(MediaKind.VIDEO, stream("TR_1"));
        assertThat(offerer.due()).isFalse();
        offerer.answered();
        assertThat(offerer.due()).isTrue();

        SessionDescription offer = offerer.next(LOCAL);
        assertThat(offer.bundle()).containsExactly("0", "1");
        assertThat(offerer.midToTrack()).isEqualTo(Map.of("1", "TR_1"));
        assertThat(offer.sections().getLast().direction()).isEqualTo(Direction.SENDONLY);
    }

    @Test
    void anIdleSectionIsUsedAgain() {
        Offerer offerer = offerer(true);
        SendingSection first = offerer.add(MediaKind.VIDEO, stream("TR_1"));
        offerer.remove(first);

        assertThat(offerer.add(MediaKind.VIDEO, stream("TR_2"))).isSameAs(first);
        assertThat(offerer.add(MediaKind.AUDIO, stream("TR_3")).mid()).isEqualTo("2");
    }

    @Test
    void safariGetsAFreshSectionForEachTrack() {
        Offerer offerer = offerer(false);
        SendingSection first = offerer.add(MediaKind.VIDEO, stream("TR_1"));
        offerer.remove(first);

        assertThat(offerer.add(MediaKind.VIDEO, stream("TR_2")).mid()).isEqualTo("2");
    }

    @Test
    void everyVideoCodecIsOfferedWithItsRetransmissions() {
        Offerer offerer = offerer(true);
        offerer.add(MediaKind.VIDEO, stream("TR_1"));

        List<CodecParameters> codecs = offerer.next(LOCAL).sections().getLast().codecs();

        assertThat(codecs.stream().filter(c -> !c.name().equals("rtx")))
                .allSatisfy(c -> assertThat(codecs)
                        .anySatisfy(r -> assertThat(Sections.apt(r)).isEqualTo(c.payloadType())));
    }
}
