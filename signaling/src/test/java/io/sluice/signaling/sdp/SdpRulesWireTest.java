package io.sluice.signaling.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.sfu.negotiate.CodecParameters;
import io.sluice.sfu.negotiate.Direction;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.negotiate.MediaSection;
import io.sluice.sfu.negotiate.SctpParameters;
import io.sluice.sfu.negotiate.SessionDescription;
import io.sluice.sfu.negotiate.SsrcParameters;
import io.sluice.sfu.negotiate.StreamId;
import io.sluice.transport.dtls.Fingerprint;
import io.sluice.transport.dtls.Setup;
import io.sluice.transport.ice.IceCandidate;
import io.sluice.transport.ice.IceParameters;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One rule of reading or writing at a time, on the smallest text that shows it. */
class SdpRulesWireTest {
    private static final String SESSION = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";
    private static final String VIDEO = "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:0\r\na=rtpmap:96 VP8/90000\r\n";
    private static final String AUDIO = "m=audio 9 UDP/TLS/RTP/SAVPF 0 8 9 13\r\na=mid:0\r\n";

    @Test
    void attributesAboveTheSectionsHoldUnlessASectionSaysOtherwise() throws SdpException {
        SessionDescription offer = SdpReader.readOffer(SESSION
                + "a=ice-ufrag:aaaa\r\na=ice-pwd:aaaaaaaaaaaaaaaaaaaaaa\r\na=fingerprint:SHA-256 aa:0b\r\n"
                + "a=setup:actpass\r\na=sendonly\r\na=end-of-candidates\r\na=ice-lite\r\n"
                + VIDEO
                + "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:1\r\na=ice-ufrag:bbbb\r\na=ice-pwd:bbbbbbbbbbbbbbbbbbbbbb\r\n"
                + "a=fingerprint:sha-1 01:02\r\na=setup:passive\r\na=recvonly\r\n");

        MediaSection first = offer.sections().getFirst();
        assertThat(first.ice()).isEqualTo(new IceParameters("aaaa", "aaaaaaaaaaaaaaaaaaaaaa"));
        assertThat(first.fingerprint()).isEqualTo(new Fingerprint("sha-256", "AA:0B"));
        assertThat(first.setup()).isEqualTo(Setup.ACTPASS);
        assertThat(first.direction()).isEqualTo(Direction.SENDONLY);
        assertThat(first.endOfCandidates()).isTrue();
        MediaSection second = offer.sections().getLast();
        assertThat(second.ice()).isEqualTo(new IceParameters("bbbb", "bbbbbbbbbbbbbbbbbbbbbb"));
        assertThat(second.fingerprint()).isEqualTo(new Fingerprint("sha-1", "01:02"));
        assertThat(second.setup()).isEqualTo(Setup.PASSIVE);
        assertThat(second.direction()).isEqualTo(Direction.RECVONLY);
        assertThat(offer.iceLite()).isTrue();
    }

    @Test
    void aSectionWithoutDirectionBothSendsAndReceives() throws SdpException {
        assertThat(section(VIDEO).direction()).isEqualTo(Direction.SENDRECV);
    }

    @Test
    void ofSeveralHashesTheOneOfSha256IsKept() throws SdpException {
        assertThat(section(
                                VIDEO
                                        + "a=fingerprint:sha-1 01:02\r\na=fingerprint:sha-256 03:04\r\na=fingerprint:sha-512 05:06\r\n")
                        .fingerprint())
                .isEqualTo(new Fingerprint("sha-256", "03:04"));
    }

    @Test
    void staticPayloadTypesNeedNoRtpmap() throws SdpException {
        assertThat(section(AUDIO).codecs())
                .containsExactly(
                        new CodecParameters(0, "PCMU", 8000, 1, "", List.of()),
                        new CodecParameters(8, "PCMA", 8000, 1, "", List.of()),
                        new CodecParameters(9, "G722", 8000, 1, "", List.of()));
        assertThat(section(AUDIO.replace("audio", "video")).codecs()).isEmpty();
    }

    @Test
    void feedbackForAllTypesIsGivenToEach() throws SdpException {
        MediaSection section = section("""
                m=video 9 UDP/TLS/RTP/SAVPF 96 97
                a=rtpmap:96 VP8/90000
                a=rtpmap:97 VP9/90000
                a=rtcp-fb:* nack pli
                a=rtcp-fb:97 nack
                a=rtcp-fb:97 nack pli
                """);

        assertThat(section.codecs())
                .extracting(CodecParameters::feedback)
                .containsExactly(List.of("nack pli"), List.of("nack", "nack pli"));
    }

