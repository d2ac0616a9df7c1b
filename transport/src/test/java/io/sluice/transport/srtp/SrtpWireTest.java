package io.sluice.transport.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrtpWireTest {
    private static final byte[] GCM_SALT = hex("517569642070726f2071756f");
    private static final byte[] GCM_RTP = hex("8040f17b8041f8d35501a0b2"
            + "47616c6c696120657374206f6d6e697320646976697361 20696e20706172746573207472 6573".replace(" ", ""));
    private static final byte[] GCM_RTCP = hex(
            "81c8000d4d6172734e5450314e545032525450200000042a0000e9304c756e61deadbeefdeadbeefdeadbeefdeadbeefdeadbeef");

    @Test
    void keyDerivationMatchesAppendixB3OfRfc3711() throws Exception {
        byte[] key = hex("E1F97A0D3E018BE0D64FA32C06DE4139");
        byte[] salt = hex("0EC675AD498AFEEBB6960B3AABE6");
        assertThat(SrtpKdf.derive(key, salt, SrtpKdf.RTP_KEY, 16)).isEqualTo(hex("C61E7A93744F39EE10734AFE3FF7A087"));
        assertThat(SrtpKdf.derive(key, salt, SrtpKdf.RTP_SALT, 14)).isEqualTo(hex("30CBBC08863D8C85D49DB34A9AE1"));
        assertThat(SrtpKdf.derive(key, salt, SrtpKdf.RTP_AUTH, 94))
                .isEqualTo(hex("CEBE321F6FF7716B6FD4AB49AF256A156D38BAA48F0A0ACF3C34E2359E6CDBCE"
                        + "E049646C43D9327AD175578EF72270986371C10C9A369AC2F94A8C5FBCDDDC25"
                        + "6D6E919A48B610EF17C2041E474035766B68642C59BBFC2F34DB60DBDFB2"));
    }

    @Test
    void counterModeMatchesAppendixB2OfRfc3711() throws Exception {
        var transform = new CmTransform(
                hex("2B7E151628AED2A6ABF7158809CF4F3C"),
                hex("F0F1F2F3F4F5F6F7F8F9FAFBFCFD"),
                new byte[CmTransform.AUTH_KEY]);
        byte[] packet = new byte[12 + 48 + SrtpSession.MAX_OVERHEAD];
        packet[0] = (byte) 0x80;
        assertThat(transform.sealRtp(packet, 0, 12, 60, 0)).isEqualTo(70);
        assertThat(Arrays.copyOfRange(packet, 12, 60))
                .isEqualTo(
                        hex(
                                "E03EAD0935C95E80E166B16DD92B4EB4D23513162B02D0F72A43A2FE4A5F97AB41E95B3BB0A2E8DD477901E4FCA894C0"));
    }

    @Test
    void gcm128MatchesSection16Of7714() throws Exception {
        byte[] expected =
                hex("8040f17b8041f8d35501a0b2f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf88"
                        + "33899d7f27beb16a9152cf765ee4390cce");
        rtpMatches(hex("000102030405060708090a0b0c0d0e0f"), expected);
    }

    @Test
    void gcm256MatchesSection16Of7714() throws Exception {
        byte[] expected =
                hex("8040f17b8041f8d35501a0b232b1de78a822fe12ef9f78fa332e33aab18012389a58e2f3b50b2a0276ffae0f1ba63799b8"
                        + "7b7aa3db36dfffd6b0f9bb7878d7a76c13");
        rtpMatches(hex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"), expected);
    }

    @Test
    void gcm128MatchesSection17Of7714() throws Exception {
        byte[] key = hex("000102030405060708090a0b0c0d0e0f");
        byte[] expected = hex(
                "81c8000d4d61727363e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda4ce09b4686303ded0bb9"
                        + "275bc84aa45896cf4d2fc5abf87245d9eade800005d4");
        byte[] packet = Arrays.copyOf(GCM_RTCP, GCM_RTCP.length + SrtpSession.MAX_OVERHEAD);
        int length = new GcmTransform(key, GCM_SALT, true).sealRtcp(packet, 0, GCM_RTCP.length, 0x800005d4);
        assertThat(Arrays.copyOf(packet, length)).isEqualTo(expected);
        int opened = new GcmTransform(key, GCM_SALT, false).openRtcp(packet, 0, length, 0x800005d4);
        assertThat(Arrays.copyOf(packet, opened)).isEqualTo(GCM_RTCP);
    }

    private static void rtpMatches(byte[] key, byte[] expected) throws Exception {
        byte[] packet = Arrays.copyOf(GCM_RTP, GCM_RTP.length + SrtpSession.MAX_OVERHEAD);
        int length = new GcmTransform(key, GCM_SALT, true).sealRtp(packet, 0, 12, GCM_RTP.length, 0xf17b);
        assertThat(Arrays.copyOf(packet, length)).isEqualTo(expected);
        int opened = new GcmTransform(key, GCM_SALT, false).openRtp(packet, 0, 12, length, 0xf17b);
        assertThat(Arrays.copyOf(packet, opened)).isEqualTo(GCM_RTP);
    }

    @ParameterizedTest
    @EnumSource
    void counterModeAndHmacMatchTheVectorsOfLibsrtp(SrtpEngine engine) {
        SrtpProfile profile = SrtpProfile.AES128_CM_HMAC_SHA1_80;
        byte[] exported = hex("e1f97a0d3e018be0d64fa32c06de4139".repeat(2) + "0ec675ad498afeebb6960b3aabe6".repeat(2));
        byte[] plain = hex("800f1234decafbadcafebabe" + "ab".repeat(16));
        byte[] sealed = hex("800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb");
        Packets.Ends ends = Packets.ends(profile, exported, engine, engine);
        assertThat(Packets.sealRtp(ends.client(), plain)).isEqualTo(sealed);
        assertThat(Packets.openRtp(ends.server(), sealed)).isEqualTo(plain);
    }

    @Test
    void exportedKeysAreSplitAsSection42Of5764Says() {
        byte[] exported = new byte[SrtpKeys.exportedLength(SrtpProfile.AEAD_AES_128_GCM)];
        for (int i = 0; i < exported.length; i++) {
            exported[i] = (byte) i;
        }
        SrtpKeys client = SrtpKeys.ofExported(SrtpProfile.AEAD_AES_128_GCM, exported, true);
        SrtpKeys server = SrtpKeys.ofExported(SrtpProfile.AEAD_AES_128_GCM, exported, false);
        assertThat(client.localKey()).startsWith(0, 1).hasSize(16).isEqualTo(server.remoteKey());
        assertThat(client.remoteKey()).startsWith(16, 17).hasSize(16).isEqualTo(server.localKey());
        assertThat(client.localSalt()).startsWith(32, 33).hasSize(12).isEqualTo(server.remoteSalt());
        assertThat(client.remoteSalt()).startsWith(44, 45).hasSize(12).isEqualTo(server.localSalt());
    }

    @ParameterizedTest
    @EnumSource
    void noTruncationOpensNorThrows(SrtpProfile profile) {
        for (SrtpEngine engine : SrtpEngine.values()) {
            Random random = new Random(3);
            Packets.Ends ends = Packets.ends(profile, engine, random);
            byte[] rtp = Packets.sealRtp(ends.client(), Packets.rtp(5, 9, random));
            byte[] rtcp = Packets.sealRtcp(ends.client(), Packets.rtcp(5, random));
            for (int length = 0; length < rtp.length; length++) {
                assertThat(Packets.resultOfOpenRtp(ends.server(), Arrays.copyOf(rtp, length)))
                        .isNegative();
            }
            for (int length = 0; length < rtcp.length; length++) {
                assertThat(Packets.resultOfOpenRtcp(ends.server(), Arrays.copyOf(rtcp, length)))
                        .isNegative();
            }
            assertThat(Packets.resultOfOpenRtp(ends.server(), rtp)).isPositive();
            assertThat(Packets.resultOfOpenRtcp(ends.server(), rtcp)).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource
    void noFlippedBitOpensNorThrowsNorLeavesATrace(SrtpProfile profile) {
        for (SrtpEngine engine : SrtpEngine.values()) {
            Random random = new Random(4);
            Packets.Ends ends = Packets.ends(profile, engine, random);
            byte[] rtp = Packets.sealRtp(ends.client(), Arrays.copyOf(Packets.rtp(5, 9, random), 110));
            byte[] rtcp = Packets.sealRtcp(ends.client(), Arrays.copyOf(Packets.rtcp(5, random), 60));
            for (int bit = 0; bit < 8 * rtp.length; bit++) {
                assertThat(Packets.resultOfOpenRtp(ends.server(), flipped(rtp, bit)))
                        .isNegative();
            }
            for (int bit = 0; bit < 8 * rtcp.length; bit++) {
                assertThat(Packets.resultOfOpenRtcp(ends.server(), flipped(rtcp, bit)))
                        .isNegative();
            }
            assertThat(Packets.resultOfOpenRtp(ends.server(), rtp)).isPositive();
            assertThat(Packets.resultOfOpenRtcp(ends.server(), rtcp)).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource
    void rubbishIsBadAndDoesNotThrow(SrtpProfile profile) {
        for (SrtpEngine engine : SrtpEngine.values()) {
            Random random = new Random(5);
            Packets.Ends ends = Packets.ends(profile, engine, random);
            for (int i = 0; i < 400; i++) {
                byte[] rubbish = new byte[random.nextInt(80)];
                random.nextBytes(rubbish);
                if (rubbish.length > 0 && random.nextBoolean()) {
                    rubbish[0] = (byte) (0x80 | rubbish[0] & 0x3F);
                }
                assertThat(Packets.resultOfOpenRtp(ends.server(), rubbish)).isEqualTo(SrtpSession.BAD);
                assertThat(Packets.resultOfOpenRtcp(ends.server(), rubbish)).isEqualTo(SrtpSession.BAD);
                assertThat(ends.server().sealRtcp(rubbish, 0, rubbish.length)).isEqualTo(SrtpSession.BAD);
                assertThat(ends.server().sealRtp(rubbish, 0, rubbish.length)).isEqualTo(SrtpSession.BAD);
            }
        }
    }

    private static byte[] flipped(byte[] packet, int bit) {
        byte[] copy = packet.clone();
        copy[bit >> 3] ^= (byte) (1 << (bit & 7));
        return copy;
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
