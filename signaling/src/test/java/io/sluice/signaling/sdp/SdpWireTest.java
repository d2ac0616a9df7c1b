package io.sluice.signaling.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sfu.negotiate.CodecParameters;
import io.sluice.sfu.negotiate.Direction;
import io.sluice.sfu.negotiate.ExtensionParameters;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.negotiate.MediaSection;
import io.sluice.sfu.negotiate.SctpParameters;
import io.sluice.sfu.negotiate.SessionDescription;
import io.sluice.sfu.negotiate.SsrcGroup;
import io.sluice.sfu.negotiate.SsrcParameters;
import io.sluice.sfu.negotiate.StreamId;
import io.sluice.transport.dtls.Fingerprint;
import io.sluice.transport.dtls.Setup;
import io.sluice.transport.ice.IceCandidate;
import io.sluice.transport.ice.IceParameters;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Recorded descriptions of real clients and servers, read and written again. */
class SdpWireTest {
    @SuppressWarnings("UnusedVariable")
    static final List<String> RECORDED = Recorded.NAMES;

    private static final SdpOrigin ORIGIN = new SdpOrigin(4611686018427387903L, 2);

    @ParameterizedTest
    @FieldSource("RECORDED")
    void everySectionOfARecordingIsRead(String name) throws SdpException {
        SessionDescription description = Recorded.read(name);

        assertThat(description.offer()).isEqualTo(name.contains("-offer-"));
        assertThat(description.sections()).hasSize((int)
                Recorded.text(name).lines().filter(l -> l.startsWith("m=")).count());
        assertThat(description.bundle())
                .containsExactlyElementsOf(
                        description.sections().stream().map(MediaSection::mid).toList());
        assertThat(description.sections()).allSatisfy(section -> {
            assertThat(section.ice()).isNotNull();
            assertThat(section.fingerprint()).isNotNull();
            assertThat(section.setup()).isNotNull();
            assertThat(section.rejected()).isFalse();
            assertThat(section.sctp() != null).isEqualTo(section.kind() == MediaKind.APPLICATION);
            assertThat(section.codecs().isEmpty()).isEqualTo(section.kind() == MediaKind.APPLICATION);
        });
    }

