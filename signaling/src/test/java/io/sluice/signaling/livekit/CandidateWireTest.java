package io.sluice.signaling.livekit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.signaling.livekit.Decoded.Read;
import io.sluice.signaling.livekit.Decoded.Refused;
import io.sluice.transport.ice.IceCandidate;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trickled candidates as the clients write them, and as they want ours. */
class CandidateWireTest {
    private static final IceCandidate CANDIDATE = new IceCandidate(
            "842163049",
            1,
            IceCandidate.Protocol.UDP,
            2122194687,
            new InetSocketAddress("192.0.2.10", 49509),
            IceCandidate.Type.HOST);

    @Test
    void theFormOfBrowsersIsRead() {
        assertThat(SignalCodec.decodeCandidate("""
                        {"candidate":"candidate:842163049 1 udp 2122194687 192.0.2.10 49509 typ host generation 0 ufrag CmSE network-id 1",
                         "sdpMid":"0","sdpMLineIndex":0,"usernameFragment":"CmSE"}
                        """))
                .isEqualTo(new Read<>(new CandidateInit(CANDIDATE, false, "0", 0, "CmSE")));
    }

    @Test
    void theFormOfNativeClientsTellsTheGenerationInTheLine() {
        assertThat(SignalCodec.decodeCandidate("""
                        {"sdpMid":"0","sdpMLineIndex":0,"candidate":"candidate:842163049 1 udp 2122194687 192.0.2.10 49509 typ host generation 0 ufrag q3hy network-id 1"}
                        """))
                .isEqualTo(new Read<>(new CandidateInit(CANDIDATE, false, "0", 0, "q3hy")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"candidate\":\"\"}",
                "{\"candidate\":null}",
                "{\"candidate\":\"\",\"sdpMid\":null,\"sdpMLineIndex\":null,\"usernameFragment\":null}"
            })
    void anEmptyCandidateIsTheEnd(String text) {
        assertThat(SignalCodec.decodeCandidate(text))
                .isEqualTo(new Read<>(new CandidateInit(null, true, "", -1, null)));
    }

    @Test
    void aCandidateThatCannotBeUsedIsNeitherErrorNorEnd() {
        assertThat(
                        SignalCodec.decodeCandidate(
                                "{\"candidate\":\"candidate:1 1 udp 1 abc.local 5 typ host\",\"sdpMid\":\"1\",\"sdpMLineIndex\":1}"))
                .isEqualTo(new Read<>(new CandidateInit(null, false, "1", 1, null)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "candidate:1",
                "{\"candidate\":1}",
                "{\"candidate\":\"\",\"sdpMid\":0}",
                "{\"candidate\":\"\",\"sdpMLineIndex\":\"0\"}",
                "{\"candidate\":\"\",\"sdpMLineIndex\":-1}",
                "{\"candidate\":\"\",\"sdpMLineIndex\":1.5}",
                "{\"candidate\":\"\",\"sdpMLineIndex\":1e99}",
                "{\"candidate\":\"\",\"sdpMLineIndex\":99999999999}",
                "{\"candidate\":\"\",\"usernameFragment\":[]}",
                "{\"candidate\":"
            })
    void textOfAnotherFormIsRefused(String text) {
        assertThat(SignalCodec.decodeCandidate(text)).isEqualTo(new Refused<>(Refusal.CANDIDATE_BROKEN));
    }

    @Test
    void textThatIsTooLongOrTooDeepIsRefused() {
        assertThat(SignalCodec.decodeCandidate("{\"candidate\":\"" + "x".repeat(5000) + "\"}"))
                .isEqualTo(new Refused<>(Refusal.CANDIDATE_BROKEN));
        assertThat(SignalCodec.decodeCandidate("[".repeat(4000))).isEqualTo(new Refused<>(Refusal.CANDIDATE_BROKEN));
    }

    @Test
    void oursHaveAStringForTheSectionANumberForItsPlaceAndTheGenerationInTheLine() {
        String text = SignalCodec.encodeCandidate(CANDIDATE, "0", 0, "abcd");

        assertThat(text)
                .isEqualTo(
                        "{\"candidate\":\"candidate:842163049 1 udp 2122194687 192.0.2.10 49509 typ host ufrag abcd\","
                                + "\"sdpMid\":\"0\",\"sdpMLineIndex\":0,\"usernameFragment\":null}");
        assertThat(SignalCodec.decodeCandidate(text))
                .isEqualTo(new Read<>(new CandidateInit(CANDIDATE, false, "0", 0, "abcd")));
    }
}
