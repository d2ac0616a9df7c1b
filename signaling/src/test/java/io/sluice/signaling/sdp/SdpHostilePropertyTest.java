package io.sluice.signaling.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.sluice.sfu.negotiate.SessionDescription;
import io.sluice.signaling.CpuTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Texts that nobody should send. */
class SdpHostilePropertyTest {
    @SuppressWarnings("UnusedVariable")
    static final List<String> RECORDED = Recorded.NAMES;

    private static final long SEED = 20_260_101;
    private static final SdpOrigin ORIGIN = new SdpOrigin(1, 1);
    private static final String SPLICE = "\r\n\0 :/;,~*=-0a9\uFFFD\uD800";

    @ParameterizedTest
    @FieldSource("RECORDED")
    void aTextCutAnywhereIsReadOrRefused(String name) {
        String text = Recorded.text(name);
        int step = Math.max(1, text.length() / 2000);
        for (int length = 0; length <= text.length(); length += step) {
            readOrRefuse(text.substring(0, length), "cut at " + length);
        }
    }

    @ParameterizedTest
    @FieldSource("RECORDED")
    void aTextWithSmallDamageIsReadOrRefusedAndWhatIsReadCanBeWritten(String name) {
        String text = Recorded.text(name);
        SplittableRandom random = new SplittableRandom(SEED);
        int read = 0;
        for (int round = 0; round < 1500; round++) {
            StringBuilder damaged = new StringBuilder(text);
            for (int hit = 0; hit <= random.nextInt(4); hit++) {
                int at = random.nextInt(damaged.length());
                switch (random.nextInt(4)) {
                    case 0 -> damaged.setCharAt(at, SPLICE.charAt(random.nextInt(SPLICE.length())));
                    case 1 -> damaged.deleteCharAt(at);
                    case 2 -> damaged.insert(at, SPLICE.charAt(random.nextInt(SPLICE.length())));
                    default -> damaged.setCharAt(at, (char) (damaged.charAt(at) ^ 1 << random.nextInt(7)));
                }
            }
            Optional<SessionDescription> description =
                    readOrRefuse(damaged.toString(), "seed " + SEED + " round " + round);
            if (description.isPresent()) {
                read++;
                String written = SdpWriter.write(description.get(), ORIGIN);
                SessionDescription again = readOrRefuse(written, "written again, round " + round)
                        .orElseGet(() -> fail("what was written cannot be read:\n" + written));
                assertThat(again.sections()).hasSameSizeAs(description.get().sections());
            }
        }
        assertThat(read).isPositive();
    }

    @Test
    void aTextOfTheLargestSizeIsReadInTimeWhateverItRepeats() {
        String video = "m=video 9 UDP/TLS/RTP/SAVPF 96\n";
        List<String> lines = List.of(
                "a=\n",
                "\n",
                "a=mid:" + "x ".repeat(20) + "\n",
                "a=rtcp-fb:* " + "nack ".repeat(5) + "\n",
                "a=rtcp-fb:96 a\n",
                "a=fmtp:96 x\n",
                "a=rtpmap:96 VP8/90000/1/1/1/1\n",
                "a=rid:q send\n",
                "a=simulcast:send " + ";".repeat(15) + "\n",
                "a=candidate:1 1 udp 1 a.local 1 typ host\n",
                "a=extmap:300 x\n",
                "a=ssrc:1 cname:x\n",
                "a=fingerprint:sha-256 00\n",
                "a=msid:a b\n",
                "a=ice-ufrag:aaaa\n",
                video);
        for (String line : lines) {
            inTime("v=0\n" + video + line.repeat((SdpReader.MAX_LENGTH - 64) / line.length()));
        }
        for (char c : ";:, /~*0a\r\n\0=".toCharArray()) {
            String run = String.valueOf(c).repeat(SdpReader.MAX_LENGTH - 128);
            for (String start :
                    List.of("a=simulcast:send ", "a=rid:", "a=", "m=video ", "a=candidate:", "a=fmtp:96 ")) {
                inTime("v=0\n" + video + start + run);
            }
            inTime("v=0\na=group:BUNDLE " + run);
        }
    }

    @Test
    void ofEverythingThatAddsUpThereIsALimit() {
        refused("v=0\n" + "x".repeat(SdpReader.MAX_LENGTH), "too long");
        refused("v=0\n" + "a=\n".repeat(SdpReader.MAX_LINES), "too many lines");
        refused("v=0\n" + "m=audio 9 x 0\n".repeat(SdpReader.MAX_SECTIONS + 1), "too many sections");
        refused("v=0\na=group:BUNDLE" + " m".repeat(SdpReader.MAX_SECTIONS + 1), "too many mids");
        StringBuilder sources = new StringBuilder("v=0\nm=video 9 x 96\n");
        StringBuilder rids = new StringBuilder(sources);
        for (int i = 0; i < 300; i++) {
            sources.append("a=ssrc:").append(i).append(" cname:x\n");
            rids.append("a=rid:").append(i).append(" send\n");
        }
        refused(sources.toString(), "too many sources");
        refused(rids.toString(), "too many rids");
        refused(
                "v=0\nm=video 9 x 96\n" + "a=candidate:1 1 udp 1 192.0.2.1 1 typ host\n".repeat(300),
                "too many candidates");
        refused("v=0\nm=video 9 x 96\n" + "a=ssrc-group:FID 1 2\n".repeat(300), "ssrc-group");
    }

    private static void refused(String text, String reason) {
        assertThatThrownBy(() -> SdpReader.readOffer(text))
                .isInstanceOfSatisfying(
                        SdpException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static void inTime(String text) {
        String what = text.substring(0, 60);
        CpuTime.within(
                Duration.ofSeconds(1), () -> readOrRefuse(text, what).ifPresent(d -> SdpWriter.write(d, ORIGIN)), what);
    }

    private static Optional<SessionDescription> readOrRefuse(String text, String what) {
        try {
            return Optional.of(SdpReader.readOffer(text));
        } catch (SdpException e) {
            return Optional.empty();
        } catch (RuntimeException e) {
            throw new AssertionError(what, e);
        }
    }
}