    @ParameterizedTest
    @FieldSource("RECORDED")
    void whatIsWrittenReadsAsTheSameModel(String name) throws SdpException {
        SessionDescription description = Recorded.read(name);

        String text = SdpWriter.write(description, ORIGIN);

        assertThat(description.offer() ? SdpReader.readOffer(text) : SdpReader.readAnswer(text))
                .isEqualTo(description);
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).matches("[a-z]=.+"));
    }

    @Test
    void simulcastOfferOfChromiumTellsLayersCodecsAndStream() throws SdpException {
        SessionDescription offer = Recorded.read("chromium-offer-simulcast");
        MediaSection video = offer.sections().stream()
                .filter(s -> s.kind() == MediaKind.VIDEO)
                .findFirst()
                .orElseThrow();

        assertThat(offer.extmapAllowMixed()).isTrue();
        assertThat(offer.iceLite()).isFalse();
        assertThat(video.mid()).isEqualTo("2");
        assertThat(video.protocol()).isEqualTo("UDP/TLS/RTP/SAVPF");
        assertThat(video.direction()).isEqualTo(Direction.SENDONLY);
        assertThat(video.rids()).containsExactly("q", "h", "f");
        assertThat(video.msid()).isEqualTo(new StreamId("-", "d154f839-23a5-4f09-8ae2-0f68514fee7f"));
        assertThat(video.ssrcs()).isEmpty();
        assertThat(video.setup()).isEqualTo(Setup.ACTPASS);
        assertThat(video.rtcpReducedSize()).isTrue();
        assertThat(video.codecs())
                .startsWith(
                        new CodecParameters(
                                96,
                                "VP8",
                                90_000,
                                1,
                                "x-google-start-bitrate=1000",
                                List.of("goog-remb", "transport-cc", "ccm fir", "nack", "nack pli")),
                        new CodecParameters(97, "rtx", 90_000, 1, "apt=96", List.of()));
        assertThat(video.extensions())
                .contains(new ExtensionParameters(10, "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id"));
    }

    @Test
    void nativeClientNamesItsLayersInItsOwnOrder() throws SdpException {
        SessionDescription offer = Recorded.read("libwebrtc-offer-simulcast");

        assertThat(offer.sections())
                .filteredOn(s -> !s.rids().isEmpty())
                .singleElement()
                .satisfies(s -> assertThat(s.rids()).containsExactly("h", "q"));
    }

    @Test
    void sourcesAndTheirRetransmissionsBelongTogether() throws SdpException {
        MediaSection video = Recorded.read("chromium-offer-av1").sections().get(1);
        StreamId stream = new StreamId("-", "6b786c61-dea9-4cdd-b80e-39694bdb3420");

        assertThat(video.msid()).isEqualTo(stream);
        assertThat(video.ssrcs())
                .containsExactly(
                        new SsrcParameters(1411166951L, "FI0wpRkruEVfUwcv", stream),
                        new SsrcParameters(973808488L, "FI0wpRkruEVfUwcv", stream));
        assertThat(video.groups()).containsExactly(new SsrcGroup("FID", List.of(1411166951L, 973808488L)));
    }

    @Test
    void candidatesOfBothTransportsAndFamiliesAreRead() throws SdpException {
        MediaSection data = Recorded.read("chromium-offer-av1").sections().getFirst();

        assertThat(data.candidates())
                .containsExactly(
                        new IceCandidate(
                                "2134011336",
                                1,
                                IceCandidate.Protocol.UDP,
                                2122194687L,
                                new InetSocketAddress("192.0.2.10", 34204),
                                IceCandidate.Type.HOST),
                        new IceCandidate(
                                "2017460600",
                                1,
                                IceCandidate.Protocol.UDP,
                                2122265343L,
                                new InetSocketAddress("2001:db8::11", 40683),
                                IceCandidate.Type.HOST),
                        new IceCandidate(
                                "33394512",
                                1,
                                IceCandidate.Protocol.TCP_ACTIVE,
                                1518214911L,
                                new InetSocketAddress("192.0.2.10", 9),
                                IceCandidate.Type.HOST),
                        new IceCandidate(
                                "110093280",
                                1,
                                IceCandidate.Protocol.TCP_ACTIVE,
                                1518285567L,
                                new InetSocketAddress("2001:db8::11", 9),
                                IceCandidate.Type.HOST));
        assertThat(data.sctp()).isEqualTo(new SctpParameters(5000, 262_144));
    }

    @Test
    void sessionLevelCertificateOfPionReachesEverySection() throws SdpException {
        SessionDescription answer = Recorded.read("pion-answer-single-pc");

        assertThat(answer.sections())
                .extracting(MediaSection::fingerprint)
                .containsOnly(answer.sections().getFirst().fingerprint());
        assertThat(answer.sections()).extracting(MediaSection::direction).contains(Direction.INACTIVE);
    }

    @Test
    void secondComponentOfAMultiplexedTransportIsLeftOut() throws SdpException {
        MediaSection section =
                Recorded.read("pion-answer-candidates").sections().getFirst();

        assertThat(section.candidates())
                .isNotEmpty()
                .allSatisfy(c -> assertThat(c.component()).isEqualTo(1));
        assertThat(section.endOfCandidates()).isTrue();
    }

    @Test
    void anAnswerOfOursLooksAsClientsExpect() {
        IceParameters ice = new IceParameters("abcd", "abcdefghijklmnopqrstuv");
        Fingerprint fingerprint = new Fingerprint("sha-256", "AA:BB");
        StreamId stream = new StreamId("PA_alice|TR_cam", "TR_cam");
        MediaSection receiving = new MediaSection(
                "0",
                MediaKind.VIDEO,
                "UDP/TLS/RTP/SAVPF",
                false,
                Direction.RECVONLY,
                List.of(new CodecParameters(96, "VP8", 90_000, 1, "", List.of("nack", "nack pli"))),
                List.of(new ExtensionParameters(4, "urn:ietf:params:rtp-hdrext:sdes:mid")),
                null,
                List.of("q", "h", "f"),
                List.of(),
                List.of(),
                ice,
                fingerprint,
                Setup.ACTIVE,
                List.of(new IceCandidate(
                        "1",
                        1,
                        IceCandidate.Protocol.UDP,
                        2130706431L,
                        new InetSocketAddress("192.0.2.1", 7882),
                        IceCandidate.Type.HOST)),
                true,
                true,
                null);
        MediaSection sending = new MediaSection(
                "1",
                MediaKind.VIDEO,
                "UDP/TLS/RTP/SAVPF",
                false,
                Direction.SENDONLY,
                List.of(
                        new CodecParameters(96, "VP8", 90_000, 1, "", List.of()),
                        new CodecParameters(97, "rtx", 90_000, 1, "apt=96", List.of())),
                List.of(),
                stream,
                List.of(),
                List.of(
                        new SsrcParameters(11, stream.stream(), stream),
                        new SsrcParameters(12, stream.stream(), stream)),
                List.of(new SsrcGroup("FID", List.of(11L, 12L))),
                ice,
                fingerprint,
                Setup.ACTIVE,
                List.of(),
                false,
                true,
                null);
        MediaSection refused = new MediaSection(
                "2",
                MediaKind.AUDIO,
                "UDP/TLS/RTP/SAVPF",
                true,
                Direction.INACTIVE,
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                ice,
                fingerprint,
                Setup.ACTIVE,
                List.of(),
                false,
                false,
                null);
        MediaSection data = new MediaSection(
                "3",
                MediaKind.APPLICATION,
                "UDP/DTLS/SCTP",
                false,
                Direction.SENDRECV,
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                ice,
                fingerprint,
                Setup.ACTIVE,
                List.of(),
                false,
                false,
                new SctpParameters(5000, 65_535));

        String text = SdpWriter.write(
                new SessionDescription(
                        false, List.of(receiving, sending, refused, data), List.of("0", "1", "3"), true, true),
                new SdpOrigin(77, 3));

        assertThat(text).isEqualTo("""
                v=0
                o=- 77 3 IN IP4 0.0.0.0
                s=-
                t=0 0
                a=ice-lite
                a=msid-semantic:WMS *
                a=fingerprint:sha-256 AA:BB
                a=extmap-allow-mixed
                a=group:BUNDLE 0 1 3
                m=video 9 UDP/TLS/RTP/SAVPF 96
                c=IN IP4 0.0.0.0
                a=mid:0
                a=ice-ufrag:abcd
                a=ice-pwd:abcdefghijklmnopqrstuv
                a=setup:active
                a=recvonly
                a=rtcp-mux
                a=rtcp-rsize
                a=rtpmap:96 VP8/90000
                a=rtcp-fb:96 nack
                a=rtcp-fb:96 nack pli
                a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid
                a=rid:q recv
                a=rid:h recv
                a=rid:f recv
                a=simulcast:recv q;h;f
                a=candidate:1 1 udp 2130706431 192.0.2.1 7882 typ host
                a=end-of-candidates
                m=video 9 UDP/TLS/RTP/SAVPF 96 97
                c=IN IP4 0.0.0.0
                a=mid:1
                a=ice-ufrag:abcd
                a=ice-pwd:abcdefghijklmnopqrstuv
                a=setup:active
                a=sendonly
                a=rtcp-mux
                a=rtcp-rsize
                a=rtpmap:96 VP8/90000
                a=rtpmap:97 rtx/90000
                a=fmtp:97 apt=96
                a=msid:PA_alice|TR_cam TR_cam
                a=ssrc-group:FID 11 12
                a=ssrc:11 cname:PA_alice|TR_cam
                a=ssrc:11 msid:PA_alice|TR_cam TR_cam
                a=ssrc:12 cname:PA_alice|TR_cam
                a=ssrc:12 msid:PA_alice|TR_cam TR_cam
                m=audio 0 UDP/TLS/RTP/SAVPF 0
                c=IN IP4 0.0.0.0
                a=mid:2
                a=ice-ufrag:abcd
                a=ice-pwd:abcdefghijklmnopqrstuv
                a=setup:active
                a=inactive
                a=rtcp-mux
                m=application 9 UDP/DTLS/SCTP webrtc-datachannel
                c=IN IP4 0.0.0.0
                a=mid:3
                a=ice-ufrag:abcd
                a=ice-pwd:abcdefghijklmnopqrstuv
                a=setup:active
                a=sendrecv
                a=sctp-port:5000
                a=max-message-size:65535
                """.replace("\n", "\r\n"));
    }
}
