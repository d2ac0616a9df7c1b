package io.sluice.sfu.negotiate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sfu.control.RoomPolicy;
import io.sluice.transport.dtls.Fingerprint;
import io.sluice.transport.dtls.Setup;
import io.sluice.transport.ice.IceParameters;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AnswererTest {
    private static final LocalDescription LOCAL = new LocalDescription(
            new IceParameters("ufrag", "password-of-22-characters"),
            new Fingerprint("sha-256", "AA:BB"),
            Setup.ACTIVE,
            List.of(),
            false);
    private static final CodecParameters VP8 = new CodecParameters(
            96, "VP8", 90_000, 1, "", List.of("goog-remb", "transport-cc", "ccm fir", "nack", "nack pli"));
    private static final CodecParameters VP8_RTX = new CodecParameters(97, "rtx", 90_000, 1, "apt=96", List.of());
    private static final CodecParameters H264 =
            new CodecParameters(103, "H264", 90_000, 1, "packetization-mode=1", List.of("nack"));
    private static final CodecParameters H264_RTX = new CodecParameters(104, "rtx", 90_000, 1, "apt=103", List.of());
    private static final CodecParameters UNKNOWN = new CodecParameters(120, "flexfec-03", 90_000, 1, "", List.of());
    private static final CodecParameters OPUS =
            new CodecParameters(111, "opus", 48_000, 2, "minptime=10;useinbandfec=1", List.of("transport-cc", "nack"));
    private static final StreamId MSID = new StreamId("PA_a|TR_b", "TR_b");

    private final Answerer answerer = new Answerer(new CodecCatalog(RoomPolicy.ALL_CODECS), LOCAL);

    private static MediaSection offer(MediaKind kind, Direction direction, List<CodecParameters> codecs) {
        return new MediaSection(
                "3",
                kind,
                "UDP/TLS/RTP/SAVPF",
                false,
                direction,
                codecs,
                List.of(
                        new ExtensionParameters(4, "urn:ietf:params:rtp-hdrext:sdes:mid"),
                        new ExtensionParameters(9, "urn:example:unknown")),
                null,
                List.of("q", "h", "f"),
                List.of(),
                List.of(),
                null,
                null,
                null,
                List.of(),
                false,
                true,
                null);
    }

    private static List<Integer> payloadTypes(MediaSection section) {
        return section.codecs().stream().map(CodecParameters::payloadType).toList();
    }

    @Test
    void theWantedCodecComesFirstWithItsRetransmissions() {
        MediaSection answer = answerer.receiving(
                offer(MediaKind.VIDEO, Direction.SENDONLY, List.of(VP8, VP8_RTX, H264, H264_RTX)),
                new IncomingPreference("h264", false, false, true));

        assertThat(payloadTypes(answer)).containsExactly(103, 104, 96, 97);
        assertThat(answer.direction()).isEqualTo(Direction.RECVONLY);
    }

    @Test
    void forSomeBrowsersTheWantedCodecStandsAlone() {
        MediaSection answer = answerer.receiving(
                offer(MediaKind.VIDEO, Direction.SENDONLY, List.of(VP8, VP8_RTX, H264, H264_RTX)),
                new IncomingPreference("VP8", true, false, true));

        assertThat(payloadTypes(answer)).containsExactly(96, 97);
    }

    /** Firefox where it has no H264, asked for it by the application. */
    @Test
    void aWishForACodecThatTheBrowserDoesNotHaveLeavesTheOthers() {
        MediaSection answer = answerer.receiving(
                offer(MediaKind.VIDEO, Direction.SENDONLY, List.of(VP8, VP8_RTX)),
                new IncomingPreference("h264", true, false, true));

        assertThat(payloadTypes(answer)).containsExactly(96, 97);
        assertThat(answer.direction()).isEqualTo(Direction.RECVONLY);
    }

    @Test
    void onlyKnownCodecsFeedbackAndExtensionsAreTaken() {
        MediaSection answer = answerer.receiving(
                offer(MediaKind.VIDEO, Direction.SENDONLY, List.of(VP8, UNKNOWN)), IncomingPreference.NONE);

        assertThat(payloadTypes(answer)).containsExactly(96);
        assertThat(answer.codecs().getFirst().feedback())
                .containsExactly("transport-cc", "ccm fir", "nack", "nack pli");
        assertThat(answer.extensions()).extracting(ExtensionParameters::id).containsExactly(4);
        assertThat(answer.rids()).containsExactly("q", "h", "f");
    }

    @Test
    void aSectionWithoutACommonCodecIsRejected() {
        MediaSection answer = answerer.receiving(
                offer(MediaKind.VIDEO, Direction.SENDONLY, List.of(UNKNOWN)), IncomingPreference.NONE);

        assertThat(answer.rejected()).isTrue();
    }

    @Test
    void opusMayGoSilentUnlessTheTrackMustNot() {
        MediaSection section = offer(MediaKind.AUDIO, Direction.SENDONLY, List.of(OPUS));

        assertThat(answerer.receiving(section, IncomingPreference.NONE)
                        .codecs()
                        .getFirst()
                        .fmtp())
                .isEqualTo("minptime=10;useinbandfec=1;usedtx=1");
        assertThat(answerer.receiving(section, new IncomingPreference("opus", false, true, false))
                        .codecs()
                        .getFirst()
                        .fmtp())
                .isEqualTo("minptime=10;useinbandfec=1;stereo=1;maxaveragebitrate=510000");
    }

    @Test
    void aTrackWeSendShowsItsSourcesAndTheirPairing() {
        MediaSection answer = Objects.requireNonNull(answerer.sending(
                offer(MediaKind.VIDEO, Direction.RECVONLY, List.of(VP8, VP8_RTX)),
                new OutgoingStream(MSID, 1_000, 2_000, "VP8", false)));

        assertThat(answer.direction()).isEqualTo(Direction.SENDONLY);
        assertThat(answer.msid()).isEqualTo(MSID);
        assertThat(answer.extensions()).extracting(ExtensionParameters::id).containsExactly(4);
        assertThat(answer.ssrcs()).extracting(SsrcParameters::ssrc).containsExactly(1_000L, 2_000L);
        assertThat(answer.groups()).containsExactly(new SsrcGroup("FID", List.of(1_000L, 2_000L)));
    }

    @Test
    void withoutRetransmissionsThereIsNoSecondSource() {
        MediaSection answer = Objects.requireNonNull(answerer.sending(
                offer(MediaKind.VIDEO, Direction.RECVONLY, List.of(VP8)),
                new OutgoingStream(MSID, 1_000, 2_000, "VP8", false)));

        assertThat(answer.ssrcs()).extracting(SsrcParameters::ssrc).containsExactly(1_000L);
        assertThat(answer.groups()).isEmpty();
    }

    @Test
    void aTrackTheClientCannotDecodeIsNotSent() {
        assertThat(answerer.sending(
                        offer(MediaKind.VIDEO, Direction.RECVONLY, List.of(VP8)),
                        new OutgoingStream(MSID, 1_000, 0, "AV1", false)))
                .isNull();
    }

    @Test
    void anIdleSectionStaysUsable() {
        MediaSection answer = answerer.idle(offer(MediaKind.AUDIO, Direction.RECVONLY, List.of(OPUS)));

        assertThat(answer.direction()).isEqualTo(Direction.INACTIVE);
        assertThat(answer.rejected()).isFalse();
        assertThat(answer.ice()).isEqualTo(LOCAL.ice());
    }
}