    @Test
    void aboutTypesThatTheSectionDoesNotNameNothingIsKept() throws SdpException {
        assertThat(section(VIDEO + "a=rtpmap:97 VP9/90000\r\na=fmtp:97 profile-id=0\r\na=rtcp-fb:97 nack\r\n")
                        .codecs())
                .extracting(CodecParameters::payloadType)
                .containsExactly(96);
    }

    @Test
    void pausedLayersAndAlternativesAreSeenAsPlainLayers() throws SdpException {
        assertThat(section(VIDEO
                                + "a=simulcast:recv x send h;~q,f;~f;undeclared\r\na=rid:f send\r\na=rid:h send pt=96\r\n"
                                + "a=rid:q send\r\na=rid:x recv\r\n")
                        .rids())
                .containsExactly("h", "q", "f");
    }

    @Test
    void ridsWithoutASimulcastLineKeepTheOrderOfTheirLines() throws SdpException {
        assertThat(section(VIDEO + "a=rid:2 send\r\na=rid:1 send\r\n").rids()).containsExactly("2", "1");
    }

    @Test
    void theStreamOfASourceStandsInForTheStreamOfTheSection() throws SdpException {
        MediaSection section = section(VIDEO + "a=ssrc:4294967295 cname:x y\r\na=ssrc:4294967295 msid:s t\r\n");

        assertThat(section.msid()).isEqualTo(new StreamId("s", "t"));
        assertThat(section.ssrcs()).containsExactly(new SsrcParameters(4294967295L, "x y", new StreamId("s", "t")));
        assertThat(section(VIDEO + "a=msid:only\r\na=msid:other t\r\n").msid()).isEqualTo(new StreamId("only", ""));
    }

    @Test
    void portZeroRefusesASectionUnlessItIsOnlyForTheBundle() throws SdpException {
        assertThat(section(VIDEO.replace(" 9 ", " 0 ")).rejected()).isTrue();
        assertThat(section(VIDEO.replace(" 9 ", " 0 ") + "a=bundle-only\r\n").rejected())
                .isFalse();
        assertThat(section(VIDEO).rejected()).isFalse();
    }

    @Test
    void mixedExtensionsMayBeAllowedSectionBySection() throws SdpException {
        String data = "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:1\r\n";

        assertThat(SdpReader.readOffer(SESSION + VIDEO + "a=extmap-allow-mixed\r\n" + data)
                        .extmapAllowMixed())
                .isTrue();
        assertThat(SdpReader.readOffer(SESSION + data).extmapAllowMixed()).isFalse();
        assertThat(SdpReader.readOffer(SESSION + VIDEO + data).extmapAllowMixed())
                .isFalse();
    }

    @Test
    void dataChannelsHaveTheDefaultsOfTheRfc() throws SdpException {
        MediaSection data = section("m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n");

        assertThat(data.kind()).isEqualTo(MediaKind.APPLICATION);
        assertThat(data.sctp()).isEqualTo(new SctpParameters(5000, 65_536));
        assertThat(section("m=application 9 DTLS/SCTP 5000\r\n").sctp()).isNull();
    }

