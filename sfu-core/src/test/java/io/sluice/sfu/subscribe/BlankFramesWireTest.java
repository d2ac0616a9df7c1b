package io.sluice.sfu.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.codec.Codec;
import io.sluice.rtp.packet.BigEndian;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Receivers of end-to-end encrypted tracks let exactly five frames pass undecrypted, which they know by these digests. */
class BlankFramesWireTest {
    private static String digest(byte[] frame) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(frame));
    }

    private static byte[] frame(Codec codec) {
        return Objects.requireNonNull(BlankFrames.of(codec));
    }

    @Test
    void silenceAndTheSmallPictureAreTheOnesThatReceiversKnow() throws NoSuchAlgorithmException {
        assertThat(digest(frame(Codec.OPUS)))
                .isEqualTo("aad8d31fc56b2802ca500e58c2fb9d0b29ad71bb7cb52cd6530251eade188988");
        assertThat(digest(frame(Codec.VP8)))
                .isEqualTo("ef0161653d8b2b23aad46624b420af1d03ce48950e9fc85718028f91b50f9219");
    }

    @Test
    void anAggregateOfH264HasTheThreeThatReceiversKnow() throws NoSuchAlgorithmException {
        byte[] packet = frame(Codec.H264);
        assertThat(packet[0] & 0x1f).isEqualTo(24);
        String[] digests = {
            "f0a0e09647d891d6d50aa898bce7108090375d0d55e50a2bb21147afee558e44",
            "61d9665eed71b6d424ae9539330a3bdd5cb386d4d781c808219a6e36750493a7",
            "faffc26b68a2fc09096fa20f3351e706398b6f838a7500c8063472c2e476e90d"
        };
        int at = 1;
        for (String digest : digests) {
            int length = BigEndian.u16(packet, at);
            assertThat(digest(Arrays.copyOfRange(packet, at + 2, at + 2 + length)))
                    .isEqualTo(digest);
            at += 2 + length;
        }
        assertThat(at).isEqualTo(packet.length);
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void onlyWhatIsKnownAsAWholePassesEncrypted(Codec codec) {
        boolean whole = codec == Codec.OPUS || codec == Codec.VP8;
        assertThat(BlankFrames.passesEncrypted(codec)).isEqualTo(whole);
    }
}
