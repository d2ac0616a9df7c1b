package io.sluice.sfu.subscribe;

import io.sluice.rtp.codec.Codec;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Frames that the server can make itself: silence, or a small black picture that needs no other ({@code docs/algorithms/blank-frames.md} §2).
 * Those of Opus, VP8 and H.264 are the ones that decryptors of end-to-end encrypted tracks know by their digests.
 */
final class BlankFrames {
    private static final int OPUS_BYTES = 80;
    private static final int G711_BYTES = 160;
    private static final int SOUND_RATE = 50;
    private static final int PICTURE_RATE = 30;

    /** One frame of 20 ms: the head says so, and two bytes of silence; the rest is padding. */
    private static final byte[] OPUS = Arrays.copyOf(bytes("f8fffe"), OPUS_BYTES);

    private static final byte[] PCMU = filled(0xff);
    private static final byte[] PCMA = filled(0xd5);

    /** 8 × 8 pixels, without a payload descriptor. */
    private static final byte[] VP8 = bytes("1002009d012a0800080000470885858885848802020" + "00c0d6000feffab5080");

    private static final String H264_SPS = "6742c01f0fd91f8888840000030004000003" + "00c83c60c920";
    private static final String H264_PPS = "6887cb83cb20";
    private static final String H264_IDR = "6588840af2628000a7be";

    /** The three in one packet (RFC 6184 §5.7.1), each behind its length. */
    private static final byte[] H264 = bytes("78" + sized(H264_SPS) + sized(H264_PPS) + sized(H264_IDR));

    private BlankFrames() {}

    /** The frame of a codec, to be left unchanged; null where there is none. */
    static byte @Nullable [] of(Codec codec) {
        return switch (codec) {
            case OPUS -> OPUS;
            case PCMU -> PCMU;
            case PCMA -> PCMA;
            case VP8 -> VP8;
            case H264 -> H264;
            case RED, G722, VP9, AV1, H265, RTX -> null;
        };
    }

    /** Whether a receiver of an encrypted track knows the frame: it compares the whole of it, and of H.264 knows only the parts. */
    static boolean passesEncrypted(Codec codec) {
        return codec == Codec.OPUS || codec == Codec.VP8;
    }

    /** How many such frames a second has. */
    static int rate(Codec codec) {
        return codec.isAudio() ? SOUND_RATE : PICTURE_RATE;
    }

    private static byte[] filled(int value) {
        byte[] frame = new byte[G711_BYTES];
        Arrays.fill(frame, (byte) value);
        return frame;
    }

    private static String sized(String unit) {
        return HexFormat.of().toHexDigits((short) (unit.length() / 2)) + unit;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