    @Test
    void bareLineFeedsBlankLinesAndUnknownAttributesArePassedOver() throws SdpException {
        assertThat(SdpReader.readOffer("v=0\n\nx=?\na=what:ever\n" + VIDEO.replace("\r", "")
                                + "a=ice-options:trickle\nb=AS:1\n\n")
                        .sections())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 1 udp 1 0c2b3e1a-1f5c-4d5e-8a57-5f4d6f0f3b6e.local 5000 typ host",
                "1 1 udp 1 example.org 5000 typ host",
                "1 1 udp 1 localhost 5000 typ host",
                "1 1 udp 1 127.1 5000 typ host",
                "1 1 udp 1 2130706433 5000 typ host",
                "1 1 udp 1 0x7f.0.0.1 5000 typ host",
                "1 1 udp 1 256.0.0.1 5000 typ host",
                "1 1 udp 1 fe80::1%eth0 5000 typ host",
                "1 1 udp 1 [2001:db8::1] 5000 typ host",
                "1 1 udp 1 :: 0 typ host",
                "1 1 udp 1 192.0.2.1 65536 typ host",
                "1 1 udp 1 192.0.2.1 5000 typ other",
                "1 1 udp 1 192.0.2.1 5000 host",
                "1 1 udp 4294967296 192.0.2.1 5000 typ host",
                "1 0 udp 1 192.0.2.1 5000 typ host",
                "1 1 tcp 1 192.0.2.1 5000 typ host",
                "1 1 tcp 1 192.0.2.1 5000 typ host tcptype so",
                "1 1 ssltcp 1 192.0.2.1 5000 typ host",
                "",
                "1"
            })
    void candidatesThatCannotBeUsedAreSkippedWithoutLookingAnythingUp(String candidate) throws SdpException {
        assertThat(SdpCandidate.read("candidate:" + candidate)).isNull();
        assertThat(section(VIDEO + "a=candidate:" + candidate + "\r\n").candidates())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "candidate:1 1 UDP 2130706431 192.0.2.1 5000 typ host generation 0 network-id 1 ufrag abcd, UDP, HOST, abcd",
        "candidate:a/+9 1 udp 1 2001:db8::1 5000 typ srflx raddr 0.0.0.0 rport 0, UDP, SERVER_REFLEXIVE,",
        "candidate:1 1 udp 1 192.0.2.1 5000 typ relay raddr 192.0.2.2 rport 1, UDP, RELAYED,",
        "candidate:1 1 udp 1 192.0.2.1 5000 typ prflx, UDP, PEER_REFLEXIVE,",
        "1 1 tcp 1 192.0.2.1 5000 typ host tcptype passive, TCP_PASSIVE, HOST,",
    })
    void candidatesSurviveWriting(String line, IceCandidate.Protocol protocol, IceCandidate.Type type, String ufrag) {
        SdpCandidate read = Objects.requireNonNull(SdpCandidate.read(line));

        assertThat(read.candidate().protocol()).isEqualTo(protocol);
        assertThat(read.candidate().type()).isEqualTo(type);
        assertThat(read.ufrag()).isEqualTo(ufrag);
        assertThat(SdpCandidate.read(read.write())).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({
        "a=rtpmap:128 VP8/90000, 8",
        "a=rtpmap:96 VP8, 8",
        "a=rtpmap:96 VP8/0, 8",
        "a=rtpmap:96 /90000, 8",
        "a=fmtp:x a=b, 8",
        "a=ssrc:4294967296 cname:x, 8",
        "a=ssrc-group:FID x, 8",
        "a=extmap:0 uri, 8",
        "a=extmap:1, 8",
        "a=setup:holdconn, 8",
        "a=fingerprint:sha-256, 8",
        "a=fingerprint:sha-256 A:BB, 8",
        "a=ice-ufrag:abc, 8",
        "a=ice-ufrag:ab:cd, 8",
        "a=ice-pwd:short, 8",
        "a=ice-ufrag:abcd, 8",
        "a=rid:q, 8",
        "a=simulcast:both q, 8",
        "a=sctp-port:99999, 8",
        "m=text 9 RTP/AVP 98, 8",
        "m=video nine UDP/TLS/RTP/SAVPF 96, 8",
        "m=video 9, 8",
        "m=video 9 UDP/TLS/RTP/SAVPF x, 8",
        "nonsense, 8",
    })
    void aBrokenLineIsNamed(String line, int number) {
        assertThatThrownBy(() -> section(VIDEO + line + "\r\n"))
                .isInstanceOfSatisfying(
                        SdpException.class, e -> assertThat(e.line()).isEqualTo(number));
    }

    @Test
    void aNameOrAnExtensionIsUsedOnce() {
        assertThatThrownBy(() -> section(VIDEO + VIDEO)).isInstanceOf(SdpException.class);
        assertThatThrownBy(() -> section(VIDEO + "a=extmap:1 a\r\na=extmap:1 b\r\n"))
                .isInstanceOf(SdpException.class);
    }

    @Test
    void wordsOfOthersCannotBecomeLinesOfOurs() throws SdpException {
        MediaSection section = section(VIDEO);
        MediaSection sly = new MediaSection(
                section.mid(),
                section.kind(),
                section.protocol(),
                false,
                section.direction(),
                section.codecs(),
                List.of(),
                new StreamId("PA_x|y\r\na=ice-lite", "t u"),
                List.of(),
                List.of(new SsrcParameters(1, "c\nm=audio 9 x 0", null)),
                List.of(),
                null,
                null,
                null,
                List.of(),
                false,
                false,
                null);

        SessionDescription read = SdpReader.readOffer(SdpWriter.write(
                new SessionDescription(true, List.of(sly), List.of(), false, false), new SdpOrigin(1, 1)));

        assertThat(read.sections()).singleElement().satisfies(s -> {
            assertThat(s.msid()).isEqualTo(new StreamId("PA_x|y__a=ice-lite", "t_u"));
            assertThat(s.ssrcs()).extracting(SsrcParameters::cname).containsExactly("c_m=audio 9 x 0");
        });
    }

    private static MediaSection section(String lines) throws SdpException {
        return SdpReader.readOffer(SESSION + lines).sections().getFirst();
    }
}
